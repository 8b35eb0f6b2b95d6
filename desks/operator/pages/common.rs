use platform::{views::Shell, web::Fields};
use selling::ledger::Account;

/// Rows of a page.
pub const PAGE: i64 = 25;

/// Keep a page of what was read with one more; the answer is the key after which the next page begins.
pub fn cut<T, K>(rows: &mut Vec<T>, key: impl FnOnce(&T) -> K) -> Option<K> {
    let page = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > page;
    rows.truncate(page);
    rows.last().filter(|_| has_more).map(key)
}

/// The query of a list, and where it goes on.
pub fn seek(query: Option<&str>) -> (Fields, i64) {
    let mut query = Fields::from_query(query.unwrap_or_default());
    let before = query.maybe_whole("before", 1..=i64::MAX).unwrap_or(i64::MAX);
    (query, before)
}

/// Keep a page of what was read with one more; the answer is the address of the next page, with what was asked for.
pub fn older<T>(
    rows: &mut Vec<T>,
    path: &str,
    asked: &[(&str, &str)],
    key: impl FnOnce(&T) -> i64,
) -> String {
    let Some(before) = cut(rows, key) else { return String::new() };
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    query.append_pair("before", &before.to_string());
    format!("{path}?{}", query.finish())
}

/// The name of an account of the ledger, in words.
pub fn account_name(shell: &Shell, account: &str) -> String {
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
