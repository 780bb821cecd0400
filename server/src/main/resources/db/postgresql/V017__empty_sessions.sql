-- Live sessions without items are few among many.
CREATE INDEX session_empty ON session (created, id) WHERE live = 1 AND filled = 0;
