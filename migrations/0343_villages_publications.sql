-- What is published of a period: versions that never change, each with its files.

CREATE TABLE village_publication (
    period BIGINT NOT NULL,
    version BIGINT NOT NULL,           -- 1, 2 … of the period
    rule BIGINT NOT NULL,
    reason TEXT NOT NULL,              -- of a later version
    sums BIGINT NOT NULL,              -- of them in the tables
    withheld BIGINT NOT NULL,
    solved BIGINT NOT NULL,            -- by linear programmes in the audit before it
    by_account BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (period, version)
);

CREATE TABLE village_file (
    period BIGINT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,                -- media type
    sha256 TEXT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (period, version, name)
);

-- The sums as they were published, so that pages need no file and a later version withholds what an earlier one did.
CREATE TABLE village_sum (
    period BIGINT NOT NULL,
    version BIGINT NOT NULL,
    division TEXT NOT NULL,            -- empty for everything
    craft TEXT NOT NULL,               -- empty for all crafts
    shops BIGINT,                      -- none where the sum is withheld
    active_shops BIGINT,
    revenue_minor BIGINT,
    PRIMARY KEY (period, version, division, craft)
);
