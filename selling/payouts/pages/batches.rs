use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::Money;
use people::{
    market::Market,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem, csv_file},
};

use super::operator::{PayoutRow, listed, read_currency};
use crate::payouts::{self, Batch, BatchId, PayoutStage, bank_file, export, pay_batch};

#[derive(Template)]
#[template(path = "payouts/views/batches.html")]
pub struct BatchesPage {
    pub shell: Shell,
    pub current: &'static str,
    /// What a batch would take along now, by currency.
    pub ready: Vec<(Money, i64)>,
    pub list: Vec<Batch>,
    pub older: String,
}

/// `GET /operator/payout-batches`
pub async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    visit.operator()?;
    let limit = paging.limit.and_one_more();
    let read = async move |tx: &mut Tx| {
        let ready = payouts::pending(tx, PayoutStage::Approved).await?;
        Ok::<_, DbError>((ready, payouts::list_batches(tx, paging.before, limit).await?))
    };
    let (ready, list) = market.db.read(read).await?;
    let (list, older) = paging.cut(list, |last| last.id.get());
    views::page(&BatchesPage { shell: visit.shell("operator"), current: "payouts", ready, list, older })
}

/// `POST /operator/payout-batches`: everything approved in one currency.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let currency = read_currency(&mut form).ok_or_else(|| Problem::invalid(&form))?;
    let batch = market.db.write(async move |tx: &mut Tx| export(tx, &by, now, currency).await).await?;
    let batch = batch.ok_or_else(|| Problem::conflict("problem-nothing-to-pay-out"))?;
    Ok(redirect(&format!("/operator/payout-batches/{}", batch.id), "done-batch-made"))
}

#[derive(Template)]
#[template(path = "payouts/views/batch.html")]
pub struct BatchPage {
    pub shell: Shell,
    pub current: &'static str,
    pub lang: Lang,
    pub batch: Batch,
    pub list: Vec<PayoutRow>,
}

impl BatchPage {
    /// How many are with the bank.
    fn waiting(&self) -> usize {
        self.list.iter().filter(|item| item.payout.state.stage() == PayoutStage::Exported).count()
    }
}

/// `GET /operator/payout-batches/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<BatchId>,
) -> Result<Response, Problem> {
    visit.operator()?;
    let read = async move |tx: &mut Tx| {
        let Some(batch) = payouts::find_batch(tx, id).await? else { return Ok(None) };
        let found = payouts::list_of_batch(tx, id).await?;
        Ok::<_, DbError>(Some((batch, listed(tx, found).await?)))
    };
    let (batch, list) = market.db.report(read).await?.ok_or_else(Problem::not_found)?;
    let (shell, lang) = (visit.shell("operator"), visit.lang);
    views::page(&BatchPage { shell, current: "payouts", lang, batch, list })
}

/// `GET /operator/payout-batches/{id}/bank.csv`
pub async fn file(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<BatchId>,
) -> Result<Response, Problem> {
    visit.operator()?;
    bank_csv(&market, id).await
}

/// The bank's file of a batch.
pub async fn bank_csv(market: &Market, id: BatchId) -> Result<Response, Problem> {
    let read = async move |tx: &mut Tx| {
        let Some(batch) = payouts::find_batch(tx, id).await? else { return Ok(None) };
        Ok::<_, DbError>(Some((batch, payouts::list_of_batch(tx, id).await?)))
    };
    let (batch, list) = market.db.report(read).await?.ok_or_else(Problem::not_found)?;
    let body = bank_file(&batch, &list).map_err(Problem::broken)?;
    Ok(csv_file(&format!("payouts-{id}.csv"), body))
}

/// `POST /operator/payout-batches/{id}/payment`: the bank has paid what it did not send back.
pub async fn pay(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<BatchId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    market.db.write(async move |tx: &mut Tx| pay_batch(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/operator/payout-batches/{id}"), "done-batch-paid"))
}
