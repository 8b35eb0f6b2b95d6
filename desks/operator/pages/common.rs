use platform::views::Shell;
use selling::ledger::Account;

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
            | Account::Bank
            | Account::Hosts),
        ) => shell.of("operator-account", &known.name()),
        None => account.to_owned(),
    }
}
