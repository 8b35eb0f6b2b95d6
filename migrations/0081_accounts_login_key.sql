-- Addresses are kept as they were typed, and compared by a key.
ALTER TABLE account ADD COLUMN email_key TEXT;             -- composed, lower case, the domain in ASCII
ALTER TABLE account ADD COLUMN same_as BIGINT;             -- another account whose address has the same key
CREATE UNIQUE INDEX account_by_email_key ON account (email_key); -- accounts::find_by_login
