-- The revision of the keys with which a key was changed last, so that servers read those alone that
-- they do not know yet.
ALTER TABLE consumer_key ADD COLUMN changed_in INTEGER NOT NULL DEFAULT 0;
CREATE INDEX consumer_key_changed ON consumer_key (changed_in);
