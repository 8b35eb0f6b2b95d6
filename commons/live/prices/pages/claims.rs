//! Claiming: one tap from the room where the buyer's address is known, else one page.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use goods::catalog::{self, ListingId, Pricing, Reading, VariantId};
use people::{shops, visit::Visit};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};
use selling::{
    orders::{
        PlaceError,
        pages::{
            contained,
            till::{self, Till},
        },
    },
    prices::Asking,
};

use super::common::{MOST_KEY, TAP};
use crate::{
    Commons,
    live::{
        RoomId, hosting,
        pages::find_room,
        prices::{self, ClaimError, MOST_AT_ONCE, PriceId, Quote, RoomPrice, Wanted},
    },
};

#[derive(Template)]
#[template(path = "live/prices/views/claim.html")]
struct ClaimPage {
    shell: Shell,
    lang: Lang,
    form: Fields,
    buying: Buying,
    quote: Quote,
    choices: Vec<(VariantId, String)>,
    till: Till,
}

impl ClaimPage {
    fn title(&self) -> &str {
        self.shell.t(if self.buying.price.is_some() { "room-claim-title" } else { "room-buy-title" })
    }

    /// How many pieces one buyer may have, where the room says so.
    fn most_words(&self) -> String {
        self.buying
            .price
            .as_ref()
            .map_or_else(String::new, |price| self.shell.n("room-price-each", price.per_buyer))
    }

    /// What of the total is tax, rate by rate.
    fn taxes(&self) -> Vec<(String, String)> {
        contained(&self.shell, self.quote.tax.iter())
    }

    fn is_chosen(&self, variant: &VariantId) -> bool {
        self.quote.line.variant == *variant
    }

    fn deductions(&self) -> Vec<(String, String)> {
        let taken = self.quote.line.deductions.iter();
        let named = taken.map(|one| {
            let key = format!("price-deduction-{}", one.word());
            (self.shell.t(&key).to_string(), self.shell.money(&one.amount))
        });
        named.collect()
    }
}

/// What is bought: at a room's price, or at the price of now.
#[derive(Clone)]
pub struct Buying {
    pub room: RoomId,
    pub listing: ListingId,
    pub price: Option<RoomPrice>,
}

impl Buying {
    fn path(&self) -> String {
        match &self.price {
            Some(price) => format!("/live/{}/prices/{}/claims", self.room, price.id),
            None => format!("/live/{}/things/{}/purchases", self.room, self.listing),
        }
    }

    /// Pieces that one buyer may have.
    pub fn most(&self) -> i64 {
        self.price.as_ref().map_or(MOST_AT_ONCE, |price| price.per_buyer)
    }
}

/// The thing, as the room that is asked for may sell it.
async fn find_thing(
    market: &Commons,
    visit: &Visit,
    room: RoomId,
    listing: ListingId,
) -> Result<Buying, Problem> {
    find_room(market, visit, room).await?;
    let look = async move |tx: &mut Tx| hosting::may_show(tx, room.shop(), listing).await;
    if market.read(look).await? {
        Ok(Buying { room, listing, price: None })
    } else {
        Err(Problem::not_found())
    }
}

/// `GET /live/{id}/things/{listing}/purchase`
pub async fn new_thing(
    State(market): State<Commons>,
    visit: Visit,
    Path((room, listing)): Path<(RoomId, ListingId)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let buying = find_thing(&market, &visit, room, listing).await?;
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    form.set("key", market.chance.token());
    show(&market, &visit, buying, form, "").await
}

/// `POST /live/{id}/things/{listing}/purchases`
pub async fn create_thing(
    State(market): State<Commons>,
    visit: Visit,
    Path((room, listing)): Path<(RoomId, ListingId)>,
    form: Fields,
) -> Result<Response, Problem> {
    visit.buyer()?;
    let buying = find_thing(&market, &visit, room, listing).await?;
    purchase(&market, &visit, buying, form).await
}

/// The price, in the room that is asked for.
async fn find(market: &Commons, visit: &Visit, room: RoomId, id: PriceId) -> Result<Buying, Problem> {
    find_room(market, visit, room).await?;
    let price = market.find(async move |tx: &mut Tx| prices::find(tx, id).await).await?;
    if price.room != room {
        return Err(Problem::not_found());
    }
    Ok(Buying { room, listing: price.listing, price: Some(price) })
}

/// `GET /live/{id}/prices/{price}/claim`
pub async fn new(
    State(market): State<Commons>,
    visit: Visit,
    Path((room, id)): Path<(RoomId, PriceId)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let buying = find(&market, &visit, room, id).await?;
    let mut form = Fields::from_query(query.as_deref().unwrap_or_default());
    form.set("key", market.chance.token());
    show(&market, &visit, buying, form, "").await
}

