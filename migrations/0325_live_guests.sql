-- Guests of honour of shows.
CREATE TABLE live_guest (
    shop_id BIGINT NOT NULL,
    id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,               -- county chief, say
    account_id BIGINT,                 -- whose lines in the chat carry the title; none for whoever only appears
    created_at BIGINT NOT NULL,
    PRIMARY KEY (shop_id, id)
);
CREATE INDEX live_guest_of_room ON live_guest (shop_id, room_id, id); -- live::stage::list
CREATE INDEX live_guest_of_account ON live_guest (account_id); -- live::stage::forget
