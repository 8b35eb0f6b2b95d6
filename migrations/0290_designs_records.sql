-- Design records: what is new, dated and signed in one chain.

-- What the market signs with. A retired key stays, since what it has signed stays.
CREATE TABLE design_key (
    id BIGINT PRIMARY KEY,             -- 1, 2, 3 …: published as #key-1
    public_key BYTEA NOT NULL,         -- 32 octets, Ed25519
    secret BYTEA NOT NULL,             -- its seed, 32 octets; never shown or logged
    created_at BIGINT NOT NULL,
    retired_at BIGINT                  -- none while it signs
);

-- The end of the chain: whoever adds an entry waits here for whoever is adding one.
CREATE TABLE design_head (
    id BIGINT PRIMARY KEY,             -- 1
    position BIGINT NOT NULL,          -- of the last entry; 0 before the first
    hash TEXT NOT NULL
);

CREATE TABLE design_entry (
    position BIGINT PRIMARY KEY,       -- 1, 2, 3 … without a gap
    previous TEXT NOT NULL UNIQUE,     -- the hash of the entry before it: no entry has two that follow
    hash TEXT NOT NULL UNIQUE,         -- SHA-256 of its line, hex
    shop_id BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    content TEXT NOT NULL,             -- SHA-256 of the record's content, hex
    line TEXT NOT NULL,                -- the signed octets: JSON by RFC 8785
    key_id BIGINT NOT NULL,
    signature BYTEA NOT NULL,          -- 64 octets
    at BIGINT NOT NULL,
    UNIQUE (shop_id, record_id)
);
CREATE INDEX design_entry_by_time ON design_entry (at); -- designs::heads

CREATE TABLE design_record (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    position BIGINT NOT NULL,          -- of its entry
    state TEXT NOT NULL,               -- sealed, open
    title TEXT NOT NULL,
    cover TEXT NOT NULL,               -- the file of its first picture
    content TEXT NOT NULL,             -- JSON by RFC 8785; its hash is in the chain from the beginning
    by_account BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    opened_at BIGINT,                  -- none while it is sealed
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX design_record_by_state ON design_record (state, id); -- designs::list_open

CREATE TABLE design_record_step (
    shop_id BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, record_id, id)
);

CREATE TABLE design_picture (
    shop_id BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    number BIGINT NOT NULL,            -- 1, 2, 3 …
    position BIGINT NOT NULL,          -- of the record's entry: how far an index of pictures has come
    file TEXT NOT NULL,                -- name in the file store
    sha256 TEXT NOT NULL,              -- of the file as its author gave it, hex
    print BYTEA NOT NULL,              -- what it is recognised by
    PRIMARY KEY (shop_id, record_id, number)
);
CREATE INDEX design_picture_by_position ON design_picture (position, number); -- designs::pictures_after
