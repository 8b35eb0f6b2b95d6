//! Villages: divisions, who belongs where, and what is counted from the ledger.

use std::{fs, process::Command};

use commons::villages::{
    self, Answer, DivisionCode, Told,
    divisions::{ChangeKind, file, store as divisions},
    publication::{self, Described, Publication, PublishError},
    recognition::{self, BASE, Outcome, Period, Rule, Verdict},
    sales,
};
use kernel::{AccountId, Actor, Currency, Day, Money, ShopId, ShopRole, days};
use platform::{db::Tx, params};
use selling::{
    orders::{self, OrderId, PlaceError},
    payments::{self, Payment, PaymentId, PaymentState, Takes, sandbox},
};

use crate::{
    harness::{Market, Person, Thing, command},
    holding::terms,
    story,
};

pub const DIVISIONS: &str = "code,parent,name,level,kind\n\
    37,,山东省,province,\n3717,37,菏泽市,prefecture,\n371721,3717,曹县,county,\n371721110,371721,大集镇,township,\n\
    371721110200,371721110,丁楼村民委员会,village,\n371721110201,371721110,张庄村民委员会,village,\n\
    371721110001,371721110,大集社区居委会,village,\n";

pub fn code(official: &str) -> DivisionCode {
    DivisionCode::parse(&format!("CN-{official}")).unwrap()
}

pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Take a table of divisions.
pub async fn take(
    market: &Market,
    table: &str,
    as_of: &str,
    unlisted: villages::divisions::Unlisted,
) -> villages::divisions::Taken {
    let path = market.place.folder.join("divisions.csv");
    fs::write(&path, table).unwrap();
    let file::Read::Divisions(file) = file::read(&path, Some(kernel::Country::CN), day(as_of)).unwrap()
    else {
        panic!("no divisions")
    };
    let (db, now) = (&market.inner.db, market.now());
    villages::divisions::take(db, now, file, day(as_of), unlisted, |_, _| {}).await.unwrap()
}

pub fn owner_of(shop: ShopId) -> Actor {
    Actor::Seller { account: AccountId::new(1), shop, role: ShopRole::Owner }
}

/// A shop belongs to a village from now on.
pub async fn join(market: &Market, shop: ShopId, village: &DivisionCode, household: &str) {
    let (now, by, village, told) =
        (market.now(), owner_of(shop), village.clone(), Told::new(household, true));
    let act = async move |tx: &mut Tx| {
        let asked = villages::ask(tx, &by, now, &village, told.clone()).await?;
        villages::answer(tx, &Actor::System, now, asked.id, Answer::Admit).await
    };
    market.inner.db.write(act).await.unwrap();
}

async fn buy(market: &Market, buyer: &Person, thing: Thing, pieces: i64) {
    let gateway = buyer.check_out(&[(thing, pieces)], Some("lin@fair.example")).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
}

/// A paid order in a currency, without a cart.
pub async fn paid_in(
    market: &Market,
    buyer: AccountId,
    thing: Thing,
    unit: i64,
    currency: Currency,
) -> OrderId {
    let (now, rules) = (market.now(), market.inner.rules());
    let mut terms = terms(format!("k{}-{unit}-{}", now.micros(), thing.listing), &[(thing, 1)], unit);
    (terms.buyer, terms.currency) = (buyer, currency);
    for basket in &mut terms.baskets {
        basket.shipping = Money::zero(currency);
        basket.lines.iter_mut().for_each(|line| line.unit = Money::new(unit, currency));
    }
    let act = async move |tx: &mut Tx| {
        let placed = orders::place(tx, now, &rules, Takes::ALL, terms.clone()).await?;
        let payment = Payment {
            id: PaymentId::new(tx.next_id(now)),
            purchase: placed.purchase.get(),
            payer: buyer,
            provider: "sandbox".into(),
            reference: sandbox::book(tx, now, &placed.purchase.to_string(), placed.total).await?,
            state: PaymentState::Started,
            amount: placed.total,
            created_at: now,
        };
        payments::insert(tx, &payment).await?;
        orders::pay(tx, now, &rules, &payment).await.map_err(|_| platform::db::DbError::Raced)?;
        Ok::<_, PlaceError>(placed.orders[0])
    };
    let order = market.inner.db.write(act).await.unwrap();
    market.work().await;
    order
}

