-- What the columns mean is said in the SQLite migration of the same number.

--   xid  the transaction that appended the entry: sequence numbers are given out before commits,
--        so that only what is older than every running transaction can no longer be overtaken
ALTER TABLE event ADD COLUMN origin TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN detail TEXT COLLATE "C";
ALTER TABLE event ADD COLUMN xid BIGINT NOT NULL DEFAULT 0;
ALTER TABLE event ALTER COLUMN xid SET DEFAULT pg_current_xact_id()::text::bigint;
CREATE INDEX event_xid ON event (xid, sequence);

CREATE TABLE audit_seal (
    n BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    reached_xid BIGINT NOT NULL,
    reached_sequence BIGINT NOT NULL,
    count INTEGER NOT NULL,
    entries BYTEA NOT NULL,
    previous BYTEA NOT NULL,
    seal BYTEA NOT NULL
);

CREATE TABLE personal_data_use (
    minute BIGINT NOT NULL,
    key_id BIGINT NOT NULL,
    route TEXT COLLATE "C" NOT NULL,
    cart_id BIGINT NOT NULL,
    filters TEXT COLLATE "C" NOT NULL,
    calls BIGINT NOT NULL,
    carts BIGINT NOT NULL,
    PRIMARY KEY (minute, key_id, route, cart_id, filters)
);

INSERT INTO revision (name, n) VALUES ('audit', 0);
