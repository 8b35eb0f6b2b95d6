//! Who may teach.

use askama::Template;
use axum::{extract::State, response::Response};
use kernel::{AccountId, Timestamp};
use people::{
    accounts::{self, read_account},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem},
};

use crate::{Commons, academy};

#[derive(Template)]
#[template(path = "academy/views/lecturers.html")]
struct LecturersPage {
    shell: Shell,
    current: &'static str,
    form: Fields,
    lecturers: Vec<(AccountId, String, Timestamp)>,
}

async fn show(market: &Commons, visit: &Visit, form: Fields) -> Result<Response, Problem> {
    let look = async move |tx: &mut Tx| {
        let mut all = Vec::new();
        for (account, since) in academy::lecturers(tx).await? {
            let name = accounts::name_of(tx, account).await?.unwrap_or_default();
            all.push((account, name, since));
        }
        Ok::<_, DbError>(all)
    };
    let lecturers = market.read(look).await?;
    let is_good = form.is_good();
    let page = LecturersPage { shell: visit.shell("operator"), current: "lecturers", form, lecturers };
    views::show(&page, is_good)
}

/// `GET /operator/lecturers`
pub async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    show(&market, &visit, Fields::default()).await
}

/// `POST /operator/lecturers`: an account by its login.
pub async fn appoint(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let Some(account) = read_account(&market, &mut form).await? else {
        return show(&market, &visit, form).await;
    };
    market.write(async move |tx: &mut Tx| academy::appoint(tx, &by, now, account.id).await).await?;
    Ok(redirect("/operator/lecturers", "done-academy-appointed"))
}

/// `POST /operator/lecturers/dismissals`
pub async fn dismiss(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let account = form.parsed("account", |text| text.parse().ok());
    let account: AccountId = account.ok_or_else(|| Problem::invalid(&form))?;
    market.write(async move |tx: &mut Tx| academy::dismiss(tx, &by, now, account).await).await?;
    Ok(redirect("/operator/lecturers", "done-academy-dismissed"))
}