async fn show(
    market: &Commons,
    visit: &Visit,
    buying: Buying,
    mut form: Fields,
    obstacle: &'static str,
) -> Result<Response, Problem> {
    let buyer = visit.account_id()?;
    let book = till::book(market, visit).await?;
    let to = till::where_to(visit, &form, &book);
    let here = to.clone();
    let (asking, pricing) = (Asking::new(market, visit.now, Some(buyer)), Pricing::of(market, visit.now));
    let wanted: Option<VariantId> = form.value("variant").parse().ok();
    let quantity = form.maybe_whole("quantity", 1..=buying.most()).unwrap_or(1);
    let of = buying.clone();
    let look = async move |tx: &mut Tx| {
        let read = catalog::read_priced_by_id(tx, &[], &pricing, of.listing).await?;
        let Some(Reading { variants, .. }) = read else { return Err(ClaimError::NotOnSale) };
        let first = variants.iter().find(|variant| variant.is_available()).or(variants.first());
        let chosen = variants.iter().find(|variant| Some(variant.id) == wanted).or(first);
        let variant = chosen.map(|variant| variant.id).ok_or(ClaimError::NotOnSale)?;
        let quote =
            prices::quote(tx, &asking, of.price.as_ref(), (of.listing, variant, quantity), &to).await?;
        let choices = variants.iter().map(|variant| (variant.id, variant.choices.join(" · "))).collect();
        Ok::<(Quote, Vec<(VariantId, String)>), ClaimError>((quote, choices))
    };
    let (quote, choices) = market.db.read(look).await?;
    form.set("seen_total", quote.total.decimal());
    if form.refusal("quantity").is_none() {
        form.set("quantity", quantity.to_string());
    }
    let shell = visit.shell("live");
    let till = Till::new(&shell, &form, book, &here, obstacle);
    let page = ClaimPage { shell, lang: visit.lang, form, buying, quote, choices, till };
    views::show(&page, page.form.is_good() && obstacle.is_empty())
}

/// `POST /live/{id}/prices/{price}/claims`
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((room, id)): Path<(RoomId, PriceId)>,
    form: Fields,
) -> Result<Response, Problem> {
    visit.buyer()?;
    let buying = find(&market, &visit, room, id).await?;
    purchase(&market, &visit, buying, form).await
}

/// Place the purchase and go to the payment page.
async fn purchase(
    market: &Commons,
    visit: &Visit,
    buying: Buying,
    mut form: Fields,
) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    if form.has("draw") {
        return show(market, visit, buying, form, "").await;
    }
    let key = form.maybe_line("key", MOST_KEY);
    if key.is_empty() && buying.price.is_none() {
        // A price is claimed by a tap, once; what is bought again and again has a key of its own each time.
        form.set("key", market.chance.token());
        return show(market, visit, buying, form, "").await;
    }
    till::come(market, visit)?;
    let key = if key.is_empty() { TAP.to_owned() } else { key };
    let variant: Option<VariantId> = form.parsed("variant", |text| text.parse().ok());
    let quantity = form.maybe_whole("quantity", 1..=buying.most()).unwrap_or(1);
    let to = till::read_destination(&mut form, &till::book(market, visit).await?);
    let shop = buying.listing.shop();
    let shop = market.find(async move |tx: &mut Tx| shops::find(tx, shop).await).await?;
    let seen_total = form.maybe_money("seen_total", shop.currency);
    form.set("key", key.clone());
    let Some((to, variant)) = to.zip(variant).filter(|_| form.is_good()) else {
        return show(market, visit, buying, form, "").await;
    };
    let (reader, shows_name) = (Some(visit.reader()), form.flag("shows_name"));
    let wanted = Wanted { variant, quantity, to, key, seen_total, reader, shows_name };
    let (asking, takes) = (Asking::new(market, visit.now, by.account().ok()), market.takes());
    let (id, thing) = (buying.price.as_ref().map(|price| price.id), (buying.room, buying.listing));
    let act = async move |tx: &mut Tx| match id {
        Some(id) => prices::claim(tx, &by, &asking, takes, id, wanted.clone()).await,
        None => prices::buy(tx, &by, &asking, takes, thing, wanted.clone()).await,
    };
    match market.db.write(act).await {
        Ok(claimed) => till::go_and_pay(market, visit.account_id()?, &claimed.placed).await,
        Err(ClaimError::TotalChanged) => show(market, visit, buying, form, "checkout-total-changed").await,
        Err(ClaimError::NoZone) => show(market, visit, buying, form, "checkout-not-ready").await,
        Err(ClaimError::Place(PlaceError::Unpayable(reason))) => {
            show(market, visit, buying, form, reason.key()).await
        }
        Err(ClaimError::Place(PlaceError::SoldOut(_))) => {
            show(market, visit, buying, form, "checkout-sold-out").await
        }
        Err(error) => Err(error.into()),
    }
}
