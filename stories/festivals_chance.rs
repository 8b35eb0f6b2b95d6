//! Whatever shops, organisers, buyers and the clock do with booths, no zone gives more than it has, and every fee has its booth
//! or goes back.

use gatherings::festivals::{
    self, FestivalAct, FestivalId, ZoneId, ZonePlan,
    booths::{self, ApplicationStage, Wants},
};
use kernel::{Actor, Chance, ShopId, ShopRole, days};
use people::shops;
use platform::db::Tx;

use crate::{
    aftersale::buy,
    festivals::{call, new},
    harness::{Market, Person, Place, START, Thing},
    on_both,
};

on_both!(whatever_happens_to_booths_every_fee_has_its_place, async |place| play(&place, 7).await);

const ACTS: usize = 60;

struct Shop {
    person: Person,
    id: ShopId,
    by: Actor,
}

struct Fair {
    market: Market,
    organiser: Actor,
    festival: FestivalId,
    /// The first has a fee, the second none.
    zones: [ZoneId; 2],
    fee: Thing,
    shops: Vec<Shop>,
}

async fn seller(market: &Market, shop: ShopId) -> Actor {
    let look = async move |tx: &mut Tx| shops::owned_by(tx, shop).await;
    let account = market.inner.db.read(look).await.unwrap().unwrap();
    Actor::Seller { account, shop, role: ShopRole::Owner }
}

async fn open(place: &Place, seed: u64) -> Fair {
    let market = Market::open_at(place, START, Chance::seeded(seed)).await;
    let (_, own) = market.maker("Ana").await;
    let fee = market.thing(own, "Booth fee", 5_000, 500).await;
    let organiser = seller(&market, own).await;
    let mut shops = Vec::new();
    for name in ["Bo", "Cai", "Dai", "Eve"] {
        let (person, id) = market.maker(name).await;
        let by = seller(&market, id).await;
        shops.push(Shop { person, id, by });
    }
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let made = new("maker-fair", now + days(60), 3);
        let id = festivals::make(tx, &organiser, now, made).await.unwrap().id;
        let zones = festivals::zones(tx, id).await.unwrap();
        let (first, second) = (&zones[0], &zones[1]);
        let paid = ZonePlan { booths: 1, fee: Some(fee.listing), ..first.said.clone() };
        festivals::edit_zone(tx, &organiser, now, first.id, paid).await.unwrap();
        let free = ZonePlan { booths: 1, ..second.said.clone() };
        festivals::edit_zone(tx, &organiser, now, second.id, free).await.unwrap();
        booths::set_call(
            tx,
            &organiser,
            now,
            id,
            booths::CallPlan { closes_at: now + days(59), ..call(now) },
        )
        .await
        .unwrap();
        festivals::step(tx, &organiser, now, id, FestivalAct::Announce).await.unwrap();
        Ok::<_, platform::db::DbError>((id, [first.id, second.id]))
    };
    let (festival, zones) = market.inner.db.write(act).await.unwrap();
    Fair { market, organiser, festival, zones, fee, shops }
}

impl Fair {
    async fn stage(&self, shop: ShopId) -> Option<ApplicationStage> {
        let festival = self.festival;
        let look = async move |tx: &mut Tx| booths::find_of_applicant(tx, festival, shop).await;
        self.market.inner.db.read(look).await.unwrap().map(|it| it.state.stage())
    }

    /// One act of a shop or of the organiser, which may well be refused.
    async fn act(&self, which: u64, at: usize, zone: usize) {
        let (now, festival, organiser) = (self.market.now(), self.festival, self.organiser);
        let (shop, zone, rules) = (&self.shops[at], self.zones[zone], self.market.inner.rules());
        let (by, id) = (shop.by, shop.id);
        let db = &self.market.inner.db;
        match which {
            0..=2 => {
                let act = async move |tx: &mut Tx| {
                    let wants =
                        Wants { zone, words: "Pots.".into(), listings: vec![], tables: 0, power_watts: 0 };
                    booths::apply(tx, &by, now, festival, wants).await
                };
                drop(db.write(act).await);
            }
            3 => drop(
                db.write(async move |tx: &mut Tx| booths::withdraw(tx, &by, now, &rules, festival).await)
                    .await,
            ),
            4..=8 => {
                let act = async move |tx: &mut Tx| {
                    let Some(it) = booths::find_of_applicant(tx, festival, id).await? else { return Ok(()) };
                    match which {
                        4 | 5 => drop(booths::accept(tx, &organiser, now, it.id).await?),
                        6 | 7 => drop(booths::put_on_list(tx, &organiser, now, it.id).await?),
                        _ => drop(booths::decline(tx, &organiser, now, it.id, "No".into()).await?),
                    }
                    Ok::<_, booths::SelectError>(())
                };
                drop(db.write(act).await);
            }
            9..=11 => drop(buy(&self.market, &shop.person, self.fee, 1).await),
            12 => self.market.pass(days(2)).await,
            _ => {
                let act = async move |tx: &mut Tx| {
                    let found = festivals::find_zone(tx, zone).await?.unwrap();
                    let more = if found.said.booths > 2 { 1 } else { found.said.booths + 1 };
                    let said = ZonePlan { booths: more, ..found.said };
                    festivals::edit_zone(tx, &organiser, now, zone, said).await
                };
                drop(db.write(act).await);
            }
        }
        self.market.work().await;
    }

    /// Every fee that was paid is accounted for, and none waits for the organiser.
    async fn holds(&self, told: &str) {
        self.market.check().await;
        let loose = "SELECT COUNT(*) FROM orders o JOIN order_line l ON l.shop_id = o.shop_id AND l.order_id = o.id \
            JOIN festival_zone z ON z.shop_id = l.shop_id AND z.fee_listing_id = l.listing_id \
            LEFT JOIN festival_fee e ON e.shop_id = o.shop_id AND e.order_id = o.id \
            WHERE o.state IN ('paid', 'shipped', 'completed') AND e.state IS NULL";
        assert_eq!(self.market.number(loose).await, 0, "{told}");
        let owed = "SELECT COUNT(*) FROM festival_fee WHERE state = 'owed'";
        assert_eq!(self.market.number(owed).await, 0, "{told}");
    }
}

async fn play(place: &Place, seed: u64) {
    let fair = open(place, seed).await;
    let dice = Chance::seeded(seed);
    let mut seen = Vec::new();
    for number in 0..ACTS {
        let (which, at, zone) = (dice.below(14), dice.below(4) as usize, dice.below(2) as usize);
        fair.act(which, at, zone).await;
        fair.holds(&format!("act {number}: {which} by {at} in {zone}")).await;
        seen.extend(fair.stage(fair.shops[at].id).await);
    }
    for stage in [
        ApplicationStage::Applied,
        ApplicationStage::Waiting,
        ApplicationStage::Accepted,
        ApplicationStage::Confirmed,
        ApplicationStage::Withdrawn,
    ] {
        assert!(seen.contains(&stage), "{stage:?} was never seen: {seen:?}");
    }
    let (organiser, festival, now) = (fair.organiser, fair.festival, fair.market.now());
    let off =
        async move |tx: &mut Tx| festivals::step(tx, &organiser, now, festival, FestivalAct::CallOff).await;
    fair.market.inner.db.write(off).await.unwrap();
    fair.market.work().await;
    fair.holds("called off").await;
    assert_eq!(
        fair.market.number("SELECT COUNT(*) FROM festival_booth WHERE application_id IS NOT NULL").await,
        0
    );
    fair.market.end().await;
}
