//! One change to many listings: looked at first, then made, each listing for itself.

use std::ops::RangeInclusive;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{BasisPoints, Currency, Money};
use people::{
    market::Market,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::common::own;
use crate::catalog::{
    self, ListingId, ListingInput, ListingState,
    bulk::{self, Bulk, BulkError, Changed},
};

/// Listings that are changed at once.
pub(in crate::catalog) const MOST: usize = 100;
/// A price may become ten times itself.
const MOST_PERCENT: i64 = 900;

/// One listing of the change.
struct Row {
    id: ListingId,
    title: String,
    before: String,
    after: String,
    why: String,
}

#[derive(Template)]
#[template(path = "catalog/views/bulk.html")]
struct BulkPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    rows: Vec<Row>,
    symbol: &'static str,
    /// What was changed before this page was shown.
    done: usize,
}

impl BulkPage {
    fn can_go_on(&self) -> bool {
        self.form.is_good() && self.rows.iter().any(|row| row.why.is_empty())
    }
}

/// The text of why a listing cannot be changed so.
pub(in crate::catalog) fn why(error: BulkError) -> &'static str {
    match error {
        BulkError::Nothing => "bulk-nothing",
        BulkError::Price => "bulk-price",
        BulkError::Floor => "refused-floor",
        BulkError::Save(error) => Problem::from(error).code,
        BulkError::Store(error) => Problem::from(error).code,
    }
}

/// A whole number in the one field that also holds prices, so it is text to a program too.
fn whole(form: &mut Fields, range: RangeInclusive<i64>) -> i64 {
    let least = *range.start();
    match form.line("value", 20).parse::<i64>() {
        Ok(number) if range.contains(&number) => return number,
        Ok(_) => {
            let refusal = Refusal::new("refused-out-of-range");
            form.refuse("value", refusal.with("min", least).with("max", range.end()));
        }
        Err(_) => form.refuse("value", Refusal::new("refused-not-whole")),
    }
    least
}

/// What a form or a program asks for: `act` with its `value`.
pub(in crate::catalog) fn read(form: &mut Fields, currency: Currency) -> Option<Bulk> {
    let bulk = match form.value("act") {
        "price" => Bulk::PriceTo(form.money("value", currency)),
        "percent" => {
            let percent = whole(form, -99..=MOST_PERCENT);
            let share = u32::try_from(percent + 100).unwrap_or(100) * 100;
            Bulk::PriceBy(BasisPoints::new(share))
        }
        "pieces" => Bulk::Pieces(whole(form, 0..=1_000_000)),
        _ => Bulk::State(form.parsed("act", ListingState::parse)?),
    };
    form.is_good().then_some(bulk)
}

fn shown(shell: &Shell, listing: &ListingInput, bulk: Bulk) -> String {
    match bulk {
        Bulk::State(_) => shell.of("listing-state", listing.state.name()),
        Bulk::PriceTo(_) | Bulk::PriceBy(_) => {
            let mut prices: Vec<Money> =
                listing.variants.iter().filter_map(|variant| variant.price).collect();
            prices.sort_by_key(|price| price.minor());
            prices.dedup();
            match prices.as_slice() {
                [] => String::new(),
                [only] => shell.money(only),
                [low, .., high] => format!("{} – {}", shell.money(low), shell.money(high)),
            }
        }
        Bulk::Pieces(_) => {
            shell.number(listing.variants.iter().filter_map(|variant| variant.available).sum::<i64>())
        }
    }
}

/// The listings that were chosen, each once; those of other shops do not exist here.
pub(in crate::catalog) fn chosen(ids: &[&str], shop: &Shop) -> Vec<ListingId> {
    let mut chosen: Vec<ListingId> = Vec::new();
    for id in ids.iter().filter_map(|id| id.parse::<ListingId>().ok()) {
        if id.shop() == shop.id && !chosen.contains(&id) && chosen.len() < MOST {
            chosen.push(id);
        }
    }
    chosen
}

async fn row(market: &Market, shell: &Shell, id: ListingId, bulk: Bulk) -> Result<Row, Problem> {
    let kept = market.db.read(async move |tx: &mut Tx| catalog::load(tx, id).await).await?;
    let kept = kept.ok_or_else(Problem::not_found)?;
    let (title, before) = (kept.title.clone(), shown(shell, &kept, bulk));
    let (after, why) = match bulk.apply(kept) {
        Ok(Changed { after, .. }) => (shown(shell, &after, bulk), String::new()),
        Err(error) => (String::new(), shell.t(why(error)).to_owned()),
    };
    Ok(Row { id, title, before, after, why })
}

/// `POST /desk/{handle}/listing-changes`: without `confirmed` it shows what would be; with it, what is good is changed, and
/// what is not stays on the page with its reason.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (_, shop) = seller(&market, &visit, &handle).await?;
    let (shell, now) = (visit.shell("desk"), visit.now);
    let ids = chosen(&form.all("listing"), &shop);
    if ids.is_empty() {
        form.refuse("listing", Refusal::new("refused-none-chosen"));
    }
    let is_confirmed = form.flag("confirmed");
    let (mut rows, mut done) = (Vec::new(), 0);
    if let Some(bulk) = read(&mut form, shop.currency) {
        for id in ids {
            let mut row = row(&market, &shell, id, bulk).await?;
            if is_confirmed && row.why.is_empty() {
                match market.db.write(async move |tx: &mut Tx| bulk::change(tx, now, id, bulk).await).await {
                    Ok(()) => {
                        done += 1;
                        continue;
                    }
                    Err(error) => row.why = shell.t(why(error)).to_owned(),
                }
            }
            rows.push(row);
        }
    }
    if is_confirmed && rows.is_empty() && form.is_good() {
        return Ok(redirect(&format!("/desk/{handle}/listings"), "done-listings-changed"));
    }
    let (desk, symbol) = (Desk::new(&shop, "listings"), shell.sign(&shop.currency));
    let is_good = form.is_good() && !is_confirmed;
    views::show(&BulkPage { shell, desk, form, rows, symbol, done }, is_good)
}

/// `POST /desk/{handle}/listings/{id}/copy`
pub async fn duplicate(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ListingId)>,
) -> Result<Response, Problem> {
    own(&visit, &handle, id)?;
    let now = visit.now;
    let copy = market.db.write(async move |tx: &mut Tx| bulk::duplicate(tx, now, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/listings/{copy}"), "done-listing-copied"))
}
