-- What a role takes from whoever has it by another role: a JSON list of words, as capabilities.
ALTER TABLE user_role ADD COLUMN denied TEXT NOT NULL DEFAULT '[]';
