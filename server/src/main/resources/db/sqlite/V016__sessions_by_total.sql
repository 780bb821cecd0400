-- Live sessions by spans of their total: a tenth of a unit up to a hundred, then three digits; all below
-- zero are one.
CREATE TABLE total_span (
    start INTEGER NOT NULL,
    shard INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (start, shard)
) WITHOUT ROWID;
INSERT INTO total_span (start, shard, n)
SELECT CASE WHEN total_fixed < 0 THEN -1
    WHEN total_fixed < 100000000 THEN total_fixed - total_fixed % 100000
    WHEN total_fixed < 1000000000 THEN total_fixed - total_fixed % 1000000
    WHEN total_fixed < 10000000000 THEN total_fixed - total_fixed % 10000000
    WHEN total_fixed < 100000000000 THEN total_fixed - total_fixed % 100000000
    WHEN total_fixed < 1000000000000 THEN total_fixed - total_fixed % 1000000000
    WHEN total_fixed < 10000000000000 THEN total_fixed - total_fixed % 10000000000
    WHEN total_fixed < 100000000000000 THEN total_fixed - total_fixed % 100000000000
    WHEN total_fixed < 1000000000000000 THEN total_fixed - total_fixed % 1000000000000
    WHEN total_fixed < 10000000000000000 THEN total_fixed - total_fixed % 10000000000000
    WHEN total_fixed < 100000000000000000 THEN total_fixed - total_fixed % 100000000000000
    WHEN total_fixed < 1000000000000000000 THEN total_fixed - total_fixed % 1000000000000000
    ELSE total_fixed - total_fixed % 10000000000000000 END, 0, count(*)
FROM session WHERE live = 1 GROUP BY 1;
