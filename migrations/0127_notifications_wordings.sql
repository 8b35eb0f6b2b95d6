-- What somebody is told, as each of the market's languages says it: a list follows the language that it is read in.
ALTER TABLE notification ADD COLUMN wordings TEXT NOT NULL DEFAULT '{}'; -- JSON: words by language; those from before have one
