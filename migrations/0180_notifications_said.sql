-- What somebody is told is worded when it is read: its text by key, with the names, amounts and days in it.
ALTER TABLE notification ADD COLUMN said TEXT NOT NULL DEFAULT 'null'; -- JSON; null on those from before, which have their wordings
