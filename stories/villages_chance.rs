//! Whatever is sold, given back, joined, left and merged in whatever order, what villages sold is what the ledger says; and a
//! process that is killed in the middle of a sum leaves none of it out and counts none of it twice.

use std::time::Duration;

use commons::{
    insights::{market as figures, places},
    villages::{
        self, Answer, DivisionCode, JoinError, Told,
        divisions::{ChangeKind, Unlisted, change},
        publication::{self, Described, PublishError},
        recognition, sales,
    },
};
use kernel::{AccountId, Actor, Chance, Currency, Day, days, hours};
use platform::db::{DbError, Tx};
use selling::orders::{self, OrderId, refunds};

use crate::{
    harness::{Crowd, Market, Place, Process, START, Thing},
    on_both,
    villages::{DIVISIONS, code, join, owner_of, paid_in, take},
};

on_both!(any_order_of_sales_and_stays_agrees_with_the_ledger, async |place| play(&place, 0).await);
on_both!(another_order_of_sales_and_stays_agrees_with_the_ledger, async |place| play(&place, 1).await);
on_both!(a_kill_in_the_middle_of_a_sum_counts_every_sale_once, many_lives);

const VILLAGES: [&str; 3] = ["371721110200", "371721110201", "371721110202"];
const NAMES: [&str; 9] = ["Ana", "Bo", "Cai", "Dai", "Eva", "Fu", "Gao", "Han", "Ida"];
const ACTS: usize = 60;

async fn divisions_of(market: &Market) {
    let table = format!("{DIVISIONS}371721110202,371721110,李庄村民委员会,village,\n");
    take(market, &table, "2026-06-30", Unlisted::Stay).await;
}

async fn play(place: &Place, seed: u64) {
    let dice = Chance::seeded(seed);
    let pick = |many: usize| dice.below(many as u64) as usize;
    let mut market = Market::open_at(place, START, Chance::seeded(seed)).await;
    divisions_of(&market).await;
    let (_, buyer) = market.person("Lin").await;
    let mut things: Vec<Thing> = Vec::new();
    for name in NAMES {
        let (_, shop) = market.maker(name).await;
        things.push(market.thing(shop, "Bowl", 5_000, 10_000).await);
        join(&market, shop, &code(VILLAGES[0]), name).await;
    }
    let mut sold: Vec<OrderId> = Vec::new();
    for act in 0..ACTS {
        let thing = things[pick(NAMES.len())];
        let shop = thing.listing.shop();
        match dice.below(16) {
            0..=4 => sold.push(paid_in(&market, buyer, thing, 1_000 + act as i64, Currency::CNY).await),
            5 | 6 if !sold.is_empty() => give_back(&market, sold[pick(sold.len())], &dice).await,
            7 | 8 => {
                let told = Told::new(["", "Wang", "Li"][pick(3)], false);
                ask(&market, thing, &code(VILLAGES[pick(3)]), told).await;
            }
            9 => {
                let (now, by) = (market.now(), owner_of(shop));
                let left =
                    market.inner.db.write(async move |tx: &mut Tx| villages::leave(tx, &by, now).await);
                assert!(matches!(left.await, Ok(_) | Err(JoinError::Nowhere)));
            }
            10 => merge(&market, VILLAGES[pick(3)], VILLAGES[pick(3)]).await,
            11 => market.pass(hours(1 + dice.below(40))).await,
            12 => market.pass(days(1 + dice.below(12))).await,
            13 | 14 => publish(&market, act).await,
            // The process ends while it counts, and another takes over.
            _ => {
                paid_in(&market, buyer, thing, 2_000 + act as i64, Currency::CNY).await;
                let work = market.runner.run_due();
                let _ = tokio::time::timeout(Duration::from_micros(dice.below(2_000)), work).await;
                let now = market.now();
                market.stop();
                market = Market::open_at(place, now, Chance::seeded(seed * 1_000 + act as u64)).await;
                market.work().await;
            }
        }
        market.check().await;
    }
    // Long enough for the leases of those who ended in the middle of their work.
    market.pass(days(2)).await;
    // Counted anew from the ledger it comes to the same, and so do the months of places.
    let before = market.number(NET).await;
    sales::recount(&market.inner.db).await.unwrap();
    assert_eq!(market.number(NET).await, before);
    assert!(before > 0 || market.number("SELECT COUNT(*) FROM village_day").await == 0);
    places_agree(&market).await;
    market.check().await;
    market.end().await;
}

