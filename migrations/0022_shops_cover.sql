ALTER TABLE shop ADD COLUMN cover_alt TEXT NOT NULL DEFAULT ''; -- what the cover shows, for who cannot see it
