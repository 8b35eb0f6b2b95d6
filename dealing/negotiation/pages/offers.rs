use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use goods::catalog::{self, Card, ListingId, ShownVariant};
use kernel::{Actor, Money};
use people::{
    choices::Choice,
    market::Market,
    panels::{self, Panels},
    shops::{self, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::common::{MOST_NOTE, blame, may_begin, may_say, read_proposal};
use crate::negotiation::{self, ConversationId, Offer, OfferError, OfferId, StepError, find_offer};

/// Other listings that a bundle is made of.
const OTHERS: usize = 9;
/// Listings among which they are looked for.
const NEWEST: i64 = 30;

/// The form for an offer: a buyer's from a listing, or a shop's from the conversation.
#[derive(Template)]
#[template(path = "negotiation/views/offer_new.html")]
struct OfferNewPage {
    shell: Shell,
    lang: Lang,
    shop: Shop,
    card: Card,
    variants: Vec<Choice>,
    /// What else may come into a bundle.
    others: Vec<Other>,
    list: Money,
    band: String,
    /// Where a shop makes it.
    conversation: Option<ConversationId>,
    form: Fields,
    /// What others say of the price: what the parcel costs, say.
    panels: Panels,
}

/// Another listing of the shop, and the variant of it that would come into a bundle.
struct Other {
    /// Beginning of its names in the form.
    line: String,
    card: Card,
    variant: ShownVariant,
    /// What is chosen of it.
    words: String,
}

impl Other {
    fn choices(&self, lang: Lang) -> &str {
        shops::pick(lang, self.card.shop.language, &self.words, &self.variant.choices_en)
    }
}

impl OfferNewPage {
    fn action(&self) -> String {
        self.conversation.map_or_else(|| "/offers".to_owned(), |id| format!("/conversations/{id}/offers"))
    }

    /// Pieces of a line as typed.
    fn quantity(&self, line: &str, none: &str) -> String {
        let name = format!("{line}.quantity");
        if self.form.has(&name) { self.form.value(&name).to_owned() } else { none.to_owned() }
    }
}

async fn new_with(
    market: &Market,
    visit: &Visit,
    listing: ListingId,
    conversation: Option<ConversationId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    visit.account_id()?;
    let read = async move |tx: &mut Tx| {
        let (Some(card), Some(shop)) =
            (catalog::card(tx, listing).await?, shops::find(tx, listing.shop()).await?)
        else {
            return Ok(None);
        };
        let variants = catalog::variants(tx, listing).await?;
        let mut others = Vec::new();
        for other in catalog::list_of_shop(tx, shop.id, i64::MAX, NEWEST).await? {
            let terms = catalog::bargain(tx, other.id).await?;
            if other.id == listing || terms.is_none_or(|terms| !terms.is_negotiable) {
                continue;
            }
            let variant = catalog::variants(tx, other.id).await?.into_iter().find(ShownVariant::is_available);
            if let Some(variant) = variant.filter(|_| others.len() < OTHERS) {
                let (line, words) =
                    (format!("lines.{}", others.len() + 1), catalog::choices_line(&variant.choices));
                others.push(Other { line, card: other, variant, words });
            }
        }
        let terms = catalog::bargain(tx, listing).await?;
        let band = negotiation::bands(tx, listing).await?;
        Ok::<_, DbError>(Some((card, shop, variants, others, terms, band)))
    };
    let found = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let (card, shop, variants, others, terms, band) = found;
    if conversation.is_none() && visit.memberships.iter().any(|member| member.shop == shop.id) {
        return Err(Problem::conflict("problem-own-shop"));
    }
    if !shop.is_selling(visit.now) || terms.is_none_or(|terms| !terms.is_negotiable) {
        return Err(Problem::conflict("problem-offer-not-negotiable"));
    }
    if form.value("key").is_empty() {
        form.set("key", market.chance.token());
    }
    let shell = visit.shell("talk");
    // What a parcel to the shop's own people costs says nothing about the buyer's.
    let panels = if conversation.is_some() {
        Panels::default()
    } else {
        panels::draw(visit, "offer", visit.looking(shell.clone(), Some(shop.id), listing.number())).await
    };
    let asked = match form.value("lines.0.variant") {
        "" => form.value("variant").to_owned(),
        asked => asked.to_owned(),
    };
    let chosen = variants.iter().find(|variant| variant.id.to_string() == asked);
    let chosen = chosen.or_else(|| variants.iter().find(|variant| variant.is_available()));
    let list = chosen.or(variants.first()).map_or(card.low, |variant| variant.price);
    let chosen = chosen.map(|variant| variant.id.to_string()).unwrap_or_default();
    let variants = variants.iter().map(|variant| {
        let (value, price) = (variant.id.to_string(), shell.money(&variant.price));
        let name = shops::pick(
            visit.lang,
            shop.language,
            &catalog::choices_line(&variant.choices),
            &variant.choices_en,
        )
        .to_owned();
        let words = if name.is_empty() { price } else { format!("{name} · {price}") };
        Choice { chosen: value == chosen, value, words }
    });
    let page = OfferNewPage {
        lang: visit.lang,
        variants: variants.collect(),
        band: band.map(|band| reached(&shell, band)).unwrap_or_default(),
        shell,
        shop,
        card,
        others,
        list,
        conversation,
        form,
        panels,
    };
    views::show(&page, page.form.is_good())
}

/// What others usually reach, in words.
pub(super) fn reached(shell: &Shell, (from, to): (i64, i64)) -> String {
    let percent = |tenths: i64| shell.number(tenths * 10);
    shell.say("offer-band", &[("from", &percent(from)), ("to", &percent(to))])
}

/// `GET /offers/new?listing=`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let form = Fields::from_query(query.as_deref().unwrap_or_default());
    let listing = form.value("listing").parse().map_err(|_| Problem::not_found())?;
    new_with(&market, &visit, listing, None, form).await
}

/// The listing that a shop offers a price for in one of its conversations.
async fn asked_of_shop(
    market: &Market,
    visit: &Visit,
    id: ConversationId,
    form: &Fields,
) -> Result<(Actor, ListingId), Problem> {
    let by = visit.for_shop(id.shop())?;
    by.shop()?;
    let find = async move |tx: &mut Tx| negotiation::find_for(tx, &by, id).await;
    market.db.read::<_, DbError, _>(find).await?.ok_or_else(Problem::not_found)?;
    let listing: Option<ListingId> = form.value("listing").parse().ok();
    let listing = listing.filter(|listing| listing.shop() == id.shop()).ok_or_else(Problem::not_found)?;
    Ok((by, listing))
}

/// `GET /conversations/{id}/offers/new?listing=`: the shop offers a price to this buyer.
pub async fn new_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let form = Fields::from_query(query.as_deref().unwrap_or_default());
    let (_, listing) = asked_of_shop(&market, &visit, id, &form).await?;
    new_with(&market, &visit, listing, Some(id), form).await
}

