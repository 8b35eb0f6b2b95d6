//! What a viewer offers: an amount with one tap, or one of their own.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use dealing::negotiation::pages::{blame, may_begin};
use goods::catalog::{self, Pricing, Reading, VariantId};
use kernel::{BasisPoints, Money, Rounding};
use people::visit::Visit;
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::read::{currency_of, read_bid};
use crate::{
    Commons,
    live::{
        RoomId,
        offers::{self, BargainError},
        pages::find_room,
    },
};

/// What is suggested, as parts of what it costs.
const SUGGESTED: [u32; 3] = [9_500, 9_000, 8_500];

#[derive(Template)]
#[template(path = "live/offers/views/offer.html")]
struct OfferPage {
    shell: Shell,
    lang: Lang,
    room: RoomId,
    reading: Reading,
    choices: Vec<(VariantId, String)>,
    /// Amounts that are offered with one tap.
    suggested: Vec<Money>,
    form: Fields,
}

impl OfferPage {
    fn title(&self) -> &str {
        let (shop, listing) = (&self.reading.shop, &self.reading.listing);
        people::shops::pick(self.lang, shop.language, &listing.title, &listing.title_en)
    }

    fn sign(&self) -> &'static str {
        self.shell.sign(&self.reading.listing.low.currency())
    }

    fn is_chosen(&self, variant: &VariantId) -> bool {
        self.form.value("variant") == variant.to_string()
    }
}

/// `GET /live/{id}/offer`: for the thing on show.
pub async fn new(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
) -> Result<Response, Problem> {
    show(&market, &visit, id, Fields::default()).await
}

async fn show(market: &Commons, visit: &Visit, id: RoomId, form: Fields) -> Result<Response, Problem> {
    visit.account_id()?;
    let room = find_room(market, visit, id).await?;
    let shown = room.pinned.filter(|_| room.is_on_air());
    let listing = shown.ok_or_else(|| Problem::conflict("problem-room-not-shown"))?;
    let pricing = Pricing::of(market, visit.now);
    let look = async |tx: &mut Tx| {
        let terms = catalog::bargain(tx, listing).await?;
        Ok(catalog::read_priced_by_id(tx, &[], &pricing, listing).await?.zip(terms))
    };
    let (reading, terms) = market.find(look).await?;
    if !terms.is_negotiable {
        return Err(Problem::conflict("problem-offer-not-negotiable"));
    }
    let available = reading.variants.iter().filter(|variant| variant.is_available());
    let choices = available.map(|variant| (variant.id, variant.choices.join(" · "))).collect();
    let low = reading.listing.low;
    let mut suggested: Vec<Money> = SUGGESTED
        .iter()
        .filter_map(|part| low.rate(BasisPoints::new(*part), Rounding::Down).ok())
        .map(whole)
        .collect();
    suggested.dedup();
    let shell = visit.shell("live");
    let page = OfferPage { shell, lang: visit.lang, room: id, reading, choices, suggested, form };
    views::show(&page, page.form.is_good())
}

/// As somebody says a price: without small coins, where it has large ones.
fn whole(amount: Money) -> Money {
    let coin = 10_i64.pow(amount.currency().exponent());
    let rounded = amount.minor() - amount.minor() % coin;
    if amount.minor() >= 10 * coin { Money::new(rounded, amount.currency()) } else { amount }
}

/// `POST /live/{id}/offers`: make it, and go to the conversation, where its answer comes.
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<RoomId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    let currency = currency_of(&market, id, &form).await?;
    let Some(bid) = read_bid(&mut form, currency) else {
        return show(&market, &visit, id, form).await;
    };
    may_begin(&market, &visit)?;
    let act = async move |tx: &mut Tx| offers::bargain(tx, &by, now, &rules, id, bid.clone()).await;
    match market.db.write(act).await {
        Ok(offer) => Ok(Redirect::to(&format!("/conversations/{}", offer.conversation)).into_response()),
        Err(BargainError::Offer(error)) if blame(&mut form, &error) => show(&market, &visit, id, form).await,
        Err(error) => Err(error.into()),
    }
}
