-- What shops and the market take off without a code: prices by quantity, campaigns, bundles, thresholds.

CREATE TABLE reduction (
    shop_id BIGINT NOT NULL,           -- whose it is, who pays for it; 0 is the market
    id BIGINT NOT NULL,
    sort TEXT NOT NULL,                -- tiers, campaign, bundle, threshold
    name TEXT NOT NULL,                -- what buyers see it called; empty when it has no name
    name_en TEXT NOT NULL,
    rule TEXT NOT NULL,                -- JSON: how much is taken off what
    listings TEXT NOT NULL,            -- JSON: numbers of the listings that it is about; none for all of its owner
    variants TEXT NOT NULL,            -- JSON: of these only their variants with these numbers; none for all
    floor_minor BIGINT,                -- what the shop keeps of each piece at least
    currency TEXT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT,                   -- none for no end
    state TEXT NOT NULL,               -- open, paused, ended
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

CREATE TABLE reduction_thing (
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,        -- 0 when it is about all listings of its owner
    reduction_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, listing_id, reduction_id) -- promotions::reductions::in_force
);
