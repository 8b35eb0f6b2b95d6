use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Currency, Money, ShopRole, Timestamp, hours};
use people::{
    market::Market,
    shops::{self, Desk},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Limit, Paging, Problem, Refusal},
};

use super::{PayoutHistory, tone, turn};
use crate::payouts::{
    self, Funds, Payout, PayoutAccount, PayoutAct, PayoutId, RequestError, change_account, funds, request,
};

/// Changes of one shop's account.
const CHANGES: Limit = Limit { name: "payout-account", times: 20, per: hours(1) };

#[derive(Template)]
#[template(path = "payouts/views/desk_index.html")]
pub struct PayoutsPage {
    pub shell: Shell,
    pub desk: Desk,
    pub funds: Funds,
    pub least: Money,
    pub account: Option<PayoutAccount>,
    pub list: Vec<Payout>,
    pub older: String,
    pub form: Fields,
    pub is_owner: bool,
}

impl PayoutsPage {
    fn tone(&self, payout: &Payout) -> &'static str {
        tone(payout)
    }

    fn turn(&self, payout: &Payout) -> String {
        turn(&self.shell, payout)
    }

    /// Whether there is enough to ask for.
    fn has_enough(&self) -> bool {
        self.funds.available().minor() >= self.least.minor()
    }
}

fn is_owner(by: &Actor) -> bool {
    matches!(by, Actor::Seller { role: ShopRole::Owner, .. })
}

/// `GET /desk/{handle}/payouts`
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    index_with(&market, &visit, &handle, paging, None).await
}

/// The list, with the form that was refused, or with a new one that asks for everything there is.
async fn index_with(
    market: &Market,
    visit: &Visit,
    handle: &str,
    paging: Paging,
    refused: Option<Fields>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(handle)?;
    let (id, limit) = (by.shop()?, paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| {
        let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
        let funds = funds(tx, id, shop.currency).await?;
        let account = payouts::find_account(tx, id).await?;
        let list = payouts::list_for_seller(tx, id, paging.before, limit).await?;
        Ok::<_, DbError>(Some((shop, funds, account, list)))
    };
    let (shop, funds, account, list) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let (list, older) = paging.cut(list, |last| last.id.number());
    let least = payouts::least(&market.rules(), shop.currency).map_err(Problem::broken)?;
    let form = refused.unwrap_or_else(|| {
        Fields::filled([("amount", funds.available().decimal()), ("key", market.chance.token())])
    });
    let (shell, desk, is_owner) = (visit.shell("desk"), Desk::new(&shop, "money"), is_owner(&by));
    let page = PayoutsPage { shell, desk, funds, least, account, list, older, form, is_owner };
    views::show(&page, page.form.is_good())
}

/// How much is asked for, from a page or a program.
pub fn read_amount(form: &mut Fields, currency: Currency) -> Money {
    form.money("amount", currency)
}

/// Put what was wrong with an amount beside its field. False when it is not the amount.
pub fn blame(form: &mut Fields, error: &RequestError) -> bool {
    let refusal = match error {
        RequestError::TooLittle { least } => {
            Refusal::new("refused-payout-too-little").with("least", least.decimal())
        }
        RequestError::TooMuch { most } => Refusal::new("refused-too-much").with("max", most.decimal()),
        _ => return false,
    };
    form.refuse("amount", refusal);
    true
}

/// `POST /desk/{handle}/payouts`
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.seller(&handle)?.0, visit.now, market.rules());
    let id = shops::owner(&by)?;
    let paging = Paging::first(format!("/desk/{handle}/payouts"));
    let shop = market.db.read(async move |tx: &mut Tx| shops::find(tx, id).await).await?;
    let amount = read_amount(&mut form, shop.ok_or_else(Problem::not_found)?.currency);
    let key = form.line("key", 100);
    if !form.is_good() {
        return index_with(&market, &visit, &handle, paging, Some(form)).await;
    }
    let act = async move |tx: &mut Tx| request(tx, &by, now, &rules, &key, amount).await;
    match market.db.write(act).await {
        Ok(payout) => Ok(redirect(&format!("/desk/{handle}/payouts/{}", payout.id), "done-payout-requested")),
        Err(error) if blame(&mut form, &error) => {
            index_with(&market, &visit, &handle, paging, Some(form)).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "payouts/views/desk_show.html")]
pub struct PayoutPage {
    pub shell: Shell,
    pub desk: Desk,
    pub look: PayoutHistory,
    pub is_owner: bool,
}

/// `GET /desk/{handle}/payouts/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, PayoutId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let read = async move |tx: &mut Tx| {
        let Some(payout) = payouts::find_for(tx, &by, id).await? else { return Ok(None) };
        let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
        Ok::<_, DbError>(Some((shop, PayoutHistory::at(tx, payout).await?)))
    };
    let (shop, look) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "money"));
    views::page(&PayoutPage { shell, desk, look, is_owner: is_owner(&by) })
}

/// `POST /desk/{handle}/payouts/{id}/withdrawal`
pub async fn withdraw(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, PayoutId)>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.seller(&handle)?.0, visit.now);
    market.db.write(async move |tx: &mut Tx| payouts::withdraw(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/payouts/{id}"), "done-payout-withdrawn"))
}

#[derive(Template)]
#[template(path = "payouts/views/desk_account.html")]
pub struct AccountPage {
    pub shell: Shell,
    pub desk: Desk,
    pub account: Option<PayoutAccount>,
    pub form: Fields,
    pub is_owner: bool,
}

/// `GET /desk/{handle}/payouts/account`
pub async fn edit_account(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    account_with(&market, &visit, &handle, Fields::default()).await
}

async fn account_with(
    market: &Market,
    visit: &Visit,
    handle: &str,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(handle)?;
    let id = by.shop()?;
    let read = async move |tx: &mut Tx| {
        Ok::<_, DbError>((shops::find(tx, id).await?, payouts::find_account(tx, id).await?))
    };
    let (shop, account) = market.db.read(read).await?;
    let desk = Desk::new(&shop.ok_or_else(Problem::not_found)?, "money");
    let shell = visit.shell("desk");
    let page = AccountPage { shell, desk, account, form, is_owner: is_owner(&by) };
    views::show(&page, page.form.is_good())
}

/// A bank account, from a page or a program.
pub fn read_account(form: &mut Fields, now: Timestamp) -> Option<PayoutAccount> {
    let (bank, holder, number) = (form.line("bank", 80), form.line("holder", 80), form.line("number", 60));
    if !form.is_good() {
        return None;
    }
    let account = PayoutAccount::new(&bank, &holder, &number, now);
    let fault = account.as_ref().err().map(|fault| fault.refusal());
    if let Some((field, refusal)) = fault {
        form.refuse(field, refusal);
    }
    account.ok()
}

/// `POST /desk/{handle}/payouts/account`
pub async fn update_account(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.seller(&handle)?.0, visit.now);
    let shop = shops::owner(&by)?;
    let Some(account) = read_account(&mut form, now) else {
        return account_with(&market, &visit, &handle, form).await;
    };
    market.limits.take(CHANGES, shop.to_string())?;
    market.db.write(async move |tx: &mut Tx| change_account(tx, &by, now, &account).await).await?;
    Ok(redirect(&format!("/desk/{handle}/payouts"), "done-payout-account"))
}
