use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Money, Side};
use people::{
    accounts,
    market::Market,
    photos::Upload,
    shops::{self, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::read_terms;
use crate::negotiation::{
    self, Conversation, ConversationId,
    pages::may_say,
    quotes::{self, Quote, QuoteAct, QuoteId, QuoteTerms, find_for},
};

/// A quote with everything in it; for the shop also the form on which it quotes.
#[derive(Template)]
#[template(path = "negotiation/quotes/views/show.html")]
pub struct QuotePage {
    shell: Shell,
    lang: Lang,
    side: Side,
    shop: Shop,
    /// None when the account is closed.
    buyer: Option<String>,
    conversation: ConversationId,
    /// None while the shop writes one of its own accord.
    quote: Option<Quote>,
    form: Fields,
}

impl QuotePage {
    fn can(&self, act: QuoteAct) -> bool {
        match &self.quote {
            Some(quote) => quote.can(self.side, act),
            None => act == QuoteAct::Quote && self.side == Side::Seller,
        }
    }

    fn action(&self) -> String {
        match &self.quote {
            Some(quote) => format!("/quotes/{}/terms", quote.id),
            None => format!("/conversations/{}/quotes", self.conversation),
        }
    }

    /// Whether there are terms already, which the shop may replace.
    fn is_anew(&self) -> bool {
        self.quote.as_ref().is_some_and(|quote| quote.terms.is_some())
    }

    /// A field as typed, or as the terms before had it.
    fn typed(&self, name: &str) -> String {
        if self.form.has(name) {
            return self.form.value(name).to_owned();
        }
        let terms = self.quote.as_ref().and_then(|quote| quote.terms.as_ref());
        let Some(terms) = terms else { return String::new() };
        let money = |amount: Money| if amount.is_zero() { String::new() } else { amount.decimal() };
        match name {
            "title" => terms.title.clone(),
            "includes" => terms.includes.clone(),
            "amount" => money(terms.amount),
            "shipping" => money(terms.shipping),
            "deposit" => terms.deposit.map(money).unwrap_or_default(),
            "days" => terms.days.to_string(),
            "revisions" => terms.revisions.to_string(),
            "milestones" => terms.milestones.join("\n"),
            _ => String::new(),
        }
    }

    fn later(&self, terms: &QuoteTerms) -> String {
        terms.later().map(|rest| self.shell.money(&rest)).unwrap_or_default()
    }

    fn total(&self, terms: &QuoteTerms) -> String {
        terms.total().map(|total| self.shell.money(&total)).unwrap_or_default()
    }
}

/// A conversation and a quote in it, as one of the two sees them.
struct Found {
    conversation: Conversation,
    quote: Option<Quote>,
    shop: Shop,
    /// None when the account is closed.
    buyer: Option<String>,
}

async fn found(market: &Market, by: Actor, id: QuoteId) -> Result<Found, Problem> {
    let read = async move |tx: &mut Tx| {
        let Some(quote) = find_for(tx, &by, id).await? else { return Ok(None) };
        talk(tx, &by, quote.conversation, Some(quote)).await
    };
    market.db.read(read).await?.ok_or_else(Problem::not_found)
}

async fn talk(
    tx: &mut Tx,
    by: &Actor,
    id: ConversationId,
    quote: Option<Quote>,
) -> Result<Option<Found>, DbError> {
    let Some(conversation) = negotiation::find_for(tx, by, id).await? else { return Ok(None) };
    let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
    let buyer = accounts::name_of(tx, conversation.buyer).await?;
    Ok(Some(Found { conversation, quote, shop, buyer }))
}

fn page(visit: &Visit, side: Side, found: Found, form: Fields) -> Result<Response, Problem> {
    let Found { conversation, quote, shop, buyer } = found;
    let conversation = conversation.id;
    let shell = visit.shell("talk");
    let page = QuotePage { shell, lang: visit.lang, side, shop, buyer, conversation, quote, form };
    views::show(&page, page.form.is_good())
}

/// `GET /quotes/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<QuoteId>,
) -> Result<Response, Problem> {
    let by = visit.for_shop(id.shop())?;
    page(&visit, by.side()?, found(&market, by, id).await?, Fields::default())
}

async fn own(market: &Market, by: Actor, id: ConversationId) -> Result<Found, Problem> {
    // To somebody who is not of the shop its form does not exist.
    by.shop().map_err(|_| Problem::not_found())?;
    let read = async move |tx: &mut Tx| talk(tx, &by, id, None).await;
    market.db.read(read).await?.ok_or_else(Problem::not_found)
}

/// `GET /conversations/{id}/quotes/new`: the shop quotes for what was talked about.
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
) -> Result<Response, Problem> {
    let by = visit.for_shop(id.shop())?;
    page(&visit, by.side()?, own(&market, by, id).await?, Fields::default())
}

/// `POST /conversations/{id}/quotes`
pub async fn propose(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let found = own(&market, by, id).await?;
    may_say(&market, &visit)?;
    let (form, terms) = read_terms(&market, &visit, upload, found.shop.currency, Vec::new()).await?;
    if !form.is_good() {
        return page(&visit, Side::Seller, found, form);
    }
    let act = async move |tx: &mut Tx| quotes::propose(tx, &by, now, &rules, id, terms.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/conversations/{id}"), "done-quoted"))
}

/// `POST /quotes/{id}/terms`: answer a brief, or quote anew.
pub async fn revise(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<QuoteId>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let found = found(&market, by, id).await?;
    by.shop().map_err(|_| Problem::not_found())?;
    may_say(&market, &visit)?;
    let kept = found.quote.as_ref().and_then(|quote| quote.terms.clone()).map(|terms| terms.photos);
    let (form, terms) =
        read_terms(&market, &visit, upload, found.shop.currency, kept.unwrap_or_default()).await?;
    if !form.is_good() {
        return page(&visit, Side::Seller, found, form);
    }
    let act = async move |tx: &mut Tx| quotes::revise(tx, &by, now, &rules, id, terms.clone()).await;
    Ok(back(&market.db.write(act).await?, "done-quoted"))
}

fn back(quote: &Quote, done: &'static str) -> Response {
    redirect(&format!("/conversations/{}", quote.conversation), done)
}

/// `POST /quotes/{id}/refusal`
pub async fn decline(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<QuoteId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let act = async move |tx: &mut Tx| quotes::decline(tx, &by, now, id).await;
    Ok(back(&market.db.write(act).await?, "done-quote-declined"))
}

/// `POST /quotes/{id}/withdrawal`
pub async fn withdraw(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<QuoteId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let act = async move |tx: &mut Tx| quotes::withdraw(tx, &by, now, id).await;
    Ok(back(&market.db.write(act).await?, "done-quote-withdrawn"))
}
