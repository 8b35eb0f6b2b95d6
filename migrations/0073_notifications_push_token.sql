-- A program's device is woken while the token lives with which it was made.

ALTER TABLE push_device ADD COLUMN token_id BIGINT; -- NULL for a browser, which has a session
-- Nobody knows any more with which token these were made; their programs subscribe again.
DELETE FROM push_device WHERE session_id IS NULL;
