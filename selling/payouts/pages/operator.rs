use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Currency, Timestamp, words};
use people::{
    market::Market,
    shops::{self, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell, Tab, tabs},
    web::{Fields, Paging, Problem, Refusal},
};

use super::{PayoutHistory, tone};
use crate::payouts::{self, Payout, PayoutAct, PayoutId, PayoutStage, StepError};

words! {
    /// What the operator does with a payout, by the noun in its address.
    OperatorAct { Approve = "approval", Refuse = "refusal", Pay = "payment", SendBack = "return" }
}

impl OperatorAct {
    /// Read the reason, where one is needed; where none is, it is text if it is there.
    pub fn read(self, form: &mut Fields) -> String {
        match self {
            Self::Approve | Self::Pay => {
                form.maybe_line("reason", 500);
                String::new()
            }
            Self::Refuse | Self::SendBack => form.line("reason", 500),
        }
    }

    pub async fn run(
        self,
        tx: &mut Tx,
        by: &Actor,
        now: Timestamp,
        id: PayoutId,
        words: &str,
    ) -> Result<Payout, StepError> {
        match self {
            Self::Approve => payouts::approve(tx, by, now, id).await,
            Self::Refuse => payouts::refuse(tx, by, now, id, words).await,
            Self::Pay => payouts::pay(tx, by, now, id).await,
            Self::SendBack => payouts::send_back(tx, by, now, id, words).await,
        }
    }

    fn done(self) -> &'static str {
        match self {
            Self::Approve => "done-payout-approved",
            Self::Refuse => "done-payout-refused",
            Self::Pay => "done-payout-paid",
            Self::SendBack => "done-payout-returned",
        }
    }
}

/// A payout as a row of a list.
pub struct PayoutRow {
    pub payout: Payout,
    pub shop: Shop,
}

impl PayoutRow {
    pub fn tone(&self) -> &'static str {
        tone(&self.payout)
    }

    pub fn state(&self) -> &'static str {
        self.payout.state.name()
    }
}

/// Payouts with their shops.
pub async fn listed(tx: &mut Tx, found: Vec<Payout>) -> Result<Vec<PayoutRow>, DbError> {
    let mut list = Vec::with_capacity(found.len());
    for payout in found {
        if let Some(shop) = shops::find(tx, payout.id.shop()).await? {
            list.push(PayoutRow { payout, shop });
        }
    }
    Ok(list)
}

#[derive(Template)]
#[template(path = "payouts/views/operator_index.html")]
pub struct MarketPage {
    pub shell: Shell,
    pub current: &'static str,
    pub lang: Lang,
    pub tabs: Vec<Tab>,
    pub list: Vec<PayoutRow>,
    pub older: String,
}

/// `GET /operator/payouts?state=requested`
pub async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    visit.operator()?;
    let state = PayoutStage::parse(paging.asked.value("state")).unwrap_or(PayoutStage::Requested);
    let limit = paging.limit.and_one_more();
    let read = async move |tx: &mut Tx| {
        let found = payouts::list_in_market(tx, state, paging.before, limit).await?;
        Ok::<_, DbError>((listed(tx, found).await?, payouts::count_in_market(tx).await?))
    };
    let (list, counts) = market.db.report(read).await?;
    let (list, older) = paging.cut(list, |last| last.payout.id.number());
    let tabs = tabs(PayoutStage::ALL, PayoutStage::name, state, &counts);
    let shell = visit.shell("operator");
    views::page(&MarketPage { shell, current: "payouts", lang: visit.lang, tabs, list, older })
}

#[derive(Template)]
#[template(path = "payouts/views/operator_show.html")]
pub struct MarketPayoutPage {
    pub shell: Shell,
    pub current: &'static str,
    pub lang: Lang,
    pub shop: Shop,
    pub funds: payouts::Funds,
    pub look: PayoutHistory,
    pub form: Fields,
    /// The reason of which act stands in the form.
    pub asked: &'static str,
}

async fn show_with(
    market: &Market,
    visit: &Visit,
    id: PayoutId,
    form: Fields,
    asked: &'static str,
) -> Result<Response, Problem> {
    let by = visit.operator()?;
    let read = async move |tx: &mut Tx| {
        let Some(payout) = payouts::find_for(tx, &by, id).await? else { return Ok(None) };
        let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
        let funds = payouts::funds(tx, id.shop(), payout.amount.currency()).await?;
        Ok::<_, DbError>(Some((shop, funds, PayoutHistory::at(tx, payout).await?)))
    };
    let (shop, funds, look) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let (shell, lang) = (visit.shell("operator"), visit.lang);
    let page = MarketPayoutPage { shell, current: "payouts", lang, shop, funds, look, form, asked };
    views::show(&page, page.form.is_good())
}

/// `GET /operator/payouts/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<PayoutId>,
) -> Result<Response, Problem> {
    show_with(&market, &visit, id, Fields::default(), "").await
}

/// `POST /operator/payouts/{id}/{act}`: `approval`, `refusal`, `payment` or `return`.
pub async fn act(
    State(market): State<Market>,
    visit: Visit,
    Path((id, act)): Path<(PayoutId, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let act = OperatorAct::parse(&act).ok_or_else(Problem::not_found)?;
    let words = act.read(&mut form);
    if !form.is_good() {
        let asked = if act == OperatorAct::Refuse { "refusal" } else { "return" };
        return show_with(&market, &visit, id, form, asked).await;
    }
    market.db.write(async move |tx: &mut Tx| act.run(tx, &by, now, id, &words).await).await?;
    Ok(redirect(&format!("/operator/payouts/{id}"), act.done()))
}

/// A currency that is in use, from a page or a program.
pub fn read_currency(form: &mut Fields) -> Option<Currency> {
    let code = form.line("currency", 3);
    let currency = Currency::parse(&code).ok();
    if currency.is_none() {
        form.refuse("currency", Refusal::new("refused-not-a-choice"));
    }
    currency
}
