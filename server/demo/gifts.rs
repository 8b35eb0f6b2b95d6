//! Gifts of the demo: one waits for its address, one has it, for one the receiver has said thank you.

use kernel::{AccountId, Actor, Timestamp};
use people::accounts::Address;
use platform::db::{DbError, Tx};
use selling::{
    Selling,
    orders::{
        self, OrderId,
        gifts::{self, Wrapping},
    },
};

use super::stalls::Buyer;
use crate::error::CommandError;

/// How far a gift has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Waiting,
    Addressed,
    Thanked,
}

/// The shop of each gift, and how far it comes on the last day.
pub const GIFTS: [(&str, Reached); 3] = [
    ("helan-leather", Reached::Waiting),
    ("zhongning-goji", Reached::Addressed),
    ("helan-leather", Reached::Thanked),
];

/// Somebody who buys a gift for their grandmother, in their own region.
pub fn giver(buyer: &Buyer) -> Buyer {
    let wrapping = Wrapping {
        receiver: "外婆".into(), words: "天冷了，给您挑了一样东西，慢慢用。".into()
    };
    let none = String::new;
    let Address { country, region, .. } = buyer.address.clone();
    let address = Address {
        name: wrapping.receiver.clone(),
        phone: none(),
        country,
        region,
        city: none(),
        line1: none(),
        line2: none(),
        postal_code: none(),
    };
    Buyer { address, gift: Some(wrapping), ..buyer.clone() }
}

/// Let the receiver do what they do.
pub async fn receive(
    market: &Selling,
    giver: AccountId,
    order: OrderId,
    reached: Reached,
    now: Timestamp,
) -> Result<(), CommandError> {
    if reached == Reached::Waiting {
        return Ok(());
    }
    let (by, rules) = (Actor::Buyer { account: giver }, market.rules());
    let act = async move |tx: &mut Tx| {
        let Some(order) = orders::find(tx, order).await? else { return Ok(()) };
        let token = gifts::make_link(tx, &by, now, order.purchase).await.map_err(|_| DbError::Raced)?;
        let to = Address {
            name: "周桂芳".into(),
            phone: "+86 100 0000 3051".into(),
            city: "北京市".into(),
            line1: "海淀区演示路 7 号".into(),
            postal_code: "100080".into(),
            ..order.ship_to.clone()
        };
        gifts::address(tx, now, &rules, &token, &to).await.map_err(|_| DbError::Raced)?;
        if reached == Reached::Thanked {
            let words = "收到消息就高兴，等着拆。";
            gifts::thank(tx, now, &token, words).await.map_err(|_| DbError::Raced)?;
        }
        Ok::<_, DbError>(())
    };
    market.db.write(act).await.map_err(|error| CommandError::Refused(error.to_string()))
}
