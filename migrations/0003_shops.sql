CREATE TABLE shop (
    id BIGINT PRIMARY KEY,
    handle TEXT NOT NULL,              -- in the address of the page: letters, digits, hyphens
    kind TEXT NOT NULL,                -- maker, farm, designer, company, carer
    name TEXT NOT NULL,                -- in the shop's own language
    name_en TEXT NOT NULL,             -- empty when there is none
    language TEXT NOT NULL,            -- BCP 47 of the shop's own texts
    currency TEXT NOT NULL,            -- ISO 4217; every price of the shop is in it
    tagline TEXT NOT NULL,
    tagline_en TEXT NOT NULL,
    story TEXT NOT NULL,               -- plain text, paragraphs by blank lines
    story_en TEXT NOT NULL,
    seal TEXT NOT NULL,                -- one or two characters on its stamp
    band TEXT NOT NULL,                -- textile band: kawung, parang, sashiko, kullu, miao, plain
    generation BIGINT,                 -- lineage: 3 for a third-generation maker
    heritage TEXT NOT NULL,            -- none, county, city, province, national
    country TEXT NOT NULL,             -- ISO 3166-1 alpha-2
    region TEXT NOT NULL,
    city TEXT NOT NULL,
    village TEXT NOT NULL,
    place_en TEXT NOT NULL,            -- "Yinchuan, Ningxia"; empty when there is none
    latitude_e6 BIGINT,                -- degrees × 1,000,000
    longitude_e6 BIGINT,
    zone TEXT NOT NULL,                -- IANA time zone of the workshop
    cover TEXT NOT NULL,               -- picture name, empty when there is none
    dispatch_days BIGINT NOT NULL,     -- promised days from payment to shipment
    followers BIGINT NOT NULL,
    holiday_until BIGINT,              -- listings are shown and cannot be bought until then
    state TEXT NOT NULL,               -- open, closed by its owner, suspended by the operator
    opened_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX shop_by_handle ON shop (handle); -- shops::find_by_handle

CREATE TABLE shop_member (
    shop_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    role TEXT NOT NULL,                -- owner, staff
    since BIGINT NOT NULL,
    PRIMARY KEY (shop_id, account_id)
);
CREATE INDEX shop_member_by_account ON shop_member (account_id); -- shops::list_of_account

CREATE TABLE shop_follower (
    account_id BIGINT NOT NULL,
    shop_id BIGINT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (account_id, shop_id)
);
