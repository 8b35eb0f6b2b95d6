use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, ShopId, Timestamp, words};
use people::{
    market::Market,
    shops::{self, Shop, ShopState},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};
use selling::{
    ledger::{self, Balance},
    orders::{self, OrderStage},
};

use super::{
    ask::{AskPage, Because},
    common::account_name,
};
use crate::operator::{ShopError, close_shop, reopen_shop};

words! {
    /// What an operator does to a shop, as the last part of an address.
    ShopAct { Close = "closure", Reopen = "reopening" }
}

impl ShopAct {
    /// Call the act that the page asked for.
    pub async fn run(
        self,
        tx: &mut Tx,
        by: &Actor,
        now: Timestamp,
        id: ShopId,
        reason: &str,
    ) -> Result<(), ShopError> {
        match self {
            Self::Close => close_shop(tx, by, now, id, reason).await,
            Self::Reopen => reopen_shop(tx, by, now, id, reason).await,
        }
    }
}

#[derive(Template)]
#[template(path = "operator/views/shops.html")]
pub struct ShopsPage {
    pub shell: Shell,
    pub current: &'static str,
    pub counts: Vec<(ShopState, i64)>,
    pub state: Option<ShopState>,
    pub shops: Vec<Shop>,
    pub older: String,
}

/// `GET /operator/shops?state=closed`
pub async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    visit.operator()?;
    let (state, limit) = (ShopState::parse(paging.asked.value("state")), paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| {
        let shops = shops::list_newest(tx, state, paging.before, limit).await?;
        Ok::<_, DbError>((shops::count_by_state(tx).await?, shops))
    };
    let (counts, shops) = market.db.report(read).await?;
    let (shops, older) = paging.cut(shops, |shop| shop.id.get());
    let shell = visit.shell("operator");
    views::page(&ShopsPage { shell, current: "shops", counts, state, shops, older })
}

#[derive(Template)]
#[template(path = "operator/views/shop.html")]
pub struct ShopPage {
    pub shell: Shell,
    pub current: &'static str,
    pub shop: Shop,
    pub counts: Vec<(OrderStage, i64)>,
    pub balances: Vec<Balance>,
}

impl ShopPage {
    fn account(&self, name: &str) -> String {
        account_name(&self.shell, name)
    }
}

/// `GET /operator/shops/{handle}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    visit.operator()?;
    let read = async move |tx: &mut Tx| {
        let Some(shop) = shops::find_by_handle(tx, &handle).await? else { return Ok(None) };
        let counts = orders::count_by_state(tx, shop.id).await?;
        let balances = ledger::balances_of_shop(tx, shop.id).await?;
        Ok::<_, DbError>(Some((shop, counts, balances)))
    };
    let (shop, counts, balances) = market.db.report(read).await?.ok_or_else(Problem::not_found)?;
    views::page(&ShopPage { shell: visit.shell("operator"), current: "shops", shop, counts, balances })
}

async fn find(market: &Market, handle: &str, act: &str) -> Result<(Shop, ShopAct), Problem> {
    let act = ShopAct::parse(act).ok_or_else(Problem::not_found)?;
    let handle = handle.to_owned();
    let found = market.db.read(async move |tx: &mut Tx| shops::find_by_handle(tx, &handle).await).await?;
    Ok((found.ok_or_else(Problem::not_found)?, act))
}

fn asked(visit: &Visit, shop: &Shop, act: ShopAct, form: Fields) -> Result<Response, Problem> {
    let page = AskPage {
        shell: visit.shell("operator"),
        key: format!("operator-shop-act-{}", act.name()),
        subject: ("name", shop.name_in(visit.lang).to_owned()),
        current: "shops",
        because: Because::Needed,
        back: format!("/operator/shops/{}", shop.handle),
        form,
    };
    page.respond()
}

/// `GET /operator/shops/{handle}/closure`, `…/reopening`
pub async fn ask(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, act)): Path<(String, String)>,
) -> Result<Response, Problem> {
    visit.operator()?;
    let (shop, act) = find(&market, &handle, &act).await?;
    asked(&visit, &shop, act, Fields::default())
}

/// `POST /operator/shops/{handle}/closure`, `…/reopening`
pub async fn act(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, act)): Path<(String, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let (shop, act) = find(&market, &handle, &act).await?;
    let reason = Because::Needed.read(&mut form);
    if !form.is_good() {
        return asked(&visit, &shop, act, form);
    }
    let id = shop.id;
    market.db.write(async move |tx: &mut Tx| act.run(tx, &by, now, id, &reason).await).await?;
    let done = match act {
        ShopAct::Close => "done-operator-shop-closed",
        ShopAct::Reopen => "done-operator-shop-reopened",
    };
    Ok(redirect(&format!("/operator/shops/{handle}"), done))
}
