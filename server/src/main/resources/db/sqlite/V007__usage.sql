-- How consumer keys were used. Rows only grow, by what each server has counted since its last
-- writing. A day is counted from 1970 in UTC, and so is a minute.
CREATE TABLE usage_day (
    key_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    method TEXT NOT NULL,
    route TEXT NOT NULL,
    status INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    PRIMARY KEY (key_id, day, method, route, status)
) WITHOUT ROWID;
CREATE INDEX usage_day_age ON usage_day (day);

CREATE TABLE usage_minute (
    key_id INTEGER NOT NULL,
    minute INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    PRIMARY KEY (key_id, minute)
) WITHOUT ROWID;
CREATE INDEX usage_minute_age ON usage_minute (minute);

--   used_at  epoch milliseconds
--   client   what the caller calls itself, without secrets
CREATE TABLE usage_last (
    key_id INTEGER PRIMARY KEY,
    used_at INTEGER NOT NULL,
    address TEXT NOT NULL,
    client TEXT NOT NULL
);
