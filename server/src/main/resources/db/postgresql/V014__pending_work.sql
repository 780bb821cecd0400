-- What the column means is said in the SQLite migration of the same number.

ALTER TABLE foreign_pending ADD COLUMN work TEXT COLLATE "C" NOT NULL DEFAULT '';
