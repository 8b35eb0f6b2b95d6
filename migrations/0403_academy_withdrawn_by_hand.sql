-- Why the operator withdrew a certificate; empty of one that stands.
ALTER TABLE certificate ADD COLUMN withdrawn_because TEXT NOT NULL DEFAULT '';
