-- Festivals: where many shops show what they make, for some days, in one place or online.
CREATE TABLE festival (
    shop_id BIGINT NOT NULL,           -- the organiser's shop
    id BIGINT NOT NULL,
    handle TEXT NOT NULL,              -- its word in addresses, of the whole market
    state TEXT NOT NULL,               -- draft, announced, called-off
    language TEXT NOT NULL,            -- BCP 47 of its own texts
    name TEXT NOT NULL,
    name_en TEXT NOT NULL,             -- empty when there is none
    words TEXT NOT NULL,               -- what there is to see
    words_en TEXT NOT NULL,
    first_day BIGINT NOT NULL,         -- days since 1970 by the calendar of its place
    last_day BIGINT NOT NULL,
    opens_minute BIGINT NOT NULL,      -- minutes after midnight at which its doors open every day, and close
    closes_minute BIGINT NOT NULL,
    time_zone TEXT NOT NULL,           -- IANA name
    begins_at BIGINT NOT NULL,         -- the doors open on the first day, and close on the last
    ends_at BIGINT NOT NULL,
    is_online BIGINT NOT NULL,         -- 1 when there is no place to go to; the next four are empty then
    country TEXT NOT NULL,             -- ISO 3166-1 alpha-2
    region TEXT NOT NULL,
    city TEXT NOT NULL,
    address TEXT NOT NULL,
    cover TEXT NOT NULL,               -- picture name, empty when there is none
    cover_alt TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX festival_handle ON festival (handle); -- festivals::find_by_handle
CREATE INDEX festival_by_end ON festival (state, ends_at, id); -- festivals::list_to_come, list_past

CREATE TABLE festival_step (
    shop_id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, festival_id, id)
);

-- Parts of a festival, each with so many booths.
CREATE TABLE festival_zone (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    position BIGINT NOT NULL,          -- 1, 2, 3 … as they are listed
    theme TEXT NOT NULL,               -- innovation, anime, heritage, vintage, pets, food, own
    name TEXT NOT NULL,                -- of an own one, in the festival's language; empty of the others
    name_en TEXT NOT NULL,
    booths BIGINT NOT NULL,            -- it has room for
    taken BIGINT NOT NULL,             -- booths that are given to somebody
    fee_listing_id BIGINT,             -- what a shop buys of the organiser for a booth in it; none of a free one
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX festival_zone_of ON festival_zone (shop_id, festival_id, position); -- festivals::zones
CREATE INDEX festival_zone_of_fee ON festival_zone (shop_id, fee_listing_id); -- festivals::zones_of_fee
