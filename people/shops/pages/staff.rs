use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{AccountId, Actor, ShopRole};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::common::seller;
use crate::{
    accounts::Login,
    confirm,
    market::Market,
    shops::{self, Desk, Member, Shop, StaffError},
    visit::{Visit, redirect},
};

/// Guessing logins by asking whom a shop can hire must not pay.
const HIRINGS: platform::web::Limit =
    platform::web::Limit { name: "add-staff", times: 20, per: kernel::hours(1) };

#[derive(Template)]
#[template(path = "shops/views/staff.html")]
struct StaffPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    members: Vec<Member>,
    is_owner: bool,
}

impl StaffPage {
    async fn new(
        market: &Market,
        visit: &Visit,
        by: &Actor,
        shop: &Shop,
        form: Fields,
    ) -> Result<Self, Problem> {
        let id = shop.id;
        let members = market.db.read(async move |tx: &mut Tx| shops::list_members(tx, id).await).await?;
        let is_owner = matches!(by, Actor::Seller { role: ShopRole::Owner, .. });
        Ok(Self { shell: visit.shell("desk"), desk: Desk::new(shop, "staff"), form, members, is_owner })
    }
}

/// `GET /desk/{handle}/staff`
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    views::page(&StaffPage::new(&market, &visit, &by, &shop, Fields::default()).await?)
}

/// Why somebody cannot be hired, beside the login; what is no fault of the form is a problem.
pub(in crate::shops) fn refuse(form: &mut Fields, error: StaffError) -> Result<(), Problem> {
    let code = match error {
        StaffError::NoSuchAccount => "refused-no-such-account",
        StaffError::Already => "refused-staff-already",
        StaffError::Full | StaffError::NotStaff | StaffError::Forbidden(_) | StaffError::Store(_) => {
            return Err(error.into());
        }
    };
    form.refuse("login", Refusal::new(code));
    Ok(())
}

/// Hire whoever has a login. What is wrong is left in the form.
pub(in crate::shops) async fn hire(
    market: &Market,
    visit: &Visit,
    by: Actor,
    form: &mut Fields,
) -> Result<(), Problem> {
    shops::owner(&by)?;
    let typed = form.line("login", 254);
    let Some(login) = Login::parse(&typed, market.config.country) else {
        form.refuse("login", Refusal::new("refused-login"));
        return Ok(());
    };
    market.limits.take(HIRINGS, visit.account_id()?.to_string())?;
    let now = visit.now;
    let act = async move |tx: &mut Tx| shops::add_staff(tx, &by, now, &login).await;
    match market.db.write(act).await {
        Ok(()) => Ok(()),
        Err(error) => refuse(form, error),
    }
}

/// `POST /desk/{handle}/staff`
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    hire(&market, &visit, by, &mut form).await?;
    if form.is_good() {
        return Ok(redirect(&format!("/desk/{handle}/staff"), "done-staff"));
    }
    views::refused(&StaffPage::new(&market, &visit, &by, &shop, form).await?)
}

/// `GET /desk/{handle}/staff/{id}/removal`: asks first.
pub async fn confirm(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, AccountId)>,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    shops::owner(&by)?;
    let members = market.db.read(async move |tx: &mut Tx| shops::list_members(tx, shop.id).await).await?;
    let member = members.into_iter().find(|member| member.account == id).ok_or_else(Problem::not_found)?;
    confirm::ask(visit.shell("desk"), "staff-remove", member.name, format!("/desk/{handle}/staff"))
}

/// `POST /desk/{handle}/staff/{id}/removal`
pub async fn destroy(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, AccountId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    market.db.write(async move |tx: &mut Tx| shops::remove_staff(tx, &by, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/staff"), "done-staff-removed"))
}
