-- What makers say of listings that show their design, what is answered, and what is ruled.

CREATE TABLE design_notice (
    shop_id BIGINT NOT NULL,           -- the maker's
    id BIGINT NOT NULL,
    record_id BIGINT NOT NULL,
    listing_shop BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX design_notice_by_state ON design_notice (state, id); -- designs::list_cases
CREATE INDEX design_notice_by_listing ON design_notice (listing_shop, listing_id, id); -- designs::notices_of_shop

CREATE TABLE design_notice_step (
    shop_id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, notice_id, id)
);

-- What the two sides say, with their evidence.
CREATE TABLE design_statement (
    shop_id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,                 -- notice, counter, appeal
    party TEXT NOT NULL,               -- maker, seller
    words TEXT NOT NULL,
    photos TEXT NOT NULL,              -- files, as JSON
    by_account BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, notice_id, id)
);
CREATE INDEX design_statement_of_account ON design_statement (by_account, id); -- designs::export

-- Rulings, which the public register shows without persons.
CREATE TABLE design_ruling (
    shop_id BIGINT NOT NULL,
    notice_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    instance BIGINT NOT NULL,          -- 1, and 2 after an appeal
    outcome TEXT NOT NULL,
    ground TEXT NOT NULL,              -- of the counter-notice; empty where there was none
    reason TEXT NOT NULL,              -- told to everybody
    by_account BIGINT NOT NULL,
    noticed_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, notice_id, instance)
);
CREATE INDEX design_ruling_by_time ON design_ruling (id); -- designs::register
CREATE INDEX design_ruling_by_outcome ON design_ruling (shop_id, outcome, created_at); -- designs::bad_faith_since
