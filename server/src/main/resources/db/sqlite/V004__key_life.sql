-- The life of consumer keys. Times are epoch seconds.
--   scopes           JSON array of words, null for all there are
--   networks         JSON array of address ranges, empty for any address
--   rate_limit       calls a minute, null for the server's default
--   disabled_reason  by_hand, unused, exposed or owner_gone
--   rolled_to        the id of the key that takes its place, until rolled_until at the latest
--   rolled_ended     1 when that is over whatever the clock says
--   silent_hours     it ends as soon as it was not used for so long, null when only the time counts
--   notice_days      so many days before it would be disabled for not being used, it was said
ALTER TABLE consumer_key ADD COLUMN scopes TEXT;
ALTER TABLE consumer_key ADD COLUMN networks TEXT NOT NULL DEFAULT '[]';
ALTER TABLE consumer_key ADD COLUMN expires INTEGER;
ALTER TABLE consumer_key ADD COLUMN rate_limit INTEGER;
ALTER TABLE consumer_key ADD COLUMN disabled_at INTEGER;
ALTER TABLE consumer_key ADD COLUMN disabled_reason TEXT;
ALTER TABLE consumer_key ADD COLUMN enabled_at INTEGER;
ALTER TABLE consumer_key ADD COLUMN rolled_at INTEGER;
ALTER TABLE consumer_key ADD COLUMN rolled_to INTEGER;
ALTER TABLE consumer_key ADD COLUMN rolled_until INTEGER;
ALTER TABLE consumer_key ADD COLUMN silent_hours INTEGER;
ALTER TABLE consumer_key ADD COLUMN rolled_from INTEGER;
ALTER TABLE consumer_key ADD COLUMN rolled_ended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE consumer_key ADD COLUMN notice_days INTEGER;
ALTER TABLE consumer_key ADD COLUMN noticed_at INTEGER;

-- Keys of a user who goes.
CREATE INDEX consumer_key_user ON consumer_key (user_id);

-- The highest id of a user who was deleted, which nobody gets again.
INSERT INTO revision (name, n) VALUES ('deleted_user', 0);
