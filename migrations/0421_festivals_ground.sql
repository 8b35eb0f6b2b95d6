-- The booths of a festival, each at its place on the ground.
CREATE TABLE festival_booth (
    shop_id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    number BIGINT NOT NULL,            -- 1, 2, 3 … in the festival, as it stands on the booth
    zone_id BIGINT NOT NULL,
    x BIGINT NOT NULL,                 -- its upper left corner on a ground of 1000 by 700
    y BIGINT NOT NULL,
    application_id BIGINT,             -- whose it is; none while it is free
    PRIMARY KEY (shop_id, festival_id, number)
);
CREATE INDEX festival_booth_of_zone ON festival_booth (shop_id, zone_id, number); -- festivals::ground::of_zone, take

-- What is drawn below the booths: walls and ways, from a file of the organiser's, shapes alone.
CREATE TABLE festival_outline (
    shop_id BIGINT NOT NULL,
    festival_id BIGINT NOT NULL,
    outline TEXT NOT NULL,             -- JSON: its frame and its shapes
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, festival_id)
);
