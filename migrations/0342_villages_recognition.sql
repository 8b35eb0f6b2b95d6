-- Which villages are recognised in which period, by which rule, and why.

CREATE TABLE recognition_rule (
    version BIGINT PRIMARY KEY,        -- 2, 3, 4 …; version 1 is the base rule, which stands in the program
    facts TEXT NOT NULL,               -- JSON: the thresholds
    reason TEXT NOT NULL,
    by_account BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE recognition_verdict (
    period BIGINT NOT NULL,            -- the year in which it begins, on 1 July
    division TEXT NOT NULL,            -- a village, or a township
    version BIGINT NOT NULL,           -- 0 while provisional and worked out anew, 1 when final, 2, 3 … corrections
    rule BIGINT NOT NULL,
    level BIGINT NOT NULL,             -- 4 or 5
    inputs TEXT NOT NULL,              -- JSON: every number that was looked at
    outcome TEXT NOT NULL,             -- shops, households (recognised by them), villages (a town), near, no
    reason TEXT NOT NULL,              -- of a correction
    as_of BIGINT NOT NULL,             -- the last day that was looked at
    decided_at BIGINT NOT NULL,
    PRIMARY KEY (period, division, version)
);
CREATE INDEX recognition_verdict_by_division ON recognition_verdict (division, period, version); -- villages::verdicts_of

-- Sales elsewhere, as a shop says, with what shows it: never summed with those of the ledger.
CREATE TABLE declared_sale (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    period BIGINT NOT NULL,
    platform TEXT NOT NULL,
    minor BIGINT NOT NULL,             -- CNY
    evidence TEXT NOT NULL,
    by_account BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX declared_sale_by_period ON declared_sale (period, shop_id); -- villages::declared

-- Who looked at exact figures of which place.
CREATE TABLE village_look (
    id BIGINT PRIMARY KEY,
    division TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    what TEXT NOT NULL,                -- figures, shop
    shop_id BIGINT,                    -- whose figures, where it was one shop's
    at BIGINT NOT NULL
);
CREATE INDEX village_look_by_division ON village_look (division, id); -- villages::looks
CREATE INDEX village_look_by_account ON village_look (account_id, id); -- villages::export
