use kernel::words;
use serde::{Deserialize, Serialize};

words! {
    /// Why a payout waits for the operator.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Doubt {
        /// More than is paid without a look.
        Large = "large",
        NewShop = "new-shop",
        /// The account was changed lately.
        NewAccount = "new-account",
        /// Buyers ask back more of completed orders than stays in the balance.
        AskedBack = "asked-back",
        /// Buyers have got back more of completed orders than stays in the balance.
        Owes = "owes",
    }
}
