use kernel::{AccountId, Timestamp};
use people::accounts::Account;
use platform::i18n::Lang;

/// An account of the demo. Nobody can sign in to it by password.
pub fn account(id: AccountId, name: &str, email: &str, language: Lang, now: Timestamp) -> Account {
    Account {
        id,
        name: name.to_owned(),
        email: Some(email.to_owned()),
        phone: None,
        password_hash: None,
        language,
        zone: "Asia/Shanghai".into(),
        birth_year: None,
        is_operator: false,
        is_moderator: false,
        closed_at: None,
        created_at: now,
    }
}
