-- The link of a gift is ready with it and shown to its buyer whenever they look: the secret is kept, beside the hash it is
-- found by. What its holder can do ends with the gift's day.
ALTER TABLE gift ADD COLUMN token TEXT NOT NULL DEFAULT ''; -- empty in gifts from before: their buyer makes a new link
