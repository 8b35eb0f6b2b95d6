use people::{one_of::word_of, wire::time};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Entry, Giveaway, GiveawayStage, rule};

/// A giveaway of a room.
#[derive(Serialize, ToSchema)]
pub struct GiveawayOut {
    pub id: String,
    pub room_id: String,
    pub listing_id: String,
    pub variant: String,
    pub winners: i64,
    /// Until when one enters.
    pub closes: String,
    #[schema(schema_with = word_of::<GiveawayStage>)]
    pub state: &'static str,
    pub entries: i64,
    /// Of the seed, told before anybody enters: SHA-256 in hex.
    pub seed_hash: String,
    /// Once it is drawn.
    pub seed: Option<String>,
    /// Of all codes in the order of their numbers, a line each, once it is drawn.
    pub codes_hash: Option<String>,
    /// Numbers of those who won, in the order of the rounds.
    pub won: Vec<i64>,
}

impl From<Giveaway> for GiveawayOut {
    fn from(giveaway: Giveaway) -> Self {
        let is_drawn = giveaway.is_drawn();
        let rounds = match is_drawn {
            true => rule::draw(&giveaway.seed, &giveaway.codes_hash, giveaway.entries, giveaway.winners),
            false => Vec::new(),
        };
        Self {
            id: giveaway.id.to_string(),
            room_id: giveaway.room.to_string(),
            listing_id: giveaway.listing.to_string(),
            variant: giveaway.variant.to_string(),
            winners: giveaway.winners,
            closes: time(giveaway.closes),
            state: giveaway.state.name(),
            entries: giveaway.entries,
            seed_hash: giveaway.seed_hash,
            seed: is_drawn.then_some(giveaway.seed),
            codes_hash: is_drawn.then_some(giveaway.codes_hash),
            won: rounds.into_iter().map(|round| round.winner).collect(),
        }
    }
}

/// What somebody takes part with.
#[derive(Serialize, ToSchema)]
pub struct EntryOut {
    pub number: i64,
    /// What stands for them in public.
    pub code: String,
}

impl From<Entry> for EntryOut {
    fn from(entry: Entry) -> Self {
        Self { number: entry.number, code: entry.code }
    }
}
