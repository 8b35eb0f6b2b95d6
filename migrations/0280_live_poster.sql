-- What is seen of a replay among others.
ALTER TABLE live_room ADD COLUMN poster TEXT NOT NULL DEFAULT ''; -- a picture in the store of files; empty while there is none
