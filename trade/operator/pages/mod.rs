//! The pages of the operator's desk. To everybody else they do not exist.

mod accounts;
mod ask;
mod audit;
mod jobs;
mod ledger;
mod mail;
mod orders;
mod overview;
mod problems;
mod settings;
mod shops;

pub(super) use accounts::AccountAct;
pub(super) use ask::Because;
pub(super) use audit::{NamedEntry, told};
pub(super) use jobs::{about, read_after};
pub(super) use settings::read_numbers;
pub(super) use shops::ShopAct;

use platform::{
    views::Shell,
    web::{Fields, Routes},
};

use crate::{ledger::Account, selling::Selling};

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/operator", overview::show)
        .get("/operator/accounts", accounts::index)
        .get("/operator/accounts/{id}", accounts::show)
        .get("/operator/accounts/{id}/{act}", accounts::ask)
        .post("/operator/accounts/{id}/{act}", accounts::act)
        .get("/operator/shops", shops::index)
        .get("/operator/shops/{handle}", shops::show)
        .get("/operator/shops/{handle}/{act}", shops::ask)
        .post("/operator/shops/{handle}/{act}", shops::act)
        .get("/operator/orders", orders::index)
        .get("/operator/orders/{id}", orders::show)
        .get("/operator/orders/{id}/cancellation", orders::ask)
        .post("/operator/orders/{id}/cancellation", orders::cancel)
        .get("/operator/ledger", ledger::show)
        .get("/operator/ledger/{handle}", ledger::show_shop)
        .get("/operator/jobs", jobs::index)
        .post("/operator/jobs/{id}/attempt", jobs::run)
        .get("/operator/jobs/{id}/removal", jobs::ask)
        .post("/operator/jobs/{id}/removal", jobs::remove)
        .get("/operator/mail", mail::index)
        .get("/operator/mail/{kind}", mail::show)
        .get("/operator/mail/{kind}/page", mail::show_page)
        .get("/operator/audit", audit::index)
        .get("/operator/settings", settings::edit)
        .post("/operator/settings", settings::update)
}

/// Rows of a page.
pub(super) const PAGE: i64 = 25;

/// Keep a page of what was read with one more; the answer is the key after which the next page begins.
pub(super) fn cut<T, K>(rows: &mut Vec<T>, key: impl FnOnce(&T) -> K) -> Option<K> {
    let page = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > page;
    rows.truncate(page);
    rows.last().filter(|_| has_more).map(key)
}

/// The query of a list, and where it goes on.
fn seek(query: Option<&str>) -> (Fields, i64) {
    let mut query = Fields::from_query(query.unwrap_or_default());
    let before = query.maybe_whole("before", 1..=i64::MAX).unwrap_or(i64::MAX);
    (query, before)
}

/// Keep a page of what was read with one more; the answer is the address of the next page, with what was asked for.
fn older<T>(rows: &mut Vec<T>, path: &str, asked: &[(&str, &str)], key: impl FnOnce(&T) -> i64) -> String {
    let Some(before) = cut(rows, key) else { return String::new() };
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    query.append_pair("before", &before.to_string());
    format!("{path}?{}", query.finish())
}

/// The name of an account of the ledger, in words.
fn account_name(shell: &Shell, account: &str) -> String {
    match Account::parse(account) {
        Some(Account::Provider(provider)) => shell.say("operator-account-provider", &[("name", &provider)]),
        Some(
            known @ (Account::Escrow
            | Account::Shop
            | Account::Commission
            | Account::Coupons
            | Account::Payouts
            | Account::Bank),
        ) => shell.of("operator-account", &known.name()),
        None => account.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_and_its_next_one_keeps_the_question() {
        let mut rows: Vec<i64> = (0..=PAGE).rev().collect();
        assert_eq!(cut(&mut rows, |row| *row), Some(1));
        assert_eq!(rows.len(), 25);
        assert_eq!(cut(&mut rows, |row| *row), None);
        let mut rows: Vec<i64> = (0..=PAGE).rev().collect();
        assert_eq!(older(&mut rows, "/x", &[("q", "a&b"), ("state", "")], |row| *row), "/x?q=a%26b&before=1");
        assert_eq!(older(&mut rows, "/x", &[], |row| *row), "");
    }
}