const REVEALED: &str = "SELECT COUNT(*) FROM village_sum a JOIN village_sum b ON b.period = a.period AND b.version = a.version + 1 \
    AND b.division = a.division AND b.craft = a.craft WHERE a.revenue_minor IS NULL AND b.revenue_minor IS NOT NULL";
const WHOLE: &str = "SELECT COALESCE(MAX(revenue_minor), -1) FROM village_sum WHERE division = '' AND craft = '' \
    AND version = (SELECT MAX(version) FROM village_sum)";
const OF_FEW: &str = "SELECT COUNT(*) FROM village_sum WHERE shops > 0 AND shops < 5";

/// The period as it stands, final or corrected, and a version of what is told of it.
async fn publish(market: &Market, act: usize) {
    let period = recognition::Period::of(Day::of(market.now()));
    let (now, by) = (market.now(), Actor::Operator { account: AccountId::new(1) });
    let judge = async move |tx: &mut Tx| {
        if recognition::store::is_final(tx, period).await? {
            recognition::correct(tx, now, period).await.map(drop)
        } else {
            recognition::finish(tx, now, period).await.map(drop)
        }
    };
    market.inner.db.write(judge).await.unwrap();
    let described = Described { market: "Fair".into(), origin: "https://fair.example".into() };
    let why = format!("As it stood after act {act}");
    let tell = async move |tx: &mut Tx| publication::publish(tx, &by, now, period, &described, &why).await;
    match market.inner.db.write(tell).await {
        Ok(_) => {
            // What all sold is told exactly or not at all.
            let told = market.number(WHOLE).await;
            assert!(told == -1 || told == market.number(NET).await, "{told}");
        }
        Err(PublishError::NothingNew | PublishError::Exposed(_)) => {}
        Err(error) => panic!("{error}"),
    }
    assert_eq!((market.number(REVEALED).await, market.number(OF_FEW).await), (0, 0));
}

const NET: &str = "SELECT CAST(COALESCE(SUM(revenue_minor - refunded_minor), 0) AS BIGINT) FROM village_day";

/// All of an order, or a part of it.
async fn give_back(market: &Market, order: OrderId, dice: &Chance) {
    let (now, rules) = (market.now(), market.inner.rules());
    let by = owner_of(order.shop());
    if dice.below(2) == 0 {
        // It may be too late for that.
        let act = async move |tx: &mut Tx| orders::cancel(tx, &by, now, &rules, order).await;
        drop(market.inner.db.write(act).await);
    } else {
        let amount = kernel::Money::new(1 + i64::try_from(dice.below(400)).unwrap(), Currency::CNY);
        let key = dice.token();
        let act =
            async move |tx: &mut Tx| refunds::give(tx, &by, now, &key, order, amount, "Sorry.".into()).await;
        drop(market.inner.db.write(act).await);
    }
    market.work().await;
}

async fn ask(market: &Market, thing: Thing, village: &DivisionCode, told: Told) {
    let (now, by, village) = (market.now(), owner_of(thing.listing.shop()), village.clone());
    let act = async move |tx: &mut Tx| {
        let asked = villages::ask(tx, &by, now, &village, told.clone()).await?;
        villages::answer(tx, &Actor::System, now, asked.id, Answer::Admit).await
    };
    let asked = market.inner.db.write(act).await;
    assert!(matches!(asked, Ok(_) | Err(JoinError::Elsewhere | JoinError::NotAVillage)), "{asked:?}");
}

