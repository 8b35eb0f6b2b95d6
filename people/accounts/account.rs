use kernel::{AccountId, Currency, Timestamp, words};
use platform::i18n::Lang;

/// A person, as the market knows them.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Argon2id in PHC format; none for an account made on the way through a checkout.
    pub password_hash: Option<String>,
    pub language: Lang,
    pub zone: String,
    /// What prices are shown in beside the shop's own currency; none for the market's.
    pub currency: Option<Currency>,
    pub birth_year: Option<i64>,
    pub is_operator: bool,
    pub is_moderator: bool,
    pub closed_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

words! {
    /// What a person may do beyond buying and selling.
    Role {
        /// Runs the market.
        Operator = "operator",
        /// Looks after what is said and shown in it.
        Moderator = "moderator",
    }
}

impl Account {
    pub fn has(&self, role: Role) -> bool {
        match role {
            Role::Operator => self.is_operator,
            Role::Moderator => self.is_moderator,
        }
    }
}
