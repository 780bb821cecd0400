-- Times are epoch seconds, amounts minor units of the row's currency.

CREATE TABLE revision (
    name TEXT NOT NULL PRIMARY KEY,
    n INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE event (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    type TEXT NOT NULL,
    subject INTEGER NOT NULL
);

-- Kept counters: kind 'owner' (guest, customer), 'source', 'trash'. A counter is the sum of its shards.
CREATE TABLE counter (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    shard INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (kind, value, shard)
) WITHOUT ROWID;

-- Live sessions by the hour of their expiry: what status counts are made of.
CREATE TABLE expiry_hour (
    hour INTEGER NOT NULL,
    shard INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (hour, shard)
) WITHOUT ROWID;

-- What lists are filtered and ordered by, numbers first, so that a scan reads little of each row.
--   live         1, or 0 in trash
--   settled      1 when the session had expired as it was last looked at
--   total_fixed  the total at six digits, comparable over currencies
--   filled       1 when there is at least one item
--   email        as written, null when that is the same as email_lower
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    live INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    last_activity INTEGER NOT NULL,
    expiry INTEGER NOT NULL,
    total_fixed INTEGER NOT NULL,
    owner INTEGER NOT NULL,
    filled INTEGER NOT NULL,
    item_count INTEGER NOT NULL,
    version INTEGER NOT NULL,
    times_estimated INTEGER NOT NULL,
    readable INTEGER NOT NULL,
    total INTEGER NOT NULL,
    minor_unit INTEGER NOT NULL,
    deleted_at INTEGER,
    source TEXT NOT NULL,
    email_lower TEXT NOT NULL,
    cart_key TEXT NOT NULL,
    currency TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT
);

CREATE UNIQUE INDEX session_key ON session (cart_key) WHERE live = 1;
CREATE INDEX session_created ON session (created, id, expiry) WHERE live = 1;
CREATE INDEX session_updated ON session (updated, id, expiry) WHERE live = 1;
CREATE INDEX session_activity ON session (last_activity, id, expiry) WHERE live = 1;
CREATE INDEX session_expiry ON session (expiry, id, created) WHERE live = 1;
CREATE INDEX session_total ON session (total_fixed, id, expiry) WHERE live = 1;
CREATE INDEX session_email ON session (email_lower, created, id) WHERE live = 1 AND email_lower <> '';
CREATE INDEX session_owner ON session (owner, created, id) WHERE live = 1 AND owner > 0;
CREATE INDEX session_expired ON session (created, id, expiry) WHERE live = 1 AND settled = 1;
CREATE INDEX session_trash ON session (created, id) WHERE live = 0;
CREATE INDEX session_trash_key ON session (cart_key, deleted_at, id) WHERE live = 0;

-- The contents, apart from the row. products: the ids in session_product, for comparing.
CREATE TABLE session_document (
    session_id INTEGER PRIMARY KEY,
    products TEXT NOT NULL,
    body BLOB NOT NULL
);

CREATE TABLE session_product (
    product_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    PRIMARY KEY (product_id, session_id)
) WITHOUT ROWID;

-- Beginnings that a search may name: the key, the e-mail, the words of the name, in lower case.
CREATE TABLE session_word (
    word TEXT NOT NULL,
    session_id INTEGER NOT NULL,
    PRIMARY KEY (word, session_id)
) WITHOUT ROWID;

-- What was taken over from where. session_id is null once that session was deleted for good, so
-- that the next import does not revive it.
CREATE TABLE session_import (
    cart_key TEXT NOT NULL,
    origin TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    session_id INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (cart_key, origin)
) WITHOUT ROWID;

-- How far expired sessions have been settled: every live one with an expiry up to here is.
CREATE TABLE settlement (
    id INTEGER PRIMARY KEY,
    settled_until INTEGER NOT NULL
);
INSERT INTO settlement (id, settled_until) VALUES (1, 0);
