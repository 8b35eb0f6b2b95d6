use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{AccountId, Actor, Timestamp, words};
use people::{
    accounts::{self, Account, Role},
    market::Market,
    shops,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::ask::{AskPage, Because};
use crate::operator::{AccountError, close_account, grant_role, reopen_account, revoke_role};

words! {
    /// What an operator does to an account, as the last part of an address.
    AccountAct {
        Close = "closure", Reopen = "reopening",
        MakeOperator = "operator", UnmakeOperator = "operator-removal",
        MakeModerator = "moderator", UnmakeModerator = "moderator-removal",
    }
}

impl AccountAct {
    /// Whether it would change anything now.
    fn fits(self, account: &Account) -> bool {
        let is_open = account.closed_at.is_none();
        match self {
            Self::Close => is_open,
            Self::Reopen => !is_open && (account.email.is_some() || account.phone.is_some()),
            Self::MakeOperator => is_open && !account.is_operator,
            Self::UnmakeOperator => account.is_operator,
            Self::MakeModerator => is_open && !account.is_moderator,
            Self::UnmakeModerator => account.is_moderator,
        }
    }

    /// Call the act that the page asked for.
    pub async fn run(
        self,
        tx: &mut Tx,
        by: &Actor,
        now: Timestamp,
        id: AccountId,
        reason: &str,
    ) -> Result<(), AccountError> {
        match self {
            Self::Close => close_account(tx, by, now, id, reason).await,
            Self::Reopen => reopen_account(tx, by, now, id, reason).await,
            Self::MakeOperator => grant_role(tx, by, now, id, Role::Operator, reason).await,
            Self::UnmakeOperator => revoke_role(tx, by, now, id, Role::Operator, reason).await,
            Self::MakeModerator => grant_role(tx, by, now, id, Role::Moderator, reason).await,
            Self::UnmakeModerator => revoke_role(tx, by, now, id, Role::Moderator, reason).await,
        }
    }

    /// Shutting a person out needs a reason.
    pub fn because(self) -> Because {
        match self {
            Self::Close => Because::Needed,
            Self::Reopen
            | Self::MakeOperator
            | Self::UnmakeOperator
            | Self::MakeModerator
            | Self::UnmakeModerator => Because::Welcome,
        }
    }
}

#[derive(Template)]
#[template(path = "operator/views/accounts.html")]
pub struct AccountsPage {
    pub shell: Shell,
    pub current: &'static str,
    pub form: Fields,
    pub accounts: Vec<Account>,
    pub older: String,
}

/// `GET /operator/accounts?q=ana`: by the beginning of a login or a name, newest first.
pub async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    visit.operator()?;
    let begins: String = paging.asked.value("q").chars().take(100).collect();
    let (before, limit) = (AccountId::new(paging.before), paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| accounts::search(tx, &begins, before, limit).await;
    let (accounts, older) = paging.cut(market.db.report(read).await?, |account| account.id.get());
    let (shell, form) = (visit.shell("operator"), paging.asked);
    views::page(&AccountsPage { shell, current: "accounts", form, accounts, older })
}

#[derive(Template)]
#[template(path = "operator/views/account.html")]
pub struct AccountPage {
    pub shell: Shell,
    pub current: &'static str,
    pub account: Account,
    /// Handle and name of each shop.
    pub shops: Vec<(String, String)>,
    pub acts: Vec<AccountAct>,
}

/// `GET /operator/accounts/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<AccountId>,
) -> Result<Response, Problem> {
    visit.operator()?;
    let read = async move |tx: &mut Tx| {
        Ok::<_, DbError>((accounts::find(tx, id).await?, shops::list_of_account(tx, id).await?))
    };
    let (account, shops) = market.db.read(read).await?;
    let account = account.ok_or_else(Problem::not_found)?;
    let acts = AccountAct::ALL.iter().copied().filter(|act| act.fits(&account)).collect();
    let shops = shops.into_iter().map(|(_, handle, name, _)| (handle, name)).collect();
    views::page(&AccountPage { shell: visit.shell("operator"), current: "accounts", account, shops, acts })
}

async fn find(market: &Market, id: AccountId, act: &str) -> Result<(Account, AccountAct), Problem> {
    let act = AccountAct::parse(act).ok_or_else(Problem::not_found)?;
    let found = market.db.read(async move |tx: &mut Tx| accounts::find(tx, id).await).await?;
    Ok((found.ok_or_else(Problem::not_found)?, act))
}

fn asked(visit: &Visit, account: &Account, act: AccountAct, form: Fields) -> Result<Response, Problem> {
    let page = AskPage {
        shell: visit.shell("operator"),
        key: format!("operator-account-act-{}", act.name()),
        subject: ("name", account.name.clone()),
        current: "accounts",
        because: act.because(),
        back: format!("/operator/accounts/{}", account.id),
        form,
    };
    page.respond()
}

/// `GET /operator/accounts/{id}/closure` and its like
pub async fn ask(
    State(market): State<Market>,
    visit: Visit,
    Path((id, act)): Path<(AccountId, String)>,
) -> Result<Response, Problem> {
    visit.operator()?;
    let (account, act) = find(&market, id, &act).await?;
    asked(&visit, &account, act, Fields::default())
}

/// `POST /operator/accounts/{id}/closure` and its like
pub async fn act(
    State(market): State<Market>,
    visit: Visit,
    Path((id, act)): Path<(AccountId, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let (account, act) = find(&market, id, &act).await?;
    let reason = act.because().read(&mut form);
    if !form.is_good() {
        return asked(&visit, &account, act, form);
    }
    market.db.write(async move |tx: &mut Tx| act.run(tx, &by, now, id, &reason).await).await?;
    if by.account().ok() == Some(id) && matches!(act, AccountAct::Close | AccountAct::UnmakeOperator) {
        // The desk no longer exists for whoever just left it.
        return Ok(redirect("/", "done-account-changed"));
    }
    Ok(redirect(&format!("/operator/accounts/{id}"), "done-account-changed"))
}