async fn newest_order(market: &Market) -> OrderId {
    let look = async |tx: &mut Tx| {
        let sql = "SELECT shop_id, id FROM orders ORDER BY id DESC LIMIT 1";
        tx.find(sql, &[], |mut row| Ok(OrderId::new(row.shop()?, row.int()?))).await
    };
    market.inner.db.read(look).await.unwrap().unwrap()
}

async fn cancel(market: &Market, id: OrderId) {
    let (now, rules) = (market.now(), market.inner.rules());
    let by = Actor::Seller { account: AccountId::new(1), shop: id.shop(), role: ShopRole::Owner };
    let act = async move |tx: &mut Tx| orders::cancel(tx, &by, now, &rules, id).await;
    market.inner.db.write(act).await.unwrap();
    market.work().await;
}

/// What all villages together sold and kept.
const NET: &str = "SELECT CAST(COALESCE(SUM(revenue_minor - refunded_minor), 0) AS BIGINT) FROM village_day";

story!(a_village_sells_what_its_shops_sell_while_they_belong_to_it, |market| {
    take(market, DIVISIONS, "2026-06-30", villages::divisions::Unlisted::Stay).await;
    let (_, leather) = market.maker("Ana").await;
    let (_, goji) = market.maker("Bo").await;
    let (bowl, basket) =
        (market.thing(leather, "Bowl", 10_000, 90).await, market.thing(goji, "Basket", 700, 90).await);
    let lin = market.visitor();
    // What was sold on the day before it joined counts, what was sold earlier does not.
    buy(market, &lin, bowl, 1).await;
    market.pass(days(1)).await;
    buy(market, &lin, bowl, 2).await;
    join(market, leather, &code("371721110200"), "Wang").await;
    assert_eq!(market.number(NET).await, 20_000);
    buy(market, &lin, bowl, 1).await;
    buy(market, &lin, basket, 3).await;
    assert_eq!(market.number(NET).await, 30_000);

    // A refund counts on the day of its sale, and leaves nothing of it.
    let order = newest_order(market).await;
    assert_eq!(order.shop(), goji);
    buy(market, &lin, bowl, 5).await;
    let undone = newest_order(market).await;
    market.pass(days(3)).await;
    assert_eq!(market.number(NET).await, 80_000);
    cancel(market, undone).await;
    assert_eq!(market.number(NET).await, 30_000);
    assert_eq!(market.number("SELECT CAST(SUM(undone) AS BIGINT) FROM sale_day").await, 1);
    market.check().await;

    // Who leaves takes what was sold on that day along; who comes back brings the new days alone.
    buy(market, &lin, bowl, 1).await;
    assert_eq!(market.number(NET).await, 40_000);
    let (now, by) = (market.now(), owner_of(leather));
    let leave = async move |tx: &mut Tx| villages::leave(tx, &by, now).await;
    market.inner.db.write(leave).await.unwrap();
    assert_eq!(market.number(NET).await, 30_000);
    market.pass(days(1)).await;
    join(market, leather, &code("371721110201"), "Wang").await;
    buy(market, &lin, bowl, 2).await;
    assert_eq!(market.number(NET).await, 50_000);
    market.check().await;

    // Somebody who changes a sum by hand is noticed, and so is a payment that nobody counted.
    let spoil = async |tx: &mut Tx| {
        tx.execute_one("UPDATE sale_day SET revenue_minor = revenue_minor + 1 WHERE orders = 3", &[]).await
    };
    market.inner.db.write(spoil).await.unwrap();
    let faults = desks::audit::check(&market.inner).await.unwrap();
    assert!(faults.iter().any(|fault| fault.invariant.contains("the days of a shop")), "{faults:?}");
});