/// `POST /conversations/{id}/offers`
pub async fn create_of_shop(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (now, rules) = (visit.now, market.rules());
    let (by, listing) = asked_of_shop(&market, &visit, id, &form).await?;
    may_say(&market, &visit)?;
    let find = async move |tx: &mut Tx| shops::find(tx, id.shop()).await;
    let shop = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let Some(proposal) = read_proposal(&mut form, shop.currency) else {
        return new_with(&market, &visit, listing, Some(id), form).await;
    };
    let act = async move |tx: &mut Tx| negotiation::offer(tx, &by, now, &rules, id, proposal.clone()).await;
    match market.db.write(act).await {
        Ok(made) => Ok(back(&made.offer, "done-offered")),
        Err(error) if blame(&mut form, &error) => new_with(&market, &visit, listing, Some(id), form).await,
        Err(OfferError::AlreadyOpen(_)) => Ok(redirect(&format!("/conversations/{id}"), "done-offer-open")),
        Err(error) => Err(error.into()),
    }
}

/// `POST /offers`: a buyer's offer, in the conversation with the shop or a new one.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    let listing: ListingId = form.value("listing").parse().map_err(|_| Problem::not_found())?;
    may_say(&market, &visit)?;
    let find = async move |tx: &mut Tx| shops::find(tx, listing.shop()).await;
    let shop = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let Some(proposal) = read_proposal(&mut form, shop.currency) else {
        return new_with(&market, &visit, listing, None, form).await;
    };
    may_begin(&market, &visit)?;
    let open = async move |tx: &mut Tx| negotiation::open(tx, &by, now, shop.id).await;
    let id = market.db.write(open).await?.id;
    let act = async move |tx: &mut Tx| negotiation::offer(tx, &by, now, &rules, id, proposal.clone()).await;
    match market.db.write(act).await {
        Ok(made) => {
            let done = if made.is_last { "done-offer-last" } else { "done-offered" };
            Ok(redirect(&format!("/conversations/{id}"), done))
        }
        Err(error) if blame(&mut form, &error) => new_with(&market, &visit, listing, None, form).await,
        Err(OfferError::AlreadyOpen(_)) => Ok(redirect(&format!("/conversations/{id}"), "done-offer-open")),
        Err(error) => Err(error.into()),
    }
}

