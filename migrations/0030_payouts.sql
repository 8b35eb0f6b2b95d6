-- The way of a shop's money to its bank.

CREATE TABLE payout_account (
    shop_id BIGINT PRIMARY KEY,
    bank TEXT NOT NULL,
    holder TEXT NOT NULL,
    number TEXT NOT NULL,              -- whole in the bank's file only, masked wherever it is shown
    asked BIGINT NOT NULL,             -- how often money was asked for; counting it makes two requests wait for each other
    changed_by BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE payout (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    key TEXT NOT NULL,                 -- idempotency key of the request
    state TEXT NOT NULL,               -- requested, approved, refused, withdrawn, exported, paid, returned
    facts TEXT NOT NULL,               -- JSON: what is true in that state
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    bank TEXT NOT NULL,                -- the account as it was when the money was asked for
    holder TEXT NOT NULL,
    number TEXT NOT NULL,
    batch_id BIGINT NOT NULL,          -- 0 until it is exported
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX payout_by_key ON payout (shop_id, key); -- payouts::find_by_key
CREATE INDEX payout_of_market ON payout (state, id); -- payouts::list_in_market
CREATE INDEX payout_by_batch ON payout (batch_id, id); -- payouts::list_of_batch

CREATE TABLE payout_step (
    shop_id BIGINT NOT NULL,
    payout_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,                 -- request, approve, refuse, withdraw, export, pay, return
    state TEXT NOT NULL,               -- the state it led to
    by_role TEXT NOT NULL,             -- seller, operator, system
    by_account BIGINT,
    detail TEXT NOT NULL,              -- JSON: the facts of the new state
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, payout_id, id)
);

CREATE TABLE payout_batch (
    id BIGINT PRIMARY KEY,
    currency TEXT NOT NULL,
    payouts BIGINT NOT NULL,           -- how many
    minor BIGINT NOT NULL,             -- in sum
    made_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