story!(what_has_no_rate_yet_is_said_and_counted_when_it_has_one, |market| {
    let (_, shop) = market.maker("Ana").await;
    let act = async move |tx: &mut Tx| {
        for sql in [
            "UPDATE shop SET currency = 'EUR' WHERE id = $1",
            "UPDATE listing SET currency = 'EUR' WHERE shop_id = $1",
        ] {
            tx.execute(sql, params![shop]).await?;
        }
        Ok::<_, platform::db::DbError>(())
    };
    let jug = market.thing(shop, "Jug", 10_000, 9).await;
    market.inner.db.write(act).await.unwrap();
    let buyer = market.person("Lin").await;
    let paid = paid_in(market, buyer.1, jug, 1_000, Currency::EUR).await;
    assert_eq!(market.number("SELECT unrated FROM sale_day").await, 1);
    assert_eq!(market.number("SELECT revenue_minor FROM sale_day").await, 0);
    market.check().await;
    let rate = async |tx: &mut Tx, day: i64, rate: &'static str| {
        let sql = "INSERT INTO exchange_rate (base, quote, day, rate, source, kept_at) VALUES ('EUR', 'CNY', $1, $2, 'ECB', 0)";
        tx.execute_one(sql, params![day, rate]).await
    };
    let today = Day::there(market.now(), "Asia/Shanghai").number();
    market.inner.db.write(async move |tx: &mut Tx| rate(tx, today - 2, "7.9").await).await.unwrap();
    sales::rate_again(&market.inner.db, market.now()).await.unwrap();
    assert_eq!(market.number("SELECT revenue_minor FROM sale_day").await, 7_900);
    // The rate of the day itself comes a day late.
    market.inner.db.write(async move |tx: &mut Tx| rate(tx, today, "7.8").await).await.unwrap();
    market.pass(days(1)).await;
    sales::rate_again(&market.inner.db, market.now()).await.unwrap();
    assert_eq!(market.number("SELECT revenue_minor FROM sale_day").await, 7_800);
    assert_eq!(market.number("SELECT unrated FROM sale_day").await, 0);
    // Told again, in whatever order, it counts once.
    for _ in 0..2 {
        let all = async move |tx: &mut Tx| {
            for taking in selling::ledger::takings(tx, shop, 0, 100).await? {
                sales::count(tx, shop, taking.transfer).await?;
            }
            Ok::<_, platform::db::DbError>(())
        };
        market.inner.db.write(all).await.unwrap();
    }
    assert_eq!(market.number("SELECT revenue_minor FROM sale_day").await, 7_800);
    cancel(market, paid).await;
    assert_eq!(market.number("SELECT revenue_minor - refunded_minor FROM sale_day").await, 0);
    market.check().await;
});

story!(a_registry_is_taken_twice_and_what_is_wrong_is_named_by_its_line, |market| {
    use villages::divisions::Unlisted;
    let first = take(market, DIVISIONS, "2025-06-30", Unlisted::Stay).await;
    assert_eq!((first.read, first.new, first.refused.len()), (7, 7, 0));
    let again = take(market, DIVISIONS, "2025-06-30", Unlisted::Stay).await;
    assert_eq!((again.new, again.changed, again.same), (0, 0, 7));
    if market.is_on_postgres() {
        return;
    }
    let bad = format!(
        "{DIVISIONS}371721110200,371721110,丁楼,village,\n999999999200,999999999,孤村,village,\nx y,37,坏,county,\n\
         371721110300,371721110,,village,\n371721110301,371721110200,村中村,village,\n371721110302,371721110,村,hamlet,\n"
    );
    let said = take(market, &bad, "2025-07-01", Unlisted::Stay).await;
    let said: Vec<String> = said.refused.iter().map(ToString::to_string).collect();
    for (line, words) in [
        (9, "second time, first in line 6"),
        (10, "neither in the file nor known"),
        (11, "x y is no code"),
        (12, "has no name"),
        (13, "no larger"),
        (14, "hamlet is no level"),
    ] {
        let place = format!("divisions.csv:{line}: ");
        assert!(said.iter().any(|it| it.starts_with(&place) && it.contains(words)), "{line}: {said:#?}");
    }

    // The next edition renames one and no longer has another; last year's file is known for what it is.
    let next = DIVISIONS
        .replace("丁楼村", "丁家楼村")
        .replace("371721110201,371721110,张庄村民委员会,village,\n", "");
    let taken = take(market, &next, "2026-06-30", Unlisted::Vanish).await;
    assert_eq!((taken.changed, taken.vanished), (1, 1));
    let old = take(market, DIVISIONS, "2025-12-31", Unlisted::Stay).await;
    let old: Vec<String> = old.refused.iter().map(ToString::to_string).collect();
    assert_eq!(old.len(), 2, "{old:?}");
    assert!(old[0].contains("divisions.csv:6") && old[0].contains("after the day of this file"), "{old:?}");
    assert!(old[1].contains("vanished on 2026-06-30"), "{old:?}");

    // What became of it is kept as history.
    let path = market.place.folder.join("changes.csv");
    fs::write(&path, "old,new,kind,date\n371721110201,371721110200,merged,2026-03-01\n1,2,eaten,soon\n")
        .unwrap();
    let said = command(&market.place.folder, &["import", "divisions", path.to_str().unwrap()]);
    assert!(
        said.is_done && said.out.contains("1 new") && said.out.contains("changes.csv:3: eaten"),
        "{}{}",
        said.out,
        said.error
    );
    let look = async |tx: &mut Tx| divisions::changes_of(tx, &code("371721110200")).await;
    let changes = market.inner.db.read(look).await.unwrap();
    assert_eq!((changes[0].kind, changes[0].old_name.as_str()), (ChangeKind::Merged, "张庄村民委员会"));

    // Found by name, by sound, by initials, by code.
    for (words, found) in [
        ("丁家", 1),
        ("dingjial", 1),
        ("djlcmwyh", 1),
        ("3717211102", 2),
        ("CN-371721", 1),
        ("dajis", 1),
        ("😀", 0),
    ] {
        let seek = async move |tx: &mut Tx| divisions::seek(tx, words, "CN", 20).await;
        assert_eq!(market.inner.db.read(seek).await.unwrap().len(), found, "{words}");
    }
});

