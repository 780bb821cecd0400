-- What the tables and columns mean is said in the SQLite migration of the same number.

CREATE TABLE session_foreign (
    session_id BIGINT PRIMARY KEY,
    origin TEXT COLLATE "C" NOT NULL,
    row_id BIGINT NOT NULL,
    fingerprint TEXT NOT NULL
);
CREATE INDEX session_foreign_row ON session_foreign (origin, row_id);

CREATE TABLE foreign_row (
    session_id BIGINT NOT NULL,
    n INTEGER NOT NULL,
    origin TEXT COLLATE "C" NOT NULL,
    row_id BIGINT NOT NULL,
    other_columns TEXT NOT NULL,
    value BYTEA NOT NULL,
    PRIMARY KEY (session_id, n)
);

CREATE TABLE foreign_pending (
    ticket BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL,
    trash_id BIGINT NOT NULL,
    prepared_at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    actor_from TEXT NOT NULL,
    id BIGINT NOT NULL,
    cart_key TEXT COLLATE "C" NOT NULL,
    owner BIGINT NOT NULL,
    created BIGINT NOT NULL,
    last_activity BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    expiry BIGINT NOT NULL,
    times_estimated SMALLINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    email_lower TEXT COLLATE "C" NOT NULL,
    email TEXT,
    name TEXT NOT NULL,
    item_count BIGINT NOT NULL,
    total BIGINT NOT NULL,
    currency TEXT NOT NULL,
    minor_unit SMALLINT NOT NULL,
    version BIGINT NOT NULL,
    deleted_at BIGINT,
    readable SMALLINT NOT NULL,
    body BYTEA NOT NULL
);

CREATE TABLE foreign_pending_row (
    ticket BIGINT NOT NULL,
    n INTEGER NOT NULL,
    origin TEXT COLLATE "C" NOT NULL,
    row_id BIGINT NOT NULL,
    other_columns TEXT NOT NULL,
    value BYTEA NOT NULL,
    PRIMARY KEY (ticket, n)
);

CREATE TABLE foreign_index (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    complete SMALLINT NOT NULL,
    filling BIGINT NOT NULL
);
INSERT INTO foreign_index (id, complete, filling) VALUES (1, 0, 0);
