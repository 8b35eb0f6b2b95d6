-- Live shows of shops, and what is said and shown in them.

CREATE TABLE live_room (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    at BIGINT,                         -- when it begins, began or was given up; none while no day is said
    pinned_id BIGINT,                  -- the listing of this shop that is on show
    key_hash TEXT,                     -- of the stream key; none until somebody asks for one
    has_replay BIGINT NOT NULL,        -- 1 while it can be seen again
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE UNIQUE INDEX live_room_key ON live_room (key_hash); -- live::find_by_key
CREATE INDEX live_room_by_state ON live_room (state, at, id); -- live::list_now, list_soon, list_replays

CREATE TABLE live_room_step (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    act TEXT NOT NULL,
    state TEXT NOT NULL,
    by_role TEXT NOT NULL,
    by_account BIGINT,
    detail TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, room_id, id)
);

-- How far a room has come. A row of its own, so that what is said in a room changes nothing that lists rooms.
CREATE TABLE live_timeline (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    last_position BIGINT NOT NULL,     -- of the newest moment; 0 while there is none
    PRIMARY KEY (shop_id, room_id)
);

CREATE TABLE live_moment (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    position BIGINT NOT NULL,          -- 1, 2, 3 … without a gap: the one order of a room
    at BIGINT NOT NULL,                -- the time of the programme
    account_id BIGINT,                 -- who said it; none for what the room itself does
    name TEXT NOT NULL,                -- theirs, as it was then
    is_host BIGINT NOT NULL,
    key TEXT NOT NULL,                 -- what the writer's device called it: sent twice, it is kept once
    kind TEXT NOT NULL,
    facts TEXT NOT NULL,               -- the moment as JSON
    hidden BIGINT NOT NULL,            -- 1 when the host took it out of sight
    PRIMARY KEY (shop_id, room_id, position),
    UNIQUE (shop_id, room_id, key)
);
CREATE INDEX live_moment_of_account ON live_moment (account_id, at); -- live::export

-- Who may not speak in the rooms of a shop.
CREATE TABLE live_silence (
    shop_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    until BIGINT NOT NULL,
    by_account BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, account_id)
);
