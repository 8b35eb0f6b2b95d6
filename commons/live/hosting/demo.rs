//! What is sold in the show of a demo market that can be seen again: a room price with its claims, offers that are answered
//! together, a giveaway that is drawn, a coupon that is taken, and things of farms for whom its host sells.

use std::time::Duration;

use goods::catalog::{self, Card, Pricing, VariantId};
use kernel::{AccountId, Actor, BasisPoints, Rounding, ShopId, ShopRole, Timestamp};
use people::fair::{Broken, Done, Fair};
use platform::db::{DbError, Tx};
use selling::{
    orders::{
        self, Destination, Parcel, Placed,
        demo::common::{home, pay_at_once},
    },
    prices::Asking,
};

use super::{NewAgreement, Yes, agree, ask};
use crate::{
    Commons,
    live::{
        RoomId,
        coupons::{self, NewRoomCoupon},
        giveaways,
        giveaways::{Age, NewGiveaway},
        offers::{self, Answer, Bid, GroupKey},
        pin,
        prices::{self, ClaimError, NewPrice, PriceId, Wanted},
    },
};

/// Things among which one is looked for.
const THINGS: i64 = 12;

/// A show while something is sold in it.
pub struct Show<'a> {
    pub market: &'a Commons,
    pub fair: &'a Fair,
    pub host: Actor,
    pub room: RoomId,
    pub began: Timestamp,
}

