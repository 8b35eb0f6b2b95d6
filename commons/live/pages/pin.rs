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
use selling::orders::Channel;

use super::video::find;
use crate::{
    Commons,
    live::{
        Room, RoomId, hosting,
        prices::{self, RoomPrice},
    },
};

/// A listing on show.
pub struct Pinned {
    pub shop: Shop,
    pub listing: ShownListing,
    pub variants: Vec<ShownVariant>,
    pub picture: String,
    pub is_selling: bool,
    /// What it costs in the room while a countdown runs.
    pub price: Option<RoomPrice>,
    /// In whose room it is shown.
    pub room: RoomId,
}

impl Pinned {
    /// What is on show, unless it is no longer sold.
    pub async fn read(
        tx: &mut Tx,
        pricing: &Pricing,
        now: Timestamp,
        (room, listing): (RoomId, ListingId),
    ) -> Result<Option<Self>, DbError> {
        let Some(reading) = catalog::read_priced_by_id(tx, &[], pricing, listing).await? else {
            return Ok(None);
        };
        let Reading { shop, listing, variants, pictures, .. } = reading;
        let picture = pictures.into_iter().map(|picture| picture.file).find(|file| !file.is_empty());
        let is_selling = shop.is_selling(now) && listing.state == ListingState::Active;
        let price = prices::running_of_listing(tx, room, listing.id, now).await?;
        let picture = picture.unwrap_or_default();
        Ok(Some(Self { shop, listing, variants, picture, is_selling, price, room }))
    }
}

/// By which door things are sold in a room: while it is on air, and in its replay.
pub fn door(room: &Room) -> Channel {
    if room.is_on_air() { Channel::Live } else { Channel::Replay }
}

#[derive(Template)]
#[template(path = "live/views/_pin.html")]
pub struct PinView<'a> {
    pub shell: &'a Shell,
    pub lang: Lang,
    pub pinned: &'a Pinned,
    /// By which door it is sold here.
    pub by: Channel,
}

impl PinView<'_> {
    fn price(&self) -> Option<&RoomPrice> {
        self.pinned.price.as_ref()
    }

    /// Where the button leads: to the claim while a countdown runs, else to the page on which it is bought at once.
    fn action(&self) -> String {
        let (room, listing) = (self.pinned.room, &self.pinned.listing);
        match self.price() {
            Some(price) => format!("/live/{room}/prices/{}/claims", price.id),
            None => format!("/live/{room}/things/{}/purchase", listing.id),
        }
    }

    fn is_others(&self) -> bool {
        self.pinned.shop.id != self.pinned.room.shop()
    }

    /// What is another shop's is bought here alone: a cart does not know who sold it.
    fn can_cart(&self) -> bool {
        self.can_buy() && self.price().is_none() && !self.is_others()
    }

    /// Whether one may bargain for it here, with the shop whose room it is.
    fn can_offer(&self) -> bool {
        self.can_buy() && self.pinned.listing.is_negotiable
    }

    fn buy_words(&self) -> &str {
        self.shell.t(if self.price().is_some() { "room-claim" } else { "live-buy" })
    }

    /// What a variant costs in the room.
    fn cost(&self, variant: &ShownVariant) -> String {
        let less = |price: &&RoomPrice| price.amount.minor() < variant.price.minor();
        let cost = self.price().filter(less).map_or(variant.price, |price| price.amount);
        self.shell.money(&cost)
    }

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
        let price = self.price().map_or(self.pinned.listing.low, |price| price.amount);
        let price = self.shell.money(&price);
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
    let asked: Option<ListingId> =
        Fields::from_query(query.as_deref().unwrap_or_default()).value("listing").parse().ok();
    let (pricing, now) = (Pricing::of(&market, visit.now), visit.now);
    let pinned = match asked.or(room.pinned) {
        Some(listing) => {
            let look = async |tx: &mut Tx| {
                if !hosting::has_known(tx, id.shop(), listing.shop()).await? {
                    return Ok(None);
                }
                Pinned::read(tx, &pricing, now, (id, listing)).await
            };
            market.db.read::<_, DbError, _>(look).await?
        }
        None => None,
    };
    let (shell, lang) = (visit.shell("live"), visit.lang);
    match &pinned {
        Some(pinned) => views::page(&PinView { shell: &shell, lang, pinned, by: door(&room) }),
        None => Ok(Html("").into_response()),
    }
}
