-- What recordings of shows take of the disk, and which shows could not be recorded to their end.

CREATE TABLE live_disk (
    id BIGINT NOT NULL PRIMARY KEY,    -- always 1
    recordings BIGINT NOT NULL,
    used_bytes BIGINT NOT NULL,        -- by recordings
    free_bytes BIGINT NOT NULL,        -- of their disk
    measured_at BIGINT NOT NULL
);

CREATE TABLE live_unrecorded (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    why TEXT NOT NULL,                 -- disk-full, limit, too-slow or failed
    at BIGINT NOT NULL,                -- from then on
    PRIMARY KEY (shop_id, room_id)
);
CREATE INDEX live_unrecorded_at ON live_unrecorded (at); -- live::count_unrecorded
