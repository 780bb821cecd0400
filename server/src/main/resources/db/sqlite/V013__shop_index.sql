-- What is kept of carts that lie in a shop's own tables. An indexed cart is a row of session whose
-- document says that its contents lie elsewhere.

-- Which row of the shop a session is, or was when it went to trash.
--   origin       which system and table
--   row_id       its number there
--   fingerprint  of that row when it was last seen
CREATE TABLE session_foreign (
    session_id INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    fingerprint TEXT NOT NULL
);
CREATE INDEX session_foreign_row ON session_foreign (origin, row_id);

-- The shop's rows of a session in trash, so that they can be put back.
--   n              their order
--   other_columns  JSON object of texts by name: all but number and value
CREATE TABLE foreign_row (
    session_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    origin TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    other_columns TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (session_id, n)
);

-- What has begun in the shop's database and is neither completed nor dropped.
--   kind      TRASH, PURGE or RESTORE
--   trash_id  the session that a RESTORE takes from trash, or 0
--   id …      the session as the shop had it, with its contents
CREATE TABLE foreign_pending (
    ticket INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    trash_id INTEGER NOT NULL,
    prepared_at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_from TEXT NOT NULL,
    id INTEGER NOT NULL,
    cart_key TEXT NOT NULL,
    owner INTEGER NOT NULL,
    created INTEGER NOT NULL,
    last_activity INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    expiry INTEGER NOT NULL,
    times_estimated INTEGER NOT NULL,
    source TEXT NOT NULL,
    email_lower TEXT NOT NULL,
    email TEXT,
    name TEXT NOT NULL,
    item_count INTEGER NOT NULL,
    total INTEGER NOT NULL,
    currency TEXT NOT NULL,
    minor_unit INTEGER NOT NULL,
    version INTEGER NOT NULL,
    deleted_at INTEGER,
    readable INTEGER NOT NULL,
    body BLOB NOT NULL
);

CREATE TABLE foreign_pending_row (
    ticket INTEGER NOT NULL,
    n INTEGER NOT NULL,
    origin TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    other_columns TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (ticket, n)
);

-- One row.
--   complete  1 once the index was filled to its end
--   filling   rises with each filling that begins, so that an older one notices
CREATE TABLE foreign_index (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    complete INTEGER NOT NULL,
    filling INTEGER NOT NULL
);
INSERT INTO foreign_index (id, complete, filling) VALUES (1, 0, 0);

-- Indexes that are missing while the index is being filled, and the SQL that brings them back.
CREATE TABLE foreign_index_dropped (
    name TEXT NOT NULL PRIMARY KEY,
    sql TEXT NOT NULL
);
