-- Gifts: whoever receives one gives the address by a link.

CREATE TABLE gift (
    purchase_id BIGINT PRIMARY KEY,
    receiver TEXT NOT NULL,            -- the name that the buyer gave
    words TEXT NOT NULL,               -- what the buyer writes to them
    token_hash TEXT,                   -- of the link; none before it is made
    addressed_at BIGINT,
    thanks TEXT NOT NULL,              -- what the receiver writes back
    thanked_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX gift_by_token ON gift (token_hash) WHERE token_hash IS NOT NULL; -- gifts::find_by_token