async fn merge(market: &Market, old: &'static str, new: &'static str) {
    let (now, by) = (market.now(), Actor::Operator { account: AccountId::new(1) });
    let day = Day::of(now);
    let act =
        async move |tx: &mut Tx| change(tx, &by, now, code(old), code(new), ChangeKind::Merged, day).await;
    market.inner.db.write(act).await.unwrap();
    // A village that is no more keeps its shops, and nobody comes in.
    let (now, period) = (market.now(), recognition::Period::of(day));
    let act = async move |tx: &mut Tx| recognition::recognise(tx, now, period, day).await;
    market.inner.db.write(act).await.unwrap();
}

/// What stands of places in all months is what their villages sold, and so are its parts.
async fn places_agree(market: &Market) {
    let today = Day::of(market.now());
    let month = |day: &str| {
        let part = |at: usize| day.split('-').nth(at).unwrap().parse::<i64>().unwrap();
        12 * part(0) + part(1) - 1
    };
    let (first, this) = (month(&Day::of(START).to_string()), month(&today.to_string()));
    for of in first..=this {
        places::gather(&market.inner.db, of, today).await.unwrap();
    }
    places::sum_up(&market.inner.db, today).await.unwrap();
    for sql in [
        "SELECT CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM insight_month WHERE place = 'CN' AND measure = 'sales'",
        "SELECT CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM insight_month WHERE place = 'CN' AND measure = 'by-channel'",
        "SELECT CAST(COALESCE(SUM(value), 0) AS BIGINT) FROM insight_month WHERE place = 'CN-371721110' AND measure = 'by-craft'",
    ] {
        assert_eq!(market.number(sql).await, market.number(NET).await, "{sql}");
    }
    // What is known of one village is what is known of it among all.
    let (rule, since) = (&recognition::BASE, Day::of(START));
    let both = async move |tx: &mut Tx| {
        let all = recognition::store::gather(tx, rule, since, today).await?;
        for (village, inputs) in &all {
            let of_one =
                recognition::gather_one(tx, rule, since, today, &DivisionCode::parse(village).unwrap())
                    .await?;
            assert_eq!(&of_one, inputs, "{village}");
        }
        Ok::<_, DbError>(all.len())
    };
    let villages = market.inner.db.read(both).await.unwrap();
    let sold = "SELECT COUNT(DISTINCT village) FROM village_day";
    assert!(i64::try_from(villages).unwrap() >= market.number(sold).await);
    let read = async move |tx: &mut Tx| figures::cells(tx, "CN", this, this + 1).await;
    let cells = market.inner.db.read(read).await.unwrap();
    let joined = "SELECT COUNT(*) FROM village_membership WHERE state = 'joined'";
    let shops = cells.iter().find(|it| it.measure == figures::Measure::Shops).map_or(0, |it| it.value);
    assert_eq!(shops, market.number(joined).await);
}

async fn many_lives(place: Place) {
    let market = Market::open_at(&place, START, Chance::seeded(1)).await;
    divisions_of(&market).await;
    let crowd = Crowd::gather(&market, 400).await;
    join(&market, crowd.things[0].listing.shop(), &code(VILLAGES[0]), "Wang").await;
    market.stop();
    let (dice, mut now) = (Chance::seeded(5), START);
    for life in 0..4 {
        let process = Process::start(&place, now).await;
        let playing = crowd.play(process.address, life);
        playing.have(15 + dice.below(25)).await;
        process.kill();
        playing.end().await;
        // What nobody was told of yet is no fault, and is counted once it is told.
        let market = Market::open_at(&place, now, Chance::seeded(life)).await;
        market.check().await;
        market.work().await;
        market.check().await;
        market.stop();
        now = now + hours(1 + dice.below(60));
    }
    let market = Market::open_at(&place, now, Chance::seeded(9)).await;
    market.pass(days(60)).await;
    assert!(market.number("SELECT COUNT(*) FROM sale").await > 0, "nothing was sold");
    let before = market.number(NET).await;
    sales::recount(&market.inner.db).await.unwrap();
    assert_eq!(market.number(NET).await, before);
    market.check().await;
    market.end().await;
}
