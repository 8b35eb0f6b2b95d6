//! Gifts of the demo: one waits for its address, one has it, for one the receiver has said thank you.

use kernel::{AccountId, Actor};
use people::{
    accounts::Address,
    fair::{Broken, Done, FARMER, MAKER},
};
use platform::db::Tx;

use super::super::{
    OrderId, find,
    gifts::{Wrapping, address, make_link, thank},
};
use crate::Selling;

/// How far a gift has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    Waiting,
    Addressed,
    Thanked,
}

/// The shop of each gift, and how far it comes on the last day.
pub const GIFTS: [(&str, Reached); 3] =
    [(MAKER, Reached::Waiting), (FARMER, Reached::Addressed), (MAKER, Reached::Thanked)];

/// Something for somebody's grandmother.
pub fn wrapping() -> Wrapping {
    Wrapping {
        receiver: "外婆".into(), words: "天冷了，给您挑了一样东西，慢慢用。".into()
    }
}

/// Where a gift goes, as far as its giver knows: into their own region.
pub fn destination(own: &Address, gift: &Wrapping) -> Address {
    let none = String::new;
    Address {
        name: gift.receiver.clone(),
        phone: none(),
        country: own.country,
        region: own.region.clone(),
        city: none(),
        line1: none(),
        line2: none(),
        postal_code: none(),
    }
}

/// Let the receiver do what they do.
pub async fn receive(market: &Selling, giver: AccountId, order: OrderId, reached: Reached) -> Done {
    if reached == Reached::Waiting {
        return Ok(());
    }
    let (now, by, rules) = (market.now(), Actor::Buyer { account: giver }, market.rules());
    let act = async move |tx: &mut Tx| {
        let order = find(tx, order).await?.ok_or("a gift of no order")?;
        let token = make_link(tx, &by, now, order.purchase).await?;
        let to = Address {
            name: "周桂芳".into(),
            phone: "+86 100 0000 3051".into(),
            city: "北京市".into(),
            line1: "海淀区演示路 7 号".into(),
            postal_code: "100080".into(),
            ..order.ship_to
        };
        address(tx, now, &rules, &token, &to).await?;
        if reached == Reached::Thanked {
            thank(tx, now, &token, "收到消息就高兴，等着拆。").await?;
        }
        Ok::<_, Broken>(())
    };
    market.db.write(act).await
}