/// A shop of a name with a thing to sell, in a village for long.
async fn settle(market: &Market, name: &str, village: &str, household: &str, price: i64) -> (ShopId, Thing) {
    let (_, shop) = market.maker(name).await;
    let thing = market.thing(shop, "Bowl", price, 10_000).await;
    join(market, shop, &code(village), household).await;
    (shop, thing)
}

fn small() -> Rule {
    Rule { revenue_minor: 100_000, active_shops: 3, town_villages: 1, ..BASE }
}

async fn adopt(market: &Market, rule: Rule) {
    let (now, by) = (market.now(), Actor::Operator { account: AccountId::new(1) });
    let act = async move |tx: &mut Tx| recognition::adopt(tx, &by, now, &rule, "A small market").await;
    market.inner.db.write(act).await.unwrap();
}

async fn verdict(market: &Market, village: &'static str) -> Verdict {
    let look = async move |tx: &mut Tx| recognition::store::verdicts_of(tx, &code(village)).await;
    market.inner.db.read(look).await.unwrap().remove(0)
}

async fn publish(market: &Market, period: Period, why: &'static str) -> Result<Publication, PublishError> {
    let now = market.now();
    let described = Described { market: "Fair".into(), origin: "https://fair.example".into() };
    let by = Actor::Operator { account: AccountId::new(1) };
    let act = async move |tx: &mut Tx| publication::publish(tx, &by, now, period, &described, why).await;
    market.inner.db.write(act).await
}

