-- How consumer keys were used; what the columns mean is said in the SQLite migration of the same
-- number.
CREATE TABLE usage_day (
    key_id BIGINT NOT NULL,
    day BIGINT NOT NULL,
    method TEXT COLLATE "C" NOT NULL,
    route TEXT COLLATE "C" NOT NULL,
    status INTEGER NOT NULL,
    calls BIGINT NOT NULL,
    PRIMARY KEY (key_id, day, method, route, status)
);
CREATE INDEX usage_day_age ON usage_day (day);

CREATE TABLE usage_minute (
    key_id BIGINT NOT NULL,
    minute BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    errors BIGINT NOT NULL,
    PRIMARY KEY (key_id, minute)
);
CREATE INDEX usage_minute_age ON usage_minute (minute);

CREATE TABLE usage_last (
    key_id BIGINT PRIMARY KEY,
    used_at BIGINT NOT NULL,
    address TEXT NOT NULL,
    client TEXT NOT NULL
);
