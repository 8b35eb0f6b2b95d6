-- What is to be shown in a room, in order.
CREATE TABLE live_run_sheet (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    place BIGINT NOT NULL,             -- 0, 1, 2 …
    of_shop_id BIGINT NOT NULL,        -- whose listing it is
    listing_id BIGINT NOT NULL,
    PRIMARY KEY (shop_id, room_id, place)
);
