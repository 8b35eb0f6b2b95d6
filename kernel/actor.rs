//! Who is asking.

use crate::{AccountId, ShopId};
use serde::{Deserialize, Serialize};

/// The person, or the clock, in whose name an act is done.
///
/// Every act that needs a right takes an `&Actor` and asks it for what it needs; there is no other way to
/// learn whose shop it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Somebody who is not signed in.
    Guest,
    /// A signed-in person. Everybody with an account can buy.
    Buyer { account: AccountId },
    /// A signed-in person acting for a shop.
    Seller { account: AccountId, shop: ShopId, role: ShopRole },
    /// A signed-in person who settles disputes and looks after what is said and shown.
    Moderator { account: AccountId },
    /// A signed-in person who runs the market.
    Operator { account: AccountId },
    /// The market itself, when a deadline has passed.
    System,
}

crate::words! {
    /// What a person may do in a shop: the owner decides about money and people, staff about the goods.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    ShopRole { Owner = "owner", Staff = "staff" }
}

crate::words! {
    /// For whom somebody speaks where a buyer, a shop and the market meet: whose turn it is, or who has spoken.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    Side { Buyer = "buyer", Seller = "seller", Market = "market" }
}

/// The asker has no right to do this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not allowed")]
pub struct Forbidden;

impl Actor {
    /// The signed-in person; refused to guests and to the clock.
    pub fn account(&self) -> Result<AccountId, Forbidden> {
        match *self {
            Actor::Buyer { account }
            | Actor::Seller { account, .. }
            | Actor::Moderator { account }
            | Actor::Operator { account } => Ok(account),
            Actor::Guest | Actor::System => Err(Forbidden),
        }
    }

    /// The shop the asker acts for; refused to everybody else, operators included.
    pub fn shop(&self) -> Result<ShopId, Forbidden> {
        match *self {
            Actor::Seller { shop, .. } => Ok(shop),
            Actor::Guest
            | Actor::Buyer { .. }
            | Actor::Moderator { .. }
            | Actor::Operator { .. }
            | Actor::System => Err(Forbidden),
        }
    }

    /// Nothing, when the asker runs the market or is the market.
    pub fn operator(&self) -> Result<(), Forbidden> {
        match self {
            Actor::Operator { .. } | Actor::System => Ok(()),
            Actor::Guest | Actor::Buyer { .. } | Actor::Seller { .. } | Actor::Moderator { .. } => {
                Err(Forbidden)
            }
        }
    }

    /// For whom an actor speaks. The clock and guests speak for nobody.
    pub fn side(&self) -> Result<Side, Forbidden> {
        match self {
            Actor::Buyer { .. } => Ok(Side::Buyer),
            Actor::Seller { .. } => Ok(Side::Seller),
            Actor::Moderator { .. } => Ok(Side::Market),
            Actor::Guest | Actor::Operator { .. } | Actor::System => Err(Forbidden),
        }
    }

    /// The word that stands in history rows.
    pub const fn name(&self) -> &'static str {
        match self {
            Actor::Guest => "guest",
            Actor::Buyer { .. } => "buyer",
            Actor::Seller { .. } => "seller",
            Actor::Moderator { .. } => "moderator",
            Actor::Operator { .. } => "operator",
            Actor::System => "system",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_gets_what_the_table_says_and_no_more() {
        let (account, shop) = (AccountId::new(7), ShopId::new(3));
        let (yes, no) = (Ok(account), Err(Forbidden));
        let table = [
            (Actor::Guest, no, Err(Forbidden), Err(Forbidden), "guest"),
            (Actor::Buyer { account }, yes, Err(Forbidden), Err(Forbidden), "buyer"),
            (Actor::Seller { account, shop, role: ShopRole::Staff }, yes, Ok(shop), Err(Forbidden), "seller"),
            (Actor::Moderator { account }, yes, Err(Forbidden), Err(Forbidden), "moderator"),
            (Actor::Operator { account }, yes, Err(Forbidden), Ok(()), "operator"),
            (Actor::System, no, Err(Forbidden), Ok(()), "system"),
        ];
        for (actor, person, seller, operator, name) in table {
            assert_eq!(actor.account(), person, "{name}");
            assert_eq!(actor.shop(), seller, "{name}");
            assert_eq!(actor.operator(), operator, "{name}");
            assert_eq!(actor.name(), name);
        }
    }
}
