//! What must always be true of rooms.

use people::capability::{Fault, Invariant};
use platform::{
    Later,
    db::{DbError, Tx},
    files::Files,
};

use super::{RoomId, is_wanted, store, studio::folder};

/// Replays whose recording is looked for; the newest.
const MOST: i64 = 100_000;

/// Recordings have their shows, and what can be seen again its recording; where nothing was ever recorded there is no folder.
pub fn check<'a>(tx: &'a mut Tx, files: &'a Files) -> Later<'a, Result<Vec<Fault>, DbError>> {
    Box::pin(async move {
        let folder = files.root().parent().map(folder).unwrap_or_default();
        let Ok(found) = std::fs::read_dir(&folder) else { return Ok(Vec::new()) };
        let names = found.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let (names, mut faults): (Vec<String>, _) = (names.collect(), Vec::new());
        for name in names {
            let Ok(id) = name.parse::<RoomId>() else { continue };
            if !store::find(tx, id).await?.is_some_and(|room| is_wanted(&room)) {
                faults.push(Fault { invariant: "a recording has its show", example: name });
            }
        }
        for room in store::list_replays_of_all(tx, MOST).await? {
            if !folder.join(room.id.to_string()).is_dir() {
                let example = room.id.to_string();
                faults.push(Fault { invariant: "what can be seen again is there", example });
            }
        }
        Ok(faults)
    })
}

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