story!(a_village_is_recognised_published_and_corrected, |market| {
    take(market, DIVISIONS, "2026-06-30", villages::divisions::Unlisted::Stay).await;
    let (lin, buyer) = market.person("Lin").await;
    let (steward, steward_id) = market.person("Hua").await;
    let (operator, operator_id) = market.person("Op").await;
    market.make_operator(operator_id).await;
    operator
        .post("/operator/villages/stewards", &[("division", "CN-371721"), ("login", "hua@fair.example")])
        .await
        .is(200)
        .shows("Hua");
    operator.post("/operator/villages/stewards", &[("division", "CN-1"), ("login", "x")]).await.is(422);
    let mut shops = Vec::new();
    for (name, village) in
        [("Ana", "371721110200"), ("Bo", "371721110200"), ("Cai", "371721110200"), ("Dai", "371721110201")]
    {
        shops.push(settle(market, name, village, if name == "Bo" { "" } else { name }, 11_000).await);
    }
    adopt(market, small()).await;
    market.pass(days(31)).await;
    let mut orders = Vec::new();
    for (_, thing) in &shops {
        for n in 0..4 {
            orders.push(paid_in(market, buyer, *thing, 11_000 + n, Currency::CNY).await);
        }
    }
    // The steward sees every number, nobody else does; that they looked is noted.
    let path = "/mine/villages/CN-371721110200";
    steward
        .get(path)
        .await
        .is(200)
        .shows("CNY 1,320 of 1,000 · 3 of 3 shops · — of households")
        .shows("one shop has not named its household");
    assert_eq!(market.number("SELECT COUNT(*) FROM village_look").await, 1);
    for (person, status) in [(&lin, 404), (&operator, 404)] {
        person.get(path).await.is(status);
    }
    steward
        .post(
            &format!("{path}/facts"),
            &[("kind", "households"), ("year", "2026"), ("value", "20"), ("source", "Yearbook")],
        )
        .await
        .is(200);
    steward.get(path).await.shows("10.00 % of households");
    steward.get(&format!("{path}/shops/ana")).await.is(200).shows("CNY");
    steward.post(&format!("{path}/story"), &[("story", "村 🏺"), ("crafts", "服装")]).await.is(200);
    let guest = market.visitor();
    guest.get("/villages/CN-371721110200").await.is(200).shows("🏺").shows("Yearbook").hides("1,320");
    // A shop withdraws its yes, and its figures are nobody's again.
    let by = owner_of(shops[0].0);
    market
        .inner
        .db
        .write(async move |tx: &mut Tx| villages::tell(tx, &by, Told::new("Ana", false)).await)
        .await
        .unwrap();
    steward.get(&format!("{path}/shops/ana")).await.is(409);

    // The period ends, its refunds come in, its verdicts are final.
    let period = Period::parse("2026-27").unwrap();
    assert!(matches!(publish(market, period, "").await, Err(PublishError::NotFinal)));
    let now = market.now();
    market
        .inner
        .db
        .write(async move |tx: &mut Tx| recognition::recognise(tx, now, period, Day::of(now)).await)
        .await
        .unwrap();
    let provisional = verdict(market, "371721110200").await;
    assert_eq!((provisional.version, provisional.outcome), (0, Outcome::Shops));
    assert_eq!((provisional.inputs.households_with_shop, provisional.inputs.shops_without_household), (2, 1));
    assert_eq!(verdict(market, "371721110").await.outcome, Outcome::Villages);
    market.inner.db.write(async move |tx: &mut Tx| recognition::finish(tx, now, period).await).await.unwrap();
    // By 30 June nobody has sold anything for months: no shop is active any more, but a tenth of the households have one.
    let last = verdict(market, "371721110200").await;
    assert_eq!((last.version, last.outcome, last.inputs.active_shops), (1, Outcome::Households, 0));
    assert_eq!(last.inputs.revenue_minor, 132_018);
    let first = publish(market, period, "").await.unwrap();
    assert_eq!(first.version, 1);
    assert!(matches!(publish(market, period, "again").await, Err(PublishError::NothingNew)));

    // A late refund corrects it, with its reason, and the next version says so.
    cancel(market, orders[0]).await;
    let corrected = market
        .inner
        .db
        .write(async move |tx: &mut Tx| recognition::correct(tx, now, period).await)
        .await
        .unwrap();
    assert_eq!(corrected.len(), 1);
    assert!(corrected[0].reason.contains("132018 to 121018"), "{}", corrected[0].reason);
    let again = market
        .inner
        .db
        .write(async move |tx: &mut Tx| recognition::correct(tx, now, period).await)
        .await
        .unwrap();
    assert!(again.is_empty());
    assert_eq!(publish(market, period, "A late refund").await.unwrap().version, 2);
    guest.get("/villages/data").await.is(200).shows("A late refund");
    // The first version stays as it was.
    let old = guest.get("/villages/data/2026-27/1/sums.csv").await;
    old.is(200).shows("371721110200").shows("withheld").hides("132018");
    guest.get("/villages/data/2026-27/3/sums.csv").await.is(404);
    let hashes = guest.get("/villages/data/2026-27/2/SHA256SUMS").await.is(200).body.clone();
    assert_eq!(hashes.lines().count(), 11);
    outside(market, &hashes).await;
    let _ = steward_id;
    market.check().await;
});

/// By the tools of those who wrote the formats, where `JISHI_TEST_OUTSIDE` names their environment.
async fn outside(market: &Market, hashes: &str) {
    let Ok(outside) = std::env::var("JISHI_TEST_OUTSIDE") else { return };
    let folder = market.place.folder.join("data");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("SHA256SUMS"), hashes).unwrap();
    for line in hashes.lines() {
        let name = line.split("  ").nth(1).unwrap();
        let file = market.visitor().get(&format!("/villages/data/2026-27/2/{name}")).await;
        fs::write(folder.join(name), &file.bytes).unwrap();
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/outside/data.py");
    let said = Command::new(format!("{outside}/bin/python")).arg(script).arg(&folder).output().unwrap();
    assert!(
        said.status.success(),
        "{}{}",
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr)
    );
}
