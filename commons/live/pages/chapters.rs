//! What was shown in a show that can be seen again: each thing at its moment, at the price of today.

use goods::catalog::{self, Card, ListingId, Pricing};
use kernel::{Money, Timestamp};
use people::shops::Shop;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
};
use serde_json::{Value, json};

use super::common::prices;
use crate::live::{Body, Moment, Room, clips::pages::clock};

/// Things of one replay.
const THINGS: usize = 24;
/// Moments at which they were shown.
const MOMENTS: usize = 60;

/// A thing at its moment.
pub struct Chapter {
    /// The time of the programme.
    pub at: Timestamp,
    /// Until something else was shown.
    pub until: Timestamp,
    /// Since the show began, in seconds.
    pub after: i64,
    pub card: Card,
    /// What it costs now.
    pub price: Money,
}

impl Chapter {
    pub fn at_ms(&self) -> i64 {
        self.at.micros() / 1_000
    }

    /// `41:03`
    pub fn clock(&self) -> String {
        clock(self.after)
    }
}

/// What was on show, from when to when.
fn shown(room: &Room, moments: &[Moment]) -> Vec<(Timestamp, Timestamp, ListingId)> {
    let mut all: Vec<(Timestamp, Timestamp, ListingId)> = Vec::new();
    let over = room.state.ended_at();
    let mut is_open = false;
    // What is written down later may have been seen earlier.
    let mut moments: Vec<&Moment> = moments.iter().collect();
    moments.sort_by_key(|moment| moment.at);
    for moment in moments {
        let next = match &moment.body {
            Body::Pin { listing } => Some(*listing),
            Body::Unpin => None,
            _ => continue,
        };
        if let Some(last) = all.last_mut().filter(|_| is_open) {
            last.1 = moment.at;
        }
        is_open = next.is_some();
        all.extend(next.map(|listing| (moment.at, over.unwrap_or(moment.at), listing)));
    }
    all.truncate(MOMENTS);
    all
}

/// The things of a replay that are still to be had, each at its moments.
pub async fn chapters(
    tx: &mut Tx,
    pricing: &Pricing,
    room: &Room,
    moments: &[Moment],
) -> Result<Vec<Chapter>, DbError> {
    let (Some(since), shown) = (room.since(), shown(room, moments)) else { return Ok(Vec::new()) };
    let mut listings: Vec<ListingId> = Vec::new();
    for (_, _, listing) in &shown {
        if !listings.contains(listing) && listings.len() < THINGS {
            listings.push(*listing);
        }
    }
    if listings.is_empty() {
        return Ok(Vec::new());
    }
    let cards = catalog::cards(tx, &listings).await?;
    let prices = prices(tx, pricing, &cards).await?;
    let known: Vec<(Card, Money)> = cards.into_iter().zip(prices).collect();
    let chapter = |(at, until, listing): (Timestamp, Timestamp, ListingId)| {
        let (card, price) = known.iter().find(|(card, _)| card.id == listing)?.clone();
        let after = i64::try_from(at.since(since).as_secs()).unwrap_or(0);
        Some(Chapter { at, until, after, card, price })
    };
    Ok(shown.into_iter().filter_map(chapter).collect())
}

/// What search engines read of a show, in the words of schema.org.
pub fn structured(
    (origin, lang): (&str, Lang),
    (room, shop): (&Room, &Shop),
    (words, picture): (&str, &str),
    chapters: &[Chapter],
) -> String {
    let url = format!("{origin}/live/{}", room.id);
    let begins = room.state.at().map(Timestamp::rfc3339);
    let event = json!({
        "@type": "BroadcastEvent", "isLiveBroadcast": true, "name": room.title,
        "startDate": begins, "endDate": room.state.ended_at().map(Timestamp::rfc3339),
    });
    let mut video = json!({
        "@context": "https://schema.org", "@type": "VideoObject", "url": url, "name": room.title,
        "description": words, "thumbnailUrl": [picture], "uploadDate": begins,
        "inLanguage": shop.language.code(), "isFamilyFriendly": true,
        "author": {"@type": "Organization", "name": shop.name_in(lang), "url": format!("{origin}/shops/{}", shop.handle)},
        "publication": event,
    });
    if let (Some(since), Some(over), true) = (room.since(), room.state.ended_at(), room.has_replay) {
        let seconds = |at: Timestamp| at.since(since).as_secs();
        video["duration"] = json!(format!("PT{}S", seconds(over)));
        video["contentUrl"] = json!(format!("{url}/replay/index.m3u8"));
        let clip = |chapter: &Chapter| {
            json!({
                "@type": "Clip", "name": chapter.card.title_in(&lang), "startOffset": seconds(chapter.at),
                "endOffset": seconds(chapter.until), "url": format!("{url}?at={}", chapter.at_ms()),
            })
        };
        video["hasPart"] = Value::Array(chapters.iter().map(clip).collect());
    }
    catalog::data_block(&video)
}
