-- The question above the chat of a room is found without reading the chat.
CREATE INDEX live_moment_by_kind ON live_moment (shop_id, room_id, kind, position); -- live::asked_now
