-- The log of acts is sealed in batches, each seal holding on to the one before.

--   origin  the address an act came from, empty for none
--   detail  JSON object of what changed, null when the type says it all
ALTER TABLE event ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN detail TEXT;

--   reached   how far the log is sealed, in the order of its sealing: transaction and sequence
--   entries   40 bytes for each: sequence and SHA-256 digest
--   previous  the seal before, 32 zero bytes for the first
--   seal      HMAC over all of it, with a key that is not in the database
CREATE TABLE audit_seal (
    n INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    reached_xid INTEGER NOT NULL,
    reached_sequence INTEGER NOT NULL,
    count INTEGER NOT NULL,
    entries BLOB NOT NULL,
    previous BLOB NOT NULL,
    seal BLOB NOT NULL
);

-- Who saw whose personal data.
--   minute   epoch minutes
--   route    word of the endpoint
--   cart_id  0 for a list
--   filters  names of the filters of a list, never their values
--   calls    how many calls there were
--   carts    how many carts they showed
CREATE TABLE personal_data_use (
    minute INTEGER NOT NULL,
    key_id INTEGER NOT NULL,
    route TEXT NOT NULL,
    cart_id INTEGER NOT NULL,
    filters TEXT NOT NULL,
    calls INTEGER NOT NULL,
    carts INTEGER NOT NULL,
    PRIMARY KEY (minute, key_id, route, cart_id, filters)
) WITHOUT ROWID;

-- Locked by whoever seals.
INSERT INTO revision (name, n) VALUES ('audit', 0);
