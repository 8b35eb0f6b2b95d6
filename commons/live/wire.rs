//! Rooms and their moments, as programs see them.

use goods::catalog::ListingId;
use kernel::Timestamp;
use people::{one_of::word_of, wire::time};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Body, Moment, Repeats, Room, RoomStage, Sale};

/// A live show of a shop.
#[derive(Serialize, ToSchema)]
pub struct RoomOut {
    pub id: String,
    /// Path of its page.
    pub url: String,
    /// In the shop's own language.
    pub title: String,
    #[schema(schema_with = word_of::<RoomStage>)]
    pub state: &'static str,
    /// When it begins, began or was given up; none while no day is said.
    pub at: Option<String>,
    /// How often it is given.
    #[schema(schema_with = word_of::<Repeats>)]
    pub repeats: &'static str,
    /// Whether who speaks in it is made by a computer.
    pub is_made: bool,
    /// Path of the picture with which it is announced.
    pub cover: Option<String>,
    /// The listing that is on show.
    pub pinned: Option<String>,
    /// Path of a picture of it: what it shows now, of its replay, or of what the shop sells.
    pub picture: String,
    /// Path of the playlist (HLS) while it is on air, and of the replay where there is one.
    pub playlist: Option<String>,
}

impl From<Room> for RoomOut {
    fn from(room: Room) -> Self {
        let id = room.id;
        let playlist = if room.is_on_air() {
            Some(format!("/live/{id}/video/index.m3u8"))
        } else {
            room.has_replay.then(|| format!("/live/{id}/replay/index.m3u8"))
        };
        Self {
            id: id.to_string(),
            url: format!("/live/{id}"),
            picture: format!("/live/{id}/picture"),
            title: room.title,
            state: room.state.name(),
            at: room.state.at().map(time),
            repeats: room.repeats.name(),
            is_made: room.is_made,
            cover: Some(room.cover)
                .filter(|file| !file.is_empty())
                .map(|file| format!("/media/{file}-640.webp")),
            pinned: room.pinned.map(|listing: ListingId| listing.to_string()),
            playlist,
        }
    }
}

/// Something that was said or shown in a room.
#[derive(Serialize, ToSchema)]
pub struct MomentOut {
    #[schema(minimum = 1)]
    pub position: i64,
    /// The time of the programme.
    pub at: String,
    /// `chat`, `pin`, `unpin`, `caption`, `hidden`, or what is sold: `price`, `price-over`, `offers`,
    /// `coupon`, `bought`, `question`, `question-over`, `giveaway`, `drawn`.
    pub kind: &'static str,
    /// Who said it; empty for what the room itself does.
    pub name: String,
    /// Whether the shop said it.
    pub is_host: bool,
    /// Empty for a line that was taken out of sight.
    pub words: String,
    /// What is on show from then on.
    pub listing_id: Option<String>,
    /// The line that is out of sight from then on.
    pub hides: Option<i64>,
    /// What is sold or decided, with all that the room tells of it.
    #[schema(value_type = Option<Object>)]
    pub sale: Option<Sale>,
}

impl From<Moment> for MomentOut {
    fn from(moment: Moment) -> Self {
        let at: Timestamp = moment.at;
        let words = if moment.is_hidden { "" } else { moment.body.words() };
        let (mut listing_id, mut hides, mut sale) = (None, None, None);
        match &moment.body {
            Body::Pin { listing } => listing_id = Some(listing.to_string()),
            Body::Hide { position } => hides = Some(*position),
            Body::Sale { sale: told } => {
                listing_id = told.listing().map(|listing| listing.to_string());
                sale = Some(told.clone());
            }
            Body::Line { .. } | Body::Unpin | Body::Caption { .. } => {}
        }
        Self {
            position: moment.position,
            at: time(at),
            kind: moment.body.kind(),
            words: words.to_owned(),
            name: moment.name,
            is_host: moment.is_host,
            listing_id,
            hides,
            sale,
        }
    }
}

/// A stream key, this once.
#[derive(Serialize, ToSchema)]
pub struct KeyOut {
    pub key: String,
    /// Where programs send by WHIP, with the key as bearer token.
    pub whip: String,
    /// Where they send by RTMP, if the market takes it.
    pub rtmp: Option<String>,
}
