-- Which work something pending is part of, so that another process can tell whether somebody is
-- still at it; '' where nobody can tell.
ALTER TABLE foreign_pending ADD COLUMN work TEXT NOT NULL DEFAULT '';
