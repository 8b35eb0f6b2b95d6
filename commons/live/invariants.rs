//! What must always be true of rooms.

use people::capability::Invariant;

pub const INVARIANTS: &[Invariant] = &[
    (
        "the moments of a room are counted without a gap",
        "SELECT r.shop_id, r.id FROM live_room r WHERE (SELECT COUNT(*) FROM live_moment m \
         WHERE m.shop_id = r.shop_id AND m.room_id = r.id) <> (SELECT t.last_position FROM live_timeline t \
         WHERE t.shop_id = r.shop_id AND t.room_id = r.id) LIMIT 10",
    ),
    (
        "the last step of a room is its state",
        "SELECT r.shop_id, r.id FROM live_room r WHERE r.state <> (SELECT s.state FROM live_room_step s \
         WHERE s.shop_id = r.shop_id AND s.room_id = r.id ORDER BY s.id DESC LIMIT 1) LIMIT 10",
    ),
    (
        "only what is over can be seen again",
        "SELECT shop_id, id FROM live_room WHERE state <> 'ended' AND has_replay = 1 LIMIT 10",
    ),
];
