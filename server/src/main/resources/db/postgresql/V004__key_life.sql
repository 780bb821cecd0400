-- The life of consumer keys; what the columns mean is said in the SQLite migration of the same
-- number.
ALTER TABLE consumer_key ADD COLUMN scopes TEXT;
ALTER TABLE consumer_key ADD COLUMN networks TEXT NOT NULL DEFAULT '[]';
ALTER TABLE consumer_key ADD COLUMN expires BIGINT;
ALTER TABLE consumer_key ADD COLUMN rate_limit INTEGER;
ALTER TABLE consumer_key ADD COLUMN disabled_at BIGINT;
ALTER TABLE consumer_key ADD COLUMN disabled_reason TEXT;
ALTER TABLE consumer_key ADD COLUMN enabled_at BIGINT;
ALTER TABLE consumer_key ADD COLUMN rolled_at BIGINT;
ALTER TABLE consumer_key ADD COLUMN rolled_to BIGINT;
ALTER TABLE consumer_key ADD COLUMN rolled_until BIGINT;
ALTER TABLE consumer_key ADD COLUMN silent_hours INTEGER;
ALTER TABLE consumer_key ADD COLUMN rolled_from BIGINT;
ALTER TABLE consumer_key ADD COLUMN rolled_ended SMALLINT NOT NULL DEFAULT 0;
ALTER TABLE consumer_key ADD COLUMN notice_days INTEGER;
ALTER TABLE consumer_key ADD COLUMN noticed_at BIGINT;

-- Keys of a user who goes.
CREATE INDEX consumer_key_user ON consumer_key (user_id);

-- The highest id of a user who was deleted, which nobody gets again.
INSERT INTO revision (name, n) VALUES ('deleted_user', 0);
