//! The listing on show, with what can be chosen of it and what buys it.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::{Html, IntoResponse, Response},
};
use goods::catalog::{self, ListingId, ListingState, Pricing, Reading, ShownListing, ShownVariant};
use kernel::Timestamp;
use people::{
    shops::{Shop, pick},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::video::find;
use crate::{Commons, live::RoomId};

/// A listing on show.
pub struct Pinned {
    pub shop: Shop,
    pub listing: ShownListing,
    pub variants: Vec<ShownVariant>,
    pub picture: String,
    pub is_selling: bool,
}

impl Pinned {
    /// What is on show, unless it is no longer sold.
    pub async fn read(
        tx: &mut Tx,
        pricing: &Pricing,
        now: Timestamp,
        listing: ListingId,
    ) -> Result<Option<Self>, DbError> {
        let Some(reading) = catalog::read_priced_by_id(tx, &[], pricing, listing).await? else {
            return Ok(None);
        };
        let Reading { shop, listing, variants, pictures, .. } = reading;
        let picture = pictures.into_iter().map(|picture| picture.file).find(|file| !file.is_empty());
        let is_selling = shop.is_selling(now) && listing.state == ListingState::Active;
        Ok(Some(Self { shop, listing, variants, picture: picture.unwrap_or_default(), is_selling }))
    }
}

#[derive(Template)]
#[template(path = "live/views/_pin.html")]
pub struct PinView<'a> {
    pub shell: &'a Shell,
    pub lang: Lang,
    pub pinned: &'a Pinned,
}

impl PinView<'_> {
    fn title(&self) -> &str {
        let listing = &self.pinned.listing;
        pick(self.lang, self.pinned.shop.language, &listing.title, &listing.title_en)
    }

    fn title_lang(&self) -> &'static str {
        let own = self.pinned.shop.language;
        let is_own = self.lang == own || self.pinned.listing.title_en.is_empty();
        if is_own { own.code() } else { Lang::English.code() }
    }

    fn path(&self) -> String {
        format!("/shops/{}/{}", self.pinned.shop.handle, self.pinned.listing.handle)
    }

    /// What may be chosen, where there is more than one.
    fn choices(&self) -> &[ShownVariant] {
        match self.pinned.variants.as_slice() {
            [_] => &[],
            many => many,
        }
    }

    fn words(&self, variant: &ShownVariant) -> String {
        let own = variant.choices.join(" · ");
        pick(self.lang, self.pinned.shop.language, &own, &variant.choices_en).to_owned()
    }

    fn can_buy(&self) -> bool {
        self.pinned.is_selling && self.pinned.variants.iter().any(ShownVariant::is_available)
    }

    /// What is told to those who do not see it.
    fn told(&self) -> String {
        let price = self.shell.money(&self.pinned.listing.low);
        self.shell.say("live-shown-now", &[("thing", self.title()), ("price", &price)])
    }
}

/// `GET /live/{id}/pin`: what is on show, for whoever is in the room; nothing where nothing is. With `listing` another
/// thing of the shop, as it looks when it is: who is behind comes to it later than the host.
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let room = find(&market, &visit, id).await?;
    let asked = Fields::from_query(query.as_deref().unwrap_or_default()).value("listing").parse().ok();
    let asked = asked.filter(|listing: &ListingId| listing.shop() == id.shop());
    let (pricing, now) = (Pricing::of(&market, visit.now), visit.now);
    let pinned = match asked.or(room.pinned) {
        Some(listing) => {
            market.db.read(async |tx: &mut Tx| Pinned::read(tx, &pricing, now, listing).await).await?
        }
        None => None,
    };
    let (shell, lang) = (visit.shell("live"), visit.lang);
    match &pinned {
        Some(pinned) => views::page(&PinView { shell: &shell, lang, pinned }),
        None => Ok(Html("").into_response()),
    }
}
