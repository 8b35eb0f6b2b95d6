-- The ground: sessions, jobs, settings, audit, mail. No capability owns these.

CREATE TABLE session (
    id BIGINT PRIMARY KEY,
    token_hash TEXT NOT NULL,          -- SHA-256 of the cookie, hex; the cookie itself is never stored
    account_id BIGINT,                 -- NULL while the visitor has not signed in
    device TEXT NOT NULL,              -- the browser's own words, cut to 200 characters
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,           -- written at most once an hour
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX session_by_token ON session (token_hash); -- sessions::find
CREATE INDEX session_by_account ON session (account_id, id); -- sessions::list

CREATE TABLE job (
    id BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,                -- JSON of the job's struct
    run_at BIGINT NOT NULL,            -- not before; moved on by a lease or a retry
    attempts BIGINT NOT NULL,
    state TEXT NOT NULL,               -- waiting, failed
    error TEXT,                        -- what the last attempt said
    created_at BIGINT NOT NULL
);
CREATE INDEX job_due ON job (state, run_at, id); -- jobs::claim

CREATE TABLE setting (
    name TEXT PRIMARY KEY,             -- the unit is in the name: commission_basis_points
    value TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE audit (
    id BIGINT PRIMARY KEY,
    account_id BIGINT,                 -- the operator; NULL for the command line
    act TEXT NOT NULL,                 -- shop.close, setting.change …
    subject TEXT NOT NULL,             -- the id or name of what it was done to
    detail TEXT NOT NULL,              -- before and after, as JSON
    created_at BIGINT NOT NULL
);

CREATE TABLE idempotency (
    account_id BIGINT NOT NULL,
    key TEXT NOT NULL,                 -- the caller's Idempotency-Key
    request_hash TEXT NOT NULL,        -- SHA-256 of method, path and body: another request may not reuse the key
    status BIGINT NOT NULL,            -- 0 while the first request still runs
    reply TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, key)
);
