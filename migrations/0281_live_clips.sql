-- Clips that a shop has cut out of its replays.
CREATE TABLE live_clip (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    from_at BIGINT NOT NULL,           -- the time of the programme
    to_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_clip_of_room ON live_clip (shop_id, room_id, id); -- live::list_clips
