-- What shops state of the tax that is contained in their prices: from a day on, until they state something else.

CREATE TABLE tax_terms (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,                -- time-ordered: of two from one day the later counts
    from_day BIGINT NOT NULL,          -- on the shop's calendar, days since 1970
    name TEXT NOT NULL,                -- what the tax is called; empty: from then on the shop states none
    standard_rate BIGINT NOT NULL,     -- basis points
    reduced_rate BIGINT,               -- none: reduced goods are taxed as the others are
    export TEXT NOT NULL,              -- of goods that leave the shop's country: taxed, zero
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