impl Show<'_> {
    fn after(&self, seconds: u64) -> Timestamp {
        self.began + Duration::from_secs(seconds)
    }

    /// All of it, in the minute that the show has.
    pub async fn sell(&self, farms: &[(String, i64)]) -> Done {
        let things = self.things(self.room.shop()).await?;
        let drawn = self.give_away(&things).await?;
        self.sell_for_less(&things).await?;
        self.give_coupon(&things).await?;
        self.bargain(&things).await?;
        for (n, (handle, basis_points)) in farms.iter().enumerate() {
            self.sell_for(handle, *basis_points, n).await?;
        }
        if let Some(id) = drawn {
            let at = self.after(36);
            self.market.db.write(async move |tx: &mut Tx| giveaways::draw(tx, at, id).await).await?;
        }
        Ok(())
    }

    async fn things(&self, shop: ShopId) -> Result<Vec<(Card, VariantId)>, Broken> {
        let look = async move |tx: &mut Tx| {
            let mut things = Vec::new();
            for card in catalog::list_of_shop(tx, shop, i64::MAX, THINGS).await? {
                let variants = catalog::variants(tx, card.id).await?;
                let plenty = variants.into_iter().find(|variant| variant.left.is_none_or(|left| left > 8));
                things.extend(plenty.map(|variant| (card, variant.id)));
            }
            Ok::<_, DbError>(things)
        };
        Ok(self.market.db.read(look).await?)
    }

    /// One piece of the first thing that is not too dear.
    async fn give_away(&self, things: &[(Card, VariantId)]) -> Result<Option<giveaways::GiveawayId>, Broken> {
        let (host, room, at, rules) = (self.host, self.room, self.after(4), self.market.rules());
        for (_, variant) in things {
            let new = NewGiveaway { variant: *variant, winners: 1, seconds: 30 };
            let rules = rules.clone();
            let act =
                async move |tx: &mut Tx| giveaways::open(tx, &host, at, &rules, room, new.clone()).await;
            let Ok(giveaway) = self.market.db.write(act).await else { continue };
            for n in 1..8 {
                let (by, at) = (Actor::Buyer { account: self.fair.buyer(n)? }, self.after(4 + n as u64));
                let act =
                    async move |tx: &mut Tx| giveaways::enter(tx, &by, at, giveaway.id, Age::Adult).await;
                self.market.db.write(act).await?;
            }
            return Ok(Some(giveaway.id));
        }
        Ok(None)
    }

    /// Three pieces at three quarters of their price, each for another.
    async fn sell_for_less(&self, things: &[(Card, VariantId)]) -> Done {
        let (host, room, at) = (self.host, self.room, self.after(9));
        for (card, variant) in things {
            let amount = card.low.rate(BasisPoints::new(7_500), Rounding::Down)?;
            let new = NewPrice { listing: card.id, amount, pieces: 3, per_buyer: 1, seconds: 20 };
            let pricing = Pricing::of(self.market, at);
            let act =
                async move |tx: &mut Tx| prices::offer(tx, &host, at, &pricing, room, new.clone()).await;
            let Ok(price) = self.market.db.write(act).await else { continue };
            for n in 2..5 {
                let buyer = self.fair.buyer(n)?;
                self.claim(buyer, price.id, *variant, self.after(9 + n as u64)).await?;
            }
            return Ok(());
        }
        Ok(())
    }

    /// A coupon that some take.
    async fn give_coupon(&self, things: &[(Card, VariantId)]) -> Done {
        let Some((card, _)) = things.first() else { return Ok(()) };
        let off = card.low.rate(BasisPoints::new(1_000), Rounding::Down)?;
        let (host, room, at) = (self.host, self.room, self.after(16));
        let new = NewRoomCoupon { off, least: card.low, pieces: 20, seconds: 30, days: 7 };
        let act = async move |tx: &mut Tx| coupons::give(tx, &host, at, room, new.clone()).await;
        let given = self.market.db.write(act).await?.id;
        for n in 2..7 {
            let (by, at) = (Actor::Buyer { account: self.fair.buyer(n)? }, self.after(16 + n as u64));
            self.market.db.write(async move |tx: &mut Tx| coupons::take(tx, &by, at, given).await).await?;
        }
        Ok(())
    }

    async fn claim(&self, buyer: AccountId, id: PriceId, variant: VariantId, at: Timestamp) -> Done {
        let (by, wanted) = (Actor::Buyer { account: buyer }, self.wanted(buyer, variant, "claim").await?);
        let (asking, takes) = (Asking::new(self.market, at, Some(buyer)), self.market.takes());
        let act = async move |tx: &mut Tx| prices::claim(tx, &by, &asking, takes, id, wanted.clone()).await;
        match self.market.db.write(act).await {
            Ok(claimed) => self.pay(buyer, claimed.placed, at).await,
            Err(ClaimError::NoZone) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn wanted(&self, buyer: AccountId, variant: VariantId, key: &str) -> Result<Wanted, Broken> {
        let address = self.market.db.read(async move |tx: &mut Tx| home(tx, buyer).await).await?;
        let (to, key) = (Destination::known(address), format!("demo-{key}"));
        let shows_name = false;
        Ok(Wanted { variant, quantity: 1, to, key, seen_total: None, reader: None, shows_name })
    }

    async fn pay(&self, buyer: AccountId, placed: Placed, at: Timestamp) -> Done {
        let rules = self.market.rules();
        let act = async move |tx: &mut Tx| {
            pay_at_once(tx, at + Duration::from_secs(20), &rules, buyer, placed.purchase, placed.total).await
        };
        Ok(self.market.db.write(act).await?)
    }

    /// Equal offers for a thing on show, and the host's one answer.
    async fn bargain(&self, things: &[(Card, VariantId)]) -> Done {
        let (host, room) = (self.host, self.room);
        for (card, variant) in things {
            let listing = card.id;
            let look = async move |tx: &mut Tx| catalog::bargain(tx, listing).await;
            let terms = self.market.db.read::<_, DbError, _>(look).await?;
            if terms.is_none_or(|terms| !terms.is_negotiable) {
                continue;
            }
            let at = self.after(22);
            self.market.db.write(async move |tx: &mut Tx| pin(tx, &host, at, room, listing).await).await?;
            let amount = card.low.rate(BasisPoints::new(9_000), Rounding::Down)?;
            for n in 5..9 {
                let (by, at) = (Actor::Buyer { account: self.fair.buyer(n)? }, self.after(18 + n as u64));
                let (bid, rules) = (Bid { variant: *variant, quantity: 1, amount }, self.market.rules());
                let act =
                    async move |tx: &mut Tx| offers::bargain(tx, &by, at, &rules, room, bid.clone()).await;
                // One of them may be bargaining with this shop already.
                let _ = self.market.db.write(act).await;
            }
            let (key, rules) = (GroupKey { variant: *variant, pieces: 1, amount }, self.market.rules());
            let (at, said) = (self.after(28), (key, Answer::Accept));
            let act = async move |tx: &mut Tx| offers::answer(tx, &host, at, &rules, room, said).await;
            self.market.db.write(act).await?;
            return Ok(());
        }
        Ok(())
    }

    /// A farm says yes; what it grows is shown, sold, sent and received.
    async fn sell_for(&self, handle: &str, basis_points: i64, n: usize) -> Done {
        let stall = self.fair.stall(handle)?;
        let farmer = Actor::Seller { account: stall.owner, shop: stall.shop, role: ShopRole::Owner };
        let (host, room, began) = (self.host, self.room, self.began);
        let words = "想在直播间帮您卖这一季的收成。".to_owned();
        let new = NewAgreement { handle: handle.to_owned(), basis_points, words };
        let act = async move |tx: &mut Tx| {
            let asked = ask(tx, &host, began, new.clone()).await?;
            agree(tx, &farmer, began, asked.id, Yes { listings: Vec::new(), lowest: 8_000 }).await
        };
        self.market.db.write(act).await?;
        let Some((card, variant)) = self.things(stall.shop).await?.into_iter().next() else { return Ok(()) };
        let (at, buyer, listing) = (self.after(32 + 10 * n as u64), self.fair.buyer(n + 1)?, card.id);
        self.market.db.write(async move |tx: &mut Tx| pin(tx, &host, at, room, listing).await).await?;
        let wanted = self.wanted(buyer, variant, handle).await?;
        let (asking, takes) = (Asking::new(self.market, at, Some(buyer)), self.market.takes());
        let by = Actor::Buyer { account: buyer };
        let act = async move |tx: &mut Tx| {
            prices::buy(tx, &by, &asking, takes, (room, listing), wanted.clone()).await
        };
        let placed = match self.market.db.write(act).await {
            Ok(claimed) => claimed.placed,
            Err(ClaimError::NoZone) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let order = placed.orders.first().copied();
        self.pay(buyer, placed, at).await?;
        let (Some(order), rules) = (order, self.market.rules()) else { return Ok(()) };
        let parcel = Parcel { carrier: "sf".into(), tracking: format!("SF60{n}1204") };
        let day = Duration::from_secs(86_400);
        let act = async move |tx: &mut Tx| {
            orders::ship(tx, &farmer, at + day, &rules, order, parcel.clone()).await?;
            orders::receive(tx, &by, at + 3 * day, order).await?;
            Ok::<_, Broken>(())
        };
        self.market.db.write(act).await
    }
}
