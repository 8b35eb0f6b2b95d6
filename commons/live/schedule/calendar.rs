use std::time::Duration;

use people::shops::Shop;
use platform::{
    calendar::{Event, calendar as write},
    i18n::Lang,
};

use crate::live::{Room, RoomStage};

/// Nobody says how long a show will be: a calendar keeps an hour free for it.
const LASTS: Duration = Duration::from_secs(3_600);

/// The day of a show for somebody's own calendar; none of one without a day.
pub fn calendar(room: &Room, shop: &Shop, lang: Lang, home: &str, words: &str) -> Option<String> {
    let begins_at = room.state.at()?;
    let host = home.split_once("://").map_or(home, |(_, host)| host);
    let event = Event {
        uid: &format!("live-{}@{host}", room.id),
        begins_at,
        lasts: LASTS,
        title: &format!("{} · {}", room.title, shop.name_in(lang)),
        words,
        url: &format!("{home}/live/{}", room.id),
        changed_at: room.updated_at,
        is_cancelled: room.state.stage() == RoomStage::Cancelled,
    };
    Some(write(&room.title, &[event]))
}