/// `GET /offers/{id}`: where it is talked about.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
) -> Result<Response, Problem> {
    let offer = own(&market, visit.for_shop(id.shop())?, id).await?;
    Ok(Redirect::to(&format!("/conversations/{}#offer-{id}", offer.conversation)).into_response())
}

async fn own(market: &Market, by: Actor, id: OfferId) -> Result<Offer, Problem> {
    let find = async move |tx: &mut Tx| find_offer(tx, &by, id).await;
    market.db.read(find).await?.ok_or_else(Problem::not_found)
}

/// Back to the conversation, with what has become of the offer said.
fn back(offer: &Offer, done: &'static str) -> Response {
    let done = match offer.state.stage() {
        negotiation::OfferStage::Ended => "done-offer-ended",
        _ => done,
    };
    redirect(&format!("/conversations/{}", offer.conversation), done)
}

/// `POST /offers/{id}/acceptance`
pub async fn accept(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let act = async move |tx: &mut Tx| negotiation::accept(tx, &by, now, &rules, id).await;
    Ok(back(&market.db.write(act).await?, "done-offer-accepted"))
}

/// `POST /offers/{id}/refusal`
pub async fn decline(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let act = async move |tx: &mut Tx| negotiation::decline(tx, &by, now, id).await;
    Ok(back(&market.db.write(act).await?, "done-offer-declined"))
}

/// `POST /offers/{id}/withdrawal`
pub async fn withdraw(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let act = async move |tx: &mut Tx| negotiation::withdraw(tx, &by, now, id).await;
    Ok(back(&market.db.write(act).await?, "done-offer-withdrawn"))
}

/// A counter-offer that was refused, to be mended.
#[derive(Template)]
#[template(path = "negotiation/views/counter.html")]
struct CounterPage {
    shell: Shell,
    offer: Offer,
    form: Fields,
}

/// `POST /offers/{id}/counters`
pub async fn counter(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OfferId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let old = own(&market, by, id).await?;
    let amount = form.money("amount", old.list.currency());
    let note = form.maybe_paragraphs("note", MOST_NOTE);
    if form.is_good() {
        let act = async move |tx: &mut Tx| {
            negotiation::counter(tx, &by, now, &rules, id, amount, note.clone()).await
        };
        match market.db.write(act).await {
            Ok(made) => {
                let done = if made.is_last { "done-offer-last" } else { "done-offered" };
                return Ok(back(&made.offer, done));
            }
            Err(StepError::Amount) => {
                form.refuse("amount", Refusal::new("refused-offer-amount").with("max", old.list.decimal()));
            }
            Err(StepError::TooMany) => form.refuse("amount", Refusal::new("refused-offer-too-many")),
            Err(error) => return Err(error.into()),
        }
    }
    views::refused(&CounterPage { shell: visit.shell("talk"), offer: old, form })
}
