CREATE TABLE listing (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    handle TEXT NOT NULL,              -- unique in the shop; the key of an import
    kind TEXT NOT NULL,                -- stock, made_to_order, harvest
    state TEXT NOT NULL,               -- draft, active, archived
    title TEXT NOT NULL,
    title_en TEXT NOT NULL,
    body TEXT NOT NULL,                -- sanitised HTML
    body_en TEXT NOT NULL,
    craft TEXT NOT NULL,               -- code of the craft taxonomy, empty when not chosen
    materials TEXT NOT NULL,
    technique TEXT NOT NULL,
    vendor TEXT NOT NULL,
    product_type TEXT NOT NULL,        -- the seller's own word for what it is
    tags TEXT NOT NULL,                -- JSON array of text
    options TEXT NOT NULL,             -- JSON: up to 3 of {"name","values":[..]}
    currency TEXT NOT NULL,
    price_low BIGINT NOT NULL,         -- lowest and highest variant price, minor units
    price_high BIGINT NOT NULL,
    cover TEXT NOT NULL,               -- first picture, empty when there is none
    facts TEXT NOT NULL,               -- JSON by kind: lead time, harvest window, plot, shelf life
    negotiable BIGINT NOT NULL,
    floor_minor BIGINT,                -- private: offers below are declined at once
    auto_accept_minor BIGINT,          -- private: offers from here are accepted at once
    origin_country TEXT NOT NULL,
    customs_code TEXT NOT NULL,        -- HS code
    seo_title TEXT NOT NULL,
    seo_description TEXT NOT NULL,
    model TEXT NOT NULL,               -- GLB file name, empty when there is none
    extra TEXT NOT NULL,               -- JSON: columns of an import that Jishi has no field for
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX listing_by_handle ON listing (shop_id, handle); -- catalog::find_by_handle
CREATE INDEX listing_by_state ON listing (shop_id, state, id); -- catalog::list_for_shop

CREATE TABLE variant (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    choices TEXT NOT NULL,             -- JSON array: one value for each option
    sku TEXT NOT NULL,
    barcode TEXT NOT NULL,
    price_minor BIGINT NOT NULL,
    compare_at_minor BIGINT,
    cost_minor BIGINT,
    weight_grams BIGINT NOT NULL,
    backorder BIGINT NOT NULL,         -- 1: may be sold when there is none in stock
    tracked BIGINT NOT NULL,           -- 0: made as ordered, not counted
    requires_shipping BIGINT NOT NULL,
    taxable BIGINT NOT NULL,
    picture TEXT NOT NULL,
    extra TEXT NOT NULL,               -- JSON, as on the listing
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX variant_by_listing ON variant (shop_id, listing_id, position); -- catalog::variants

CREATE TABLE stock (
    shop_id BIGINT NOT NULL,
    variant_id BIGINT NOT NULL,
    available BIGINT NOT NULL CHECK (available >= 0), -- pieces that nobody holds
    PRIMARY KEY (shop_id, variant_id)
);

CREATE TABLE picture (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    file TEXT NOT NULL,                -- name in the file store; empty when only the address is known
    source TEXT NOT NULL,              -- address it was imported from
    alt TEXT NOT NULL,
    width BIGINT NOT NULL,             -- pixels of the largest size
    height BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX picture_by_listing ON picture (shop_id, listing_id, position); -- catalog::pictures

CREATE TABLE import_run (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    file TEXT NOT NULL,                -- the upload, in the file store
    name TEXT NOT NULL,                -- what the seller called it
    state TEXT NOT NULL,               -- previewed, running, done
    done BIGINT NOT NULL,              -- listings written so far
    total BIGINT NOT NULL,
    report TEXT NOT NULL,              -- JSON: counts, refused rows, notes
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);

CREATE TABLE listing_change (
    id BIGINT PRIMARY KEY,             -- time-ordered: a reader remembers the last one it saw
    shop_id BIGINT NOT NULL,
    listing_id BIGINT NOT NULL
);
