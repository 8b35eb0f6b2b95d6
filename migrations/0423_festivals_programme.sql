-- What happens at a festival, each at its time on a stage.
CREATE TABLE festival_item (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    kind TEXT NOT NULL,                -- show, workshop, concert, talk
    title TEXT NOT NULL,               -- in the festival's language
    title_en TEXT NOT NULL,            -- empty when there is none
    stage TEXT NOT NULL,               -- where on the ground, in words
    begins_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    seats BIGINT NOT NULL,             -- to be reserved; 0 where one comes as one likes
    taken BIGINT NOT NULL,
    removed_at BIGINT,                 -- taken out of the programme
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX festival_item_of ON festival_item (shop_id, festival_id, begins_at, id); -- festivals::programme::items

-- A seat that somebody has reserved.
CREATE TABLE festival_seat (
    shop_id BIGINT NOT NULL,
    item_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    reserved_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, item_id, account_id)
);
CREATE INDEX festival_seat_of ON festival_seat (account_id, reserved_at); -- festivals::programme::reserved, export
