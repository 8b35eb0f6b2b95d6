use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
};

use super::{Account, Login, store};

/// Who somebody says they are. The password is hashed before, apart from the transaction.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub login: Login,
    pub name: String,
    pub password_hash: Option<String>,
    pub language: Lang,
    pub zone: String,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum RegisterError {
    #[error("the login belongs to somebody already")]
    Taken,
    #[error("the account could not be kept")]
    Store(#[from] DbError),
}

/// Make an account.
pub async fn register(tx: &mut Tx, now: Timestamp, new: NewAccount) -> Result<Account, RegisterError> {
    let (email, phone) = match new.login {
        Login::Email(email) => (Some(email), None),
        Login::Phone(phone) => (None, Some(phone)),
    };
    let account = Account {
        id: kernel::AccountId::new(tx.next_id(now)),
        name: new.name,
        email,
        phone,
        password_hash: new.password_hash,
        language: new.language,
        zone: new.zone,
        currency: None,
        birth_year: None,
        is_operator: false,
        is_moderator: false,
        closed_at: None,
        created_at: now,
    };
    if store::insert(tx, &account).await? { Ok(account) } else { Err(RegisterError::Taken) }
}
