//! The hall, as programs see it.

use goods::catalog::{ListingSummaryOut, Summaries};
use people::{
    one_of::{one_of, word_of},
    wire::time,
};
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{RefOr, schema::Schema},
};

use super::{
    Exhibit, ExhibitState,
    room::{Room, Standing},
};
use models::Measured;

/// A model and how much is in it.
#[derive(Serialize, ToSchema)]
pub struct ModelOut {
    /// Path of the file: glTF 2.0 binary.
    pub url: String,
    #[schema(minimum = 1)]
    pub size_bytes: i64,
    #[schema(minimum = 1)]
    pub triangles: i64,
    /// Drawn one after the other.
    #[schema(minimum = 1)]
    pub pieces: i64,
}

impl ModelOut {
    fn new(url: String, measured: &Measured) -> Self {
        let Measured { size_bytes, triangles, pieces, .. } = *measured;
        Self { url, size_bytes, triangles, pieces }
    }
}

/// The model of a listing in the hall.
#[derive(Serialize, ToSchema)]
pub struct ExhibitOut {
    pub id: String,
    pub listing_id: String,
    #[schema(schema_with = word_of::<ExhibitState>)]
    pub state: &'static str,
    pub model: ModelOut,
    /// For where many stand in one room; the model itself where that would save little.
    pub lighter: ModelOut,
    /// Path of the poster, 640 pixels wide; none where the listing's photo stands for it.
    pub poster: Option<String>,
    /// As it stands in a room, in millimetres.
    pub width_mm: i64,
    pub height_mm: i64,
    pub depth_mm: i64,
    pub created_at: String,
    pub updated_at: String,
}

impl From<Exhibit> for ExhibitOut {
    fn from(exhibit: Exhibit) -> Self {
        let [width_mm, height_mm, depth_mm] = exhibit.model.full.size_mm;
        Self {
            id: exhibit.id.to_string(),
            listing_id: exhibit.listing.to_string(),
            state: exhibit.state.name(),
            model: ModelOut::new(exhibit.model_path(), &exhibit.model.full),
            lighter: ModelOut::new(exhibit.light_path(), &exhibit.model.light),
            poster: (!exhibit.poster.is_empty()).then(|| format!("/media/{}-640.webp", exhibit.poster)),
            width_mm,
            height_mm,
            depth_mm,
            created_at: time(exhibit.created_at),
            updated_at: time(exhibit.updated_at),
        }
    }
}

/// Why an exhibit stands in somebody's hall.
const REASONS: [&str; 7] = ["viewed", "wished", "bought", "searched", "asked", "fresh", "mix"];

fn reason() -> RefOr<Schema> {
    one_of(REASONS)
}

/// An exhibit where it stands.
#[derive(Serialize, ToSchema)]
pub struct StandOut {
    pub exhibit: ExhibitOut,
    pub listing: ListingSummaryOut,
    #[schema(schema_with = reason)]
    pub reason: &'static str,
    /// The same in words, in the caller's language.
    pub reason_words: String,
    /// The listing because of which it is there, if it is one.
    pub because: Option<String>,
    /// What its listing says of itself, without markup.
    pub story: String,
    /// From the middle of the room, in millimetres: to the right, and towards the entrance.
    pub x_mm: i64,
    pub z_mm: i64,
    pub turn_degrees: i64,
}

/// The caller's hall of today.
#[derive(Serialize, ToSchema)]
pub struct HallOut {
    pub width_mm: i64,
    pub depth_mm: i64,
    /// Where one enters, in the middle of the width.
    pub entrance_mm: i64,
    pub exhibits: Vec<StandOut>,
}

impl HallOut {
    pub fn new(room: Room, summaries: &Summaries, words: impl Fn(&Standing) -> String) -> Self {
        let stand = |one: Standing| StandOut {
            reason_words: words(&one),
            listing: summaries.of(&one.card),
            reason: one.reason.word(),
            because: one.reason.of().map(|of| of.to_string()),
            story: one.story,
            x_mm: one.stand.x_mm,
            z_mm: one.stand.z_mm,
            turn_degrees: one.stand.turn_degrees,
            exhibit: one.exhibit.into(),
        };
        Self {
            width_mm: room.layout.width_mm,
            depth_mm: room.layout.depth_mm,
            entrance_mm: room.layout.entrance.z_mm,
            exhibits: room.all.into_iter().map(stand).collect(),
        }
    }
}
