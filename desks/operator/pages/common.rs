use platform::views::Shell;
use selling::ledger::Account;

/// Rows of a page of the API.
pub const PAGE: i64 = 25;

/// Keep a page of what was read with one more; the answer is the key after which the next page begins.
pub fn cut<T, K>(rows: &mut Vec<T>, key: impl FnOnce(&T) -> K) -> Option<K> {
    let page = usize::try_from(PAGE).unwrap_or_default();
    let has_more = rows.len() > page;
    rows.truncate(page);
    rows.last().filter(|_| has_more).map(key)
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
    fn a_page_is_cut_and_says_where_the_next_one_begins() {
        let mut rows: Vec<i64> = (0..=PAGE).rev().collect();
        assert_eq!(cut(&mut rows, |row| *row), Some(1));
        assert_eq!(rows.len(), 25);
        assert_eq!(cut(&mut rows, |row| *row), None);
    }
}
