-- Who has proved an address; which browsers somebody has signed in with; codes that a stranger cannot use up.

ALTER TABLE account ADD COLUMN proved_at BIGINT; -- when a code from a mail first came back; NULL until then

CREATE TABLE known_browser (
    account_id BIGINT NOT NULL,
    token_hash TEXT NOT NULL,          -- SHA-256 of the browser's own cookie, hex; it opens nothing
    seen_at BIGINT NOT NULL,           -- the last sign-in there
    PRIMARY KEY (account_id, token_hash)
);

-- Codes live for ten minutes, so those that are on their way are asked for again.
DROP TABLE mail_code;
CREATE TABLE sign_in_code (
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    purpose TEXT NOT NULL,             -- sign_in, password
    code_hash TEXT NOT NULL,           -- argon2id of six digits: long to try, and worth nothing after ten minutes
    asked_by TEXT NOT NULL,            -- hash of the cookie of the browser that asked; '' when it had none
    asked_from TEXT NOT NULL,          -- its network address, as limits count it
    tries BIGINT NOT NULL,             -- of whoever asked; none are heard after the fifth
    strays BIGINT NOT NULL,            -- of anybody else, counted apart
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);

-- What moderators do has a scope of its own; until now it was the operator's.
UPDATE api_token SET scopes = scopes || ' moderator' WHERE ' ' || scopes || ' ' LIKE '% operator %';
