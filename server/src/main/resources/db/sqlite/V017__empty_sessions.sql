-- Live sessions without items, with all that lists are filtered and ordered by but the e-mail and the
-- key: they are few among many.
CREATE INDEX session_empty ON session
    (created, id, expiry, updated, last_activity, total_fixed, owner, source)
    WHERE live = 1 AND filled = 0;
