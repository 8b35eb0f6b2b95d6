CREATE TABLE account (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,                        -- lower case; NULL for an account with a phone number only
    phone TEXT,                        -- E.164 with the plus sign
    password_hash TEXT,                -- argon2id; NULL for an account made on the way through a checkout
    language TEXT NOT NULL,            -- BCP 47
    zone TEXT NOT NULL,                -- IANA time zone
    birth_year BIGINT,                 -- optional; only used in reports about 20 people or more
    is_operator BIGINT NOT NULL,
    is_moderator BIGINT NOT NULL,
    closed_at BIGINT,                  -- set when the person left or the operator shut the account
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_by_email ON account (email); -- accounts::find_by_login
CREATE UNIQUE INDEX account_by_phone ON account (phone); -- accounts::find_by_login

CREATE TABLE address (
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,                -- who receives the parcel
    phone TEXT NOT NULL,
    country TEXT NOT NULL,             -- ISO 3166-1 alpha-2
    region TEXT NOT NULL,              -- province, state, prefecture
    city TEXT NOT NULL,
    line1 TEXT NOT NULL,
    line2 TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    is_default BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
);

CREATE TABLE api_token (
    account_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL,          -- SHA-256, hex
    scopes TEXT NOT NULL,              -- words with spaces between: "orders:read orders:write"
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    expires_at BIGINT,
    PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX api_token_by_hash ON api_token (token_hash); -- accounts::find_by_token
