use kernel::Timestamp;
use platform::{audit, db::Tx};

use super::{Account, NewAccount, RegisterError, register, store};

/// How somebody became an operator.
#[derive(Clone, Debug)]
pub enum Made {
    /// The account was there; its password stays.
    Promoted(Account),
    /// The account is new and has the password that was given.
    New(Account),
}

/// Make an operator of the market: promote the account of a login, or make one.
///
/// Only the command line calls this: whoever can type there owns the data anyway.
pub async fn make_operator(tx: &mut Tx, now: Timestamp, new: NewAccount) -> Result<Made, RegisterError> {
    let made = match store::find_by_login(tx, &new.login).await? {
        Some(account) => Made::Promoted(account),
        None => Made::New(register(tx, now, new).await?),
    };
    let (Made::Promoted(account) | Made::New(account)) = &made;
    store::promote(tx, account.id).await?;
    let detail = serde_json::json!({ "name": account.name });
    audit::record(tx, now, None, "account.operator", &account.id.to_string(), &detail).await?;
    Ok(made)
}
