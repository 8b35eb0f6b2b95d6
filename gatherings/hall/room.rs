//! A hall as it is shown: what stands where, and what is said of it.

use std::collections::BTreeMap;

use goods::catalog::{self, Card, ListingId, ShownListing, plain};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
};

use super::{
    Exhibit, ExhibitId, Hall, Layout, Pick, Reason, Stand, exhibit_store as store, layout::layout, pick::MOST,
};

/// Letters of the story of an exhibit.
const STORY: usize = 700;

/// An exhibit where it stands in somebody's hall.
pub struct Standing {
    pub exhibit: Exhibit,
    pub card: Card,
    pub stand: Stand,
    pub reason: Reason,
    /// The listing because of which it is there, while it is on sale.
    pub because: Option<Card>,
    pub story: String,
    /// The language of the story.
    pub story_lang: &'static str,
}

pub struct Room {
    pub layout: Layout,
    pub all: Vec<Standing>,
}

/// Lay a hall out with what of it stands there now.
pub async fn furnish(
    tx: &mut Tx,
    lang: Lang,
    hall: &Hall,
    asked: Option<ExhibitId>,
) -> Result<Room, DbError> {
    let mut picks = hall.picks.clone();
    if let Some(asked) = asked {
        picks.retain(|pick| pick.exhibit != asked);
        picks.insert(0, Pick { exhibit: asked, reason: Reason::Asked });
    }
    let ids: Vec<ExhibitId> = picks.iter().map(|pick| pick.exhibit).collect();
    let exhibits = store::find_shown(tx, &ids).await?;
    let exhibits: BTreeMap<ExhibitId, Exhibit> = exhibits.into_iter().map(|one| (one.id, one)).collect();
    let listings: Vec<ListingId> = exhibits.values().map(|one| one.listing).collect();
    let of: Vec<ListingId> = picks.iter().filter_map(|pick| pick.reason.of()).collect();
    let cards = catalog::cards(tx, &listings.iter().chain(&of).copied().collect::<Vec<_>>()).await?;
    let cards: BTreeMap<ListingId, Card> = cards.into_iter().map(|card| (card.id, card)).collect();
    let stories = catalog::find_several(tx, &listings).await?;
    let stories: BTreeMap<ListingId, ShownListing> = stories.into_iter().map(|one| (one.id, one)).collect();
    let mut all: Vec<Standing> = Vec::new();
    let unplaced = Stand { x_mm: 0, z_mm: 0, turn_degrees: 0 };
    for pick in picks {
        let Some(exhibit) = exhibits.get(&pick.exhibit) else { continue };
        let (Some(card), Some(listing)) = (cards.get(&exhibit.listing), stories.get(&exhibit.listing)) else {
            continue;
        };
        let (story, story_lang) = story(card, listing, lang);
        all.push(Standing {
            exhibit: exhibit.clone(),
            card: card.clone(),
            stand: unplaced,
            because: pick.reason.of().and_then(|of| cards.get(&of)).cloned(),
            reason: pick.reason,
            story,
            story_lang,
        });
    }
    all.truncate(MOST);
    let layout = layout(all.len(), hall.seed);
    for (standing, stand) in all.iter_mut().zip(&layout.stands) {
        standing.stand = *stand;
    }
    Ok(Room { layout, all })
}

/// What a listing says of itself, in the reader's language as far as its shop has said it.
fn story(card: &Card, listing: &ShownListing, lang: Lang) -> (String, &'static str) {
    let own = card.shop.language;
    if lang == own || listing.body_en.is_empty() {
        (plain(&listing.body, STORY), own.code())
    } else {
        (plain(&listing.body_en, STORY), Lang::English.code())
    }
}
