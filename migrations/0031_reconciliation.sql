-- A provider's report compared with our books.

CREATE TABLE reconciliation (
    id BIGINT PRIMARY KEY,
    provider TEXT NOT NULL,
    name TEXT NOT NULL,                -- of the file; empty when the provider was asked
    from_at BIGINT NOT NULL,           -- the report is of these days
    to_at BIGINT NOT NULL,
    matched BIGINT NOT NULL,           -- rows that agree
    differences BIGINT NOT NULL,       -- rows that do not; those that are kept may be fewer
    refused BIGINT NOT NULL,           -- rows that could not be read
    made_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE reconciliation_line (
    reconciliation_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    outcome TEXT NOT NULL,             -- missing-here, missing-there, differs, twice, refused
    kind TEXT NOT NULL,                -- charge, refund; empty for a refused row
    reference TEXT NOT NULL,           -- the provider's id of the payment; of a refused row its line
    key TEXT NOT NULL,                 -- of a refund; of a refused row why
    theirs_minor BIGINT,               -- what the report says
    ours_minor BIGINT,                 -- what our books say
    currency TEXT NOT NULL,
    PRIMARY KEY (reconciliation_id, position)
);
