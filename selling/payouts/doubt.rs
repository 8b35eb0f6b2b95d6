use serde::{Deserialize, Serialize};

/// Why a payout waits for the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// More than is paid without a look.
    Large,
    NewShop,
    /// The account was changed lately.
    NewAccount,
    /// Buyers ask back more of completed orders than stays in the balance.
    AskedBack,
    /// Buyers have got back more of completed orders than stays in the balance.
    Owes,
}

impl Doubt {
    pub fn name(self) -> &'static str {
        match self {
            Self::Large => "large",
            Self::NewShop => "new-shop",
            Self::NewAccount => "new-account",
            Self::AskedBack => "asked-back",
            Self::Owes => "owes",
        }
    }
}
