-- Browsers that are woken when something is said and their page is closed.

CREATE TABLE push_key (
    id BIGINT PRIMARY KEY,             -- 1: the market has one
    secret BYTEA NOT NULL              -- 32 octets, P-256: with it push services know who sends; never shown or logged
);

CREATE TABLE push_device (
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    session_id BIGINT,                 -- where it was switched on: it is woken while that is signed in; NULL for a program
    endpoint TEXT NOT NULL,            -- the push service's address of this browser, known to us alone
    endpoint_hash TEXT NOT NULL,       -- SHA-256, hex
    public_key BYTEA NOT NULL,         -- 65 octets, P-256: what is sent is encrypted to it
    auth BYTEA NOT NULL,               -- 16 octets
    name TEXT NOT NULL,                -- the browser's own words, cut
    failures BIGINT NOT NULL,          -- one after the other since it was last reached
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX push_device_by_endpoint ON push_device (endpoint_hash); -- a browser is one person's at a time
