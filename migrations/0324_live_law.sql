-- What the law of a place asks of live shows: terms, who has agreed, who may not, and what is taken out of replays.
ALTER TABLE live_room ADD COLUMN is_made BIGINT NOT NULL DEFAULT 0; -- 1 when who speaks in it is made by a computer

CREATE TABLE live_law (
    id BIGINT NOT NULL PRIMARY KEY,    -- always 1
    preset TEXT NOT NULL,              -- usual or china
    changed_at BIGINT NOT NULL
);

-- Whoever gives a show has said that everybody who appears in it agrees.
CREATE TABLE live_consent (
    shop_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    account_id BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, room_id)
);

-- Shops that have gone through the check-list before their first show.
CREATE TABLE live_checklist (
    shop_id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL,
    at BIGINT NOT NULL
);

-- Shops that may give no shows for a while.
CREATE TABLE live_ban (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    until BIGINT NOT NULL,
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_ban_by_state ON live_ban (state, id, shop_id); -- live::law::list_bans

-- What somebody wants to have taken out of a replay.
CREATE TABLE live_passage (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    account_id BIGINT,                 -- who asks; none when they have left
    from_at BIGINT NOT NULL,           -- the time of the programme
    to_at BIGINT NOT NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL,
    facts TEXT NOT NULL,               -- what is true in that state, as JSON
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_passage_of_room ON live_passage (shop_id, room_id, state, id); -- live::law::taken_out
CREATE INDEX live_passage_of_account ON live_passage (account_id, id); -- live::law::list_asked
CREATE INDEX live_passage_by_state ON live_passage (state, id, shop_id); -- live::law::list_called
