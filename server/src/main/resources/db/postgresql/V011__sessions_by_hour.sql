-- Live sessions by the hour of their making and of their last change, as expiry_hour has them by the
-- hour of their expiry.
CREATE TABLE created_hour (
    hour BIGINT NOT NULL,
    shard INTEGER NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (hour, shard)
);
INSERT INTO created_hour (hour, shard, n)
SELECT (created - (created % 3600 + 3600) % 3600) / 3600, 0, count(*) FROM session WHERE live = 1 GROUP BY 1;
CREATE TABLE updated_hour (
    hour BIGINT NOT NULL,
    shard INTEGER NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (hour, shard)
);
INSERT INTO updated_hour (hour, shard, n)
SELECT (updated - (updated % 3600 + 3600) % 3600) / 3600, 0, count(*) FROM session WHERE live = 1 GROUP BY 1;
