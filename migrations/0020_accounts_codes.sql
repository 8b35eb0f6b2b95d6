CREATE TABLE mail_code (
    account_id BIGINT NOT NULL,
    purpose TEXT NOT NULL,             -- sign_in, password
    code_hash TEXT NOT NULL,           -- argon2id of six digits: long to try, and worth nothing after ten minutes
    tries BIGINT NOT NULL,             -- wrong ones and the right one; none are heard after the fifth
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, purpose)
);
