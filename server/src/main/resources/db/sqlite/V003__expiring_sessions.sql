-- settled: 2 when the session was about to expire as it was last looked at
CREATE INDEX session_expiring ON session (created, id, expiry) WHERE live = 1 AND settled = 2;

-- How far those are marked.
INSERT INTO settlement (id, settled_until) VALUES (2, 0);
