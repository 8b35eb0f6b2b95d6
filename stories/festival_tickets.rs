//! Tickets of festivals, from the kind that is offered to the gate that lets somebody in.

use gatherings::festivals::{
    self, Days, Festival, FestivalAct, FestivalId, MakeError, Plan,
    tickets::{self, CodeError, KindPlan, Reentry, TicketKind, read_code},
};
use kernel::{Actor, Currency, Money, ShopId, ShopRole, days, hours};
use people::shops;
use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    aftersale::minor,
    festivals::new,
    harness::{Market, Person, Thing},
    story,
};

/// In whose name a shop organises.
pub async fn organiser(market: &Market, shop: ShopId) -> Actor {
    let find = async move |tx: &mut Tx| shops::owned_by(tx, shop).await;
    let account = market.inner.db.read(find).await.unwrap().unwrap();
    Actor::Seller { account, shop, role: ShopRole::Owner }
}

/// A festival of three days, the first so many days from now, announced.
async fn festival(market: &Market, shop: ShopId, handle: &str, ahead: u64) -> FestivalId {
    let (by, now) = (organiser(market, shop).await, market.now());
    let new = new(handle, now + days(ahead), 3);
    let act = async move |tx: &mut Tx| {
        let id = festivals::make(tx, &by, now, new.clone()).await?.id;
        festivals::step(tx, &by, now, id, FestivalAct::Announce).await?;
        Ok::<_, MakeError>(id)
    };
    let id = market.inner.db.write(act).await.unwrap();
    market.work().await;
    id
}

async fn edit(market: &Market, id: FestivalId, said: Plan) -> Result<Festival, MakeError> {
    let (by, now) = (organiser(market, id.shop()).await, market.now());
    let act = async move |tx: &mut Tx| festivals::edit(tx, &by, now, id, said.clone()).await;
    market.inner.db.write(act).await
}

/// It is called off.
async fn call_off(market: &Market, id: FestivalId) {
    let (by, now) = (organiser(market, id.shop()).await, market.now());
    let act = async move |tx: &mut Tx| festivals::step(tx, &by, now, id, FestivalAct::CallOff).await;
    market.inner.db.write(act).await.unwrap();
    market.work().await;
}

/// A kind that is on sale now, at so many minor units.
pub fn kind_plan(market: &Market, name: &str, price: i64, capacity: i64) -> KindPlan {
    KindPlan {
        name: name.into(),
        name_en: String::new(),
        day: 0,
        zone: 0,
        price: Money::new(price, Currency::CNY),
        capacity,
        sale_from: market.now(),
        sale_until: market.now() + days(60),
        most_per_person: 4,
        refund_days: Some(3),
        reentry: Reentry::Once,
        gate: None,
    }
}

pub async fn kind(market: &Market, festival: FestivalId, said: KindPlan) -> TicketKind {
    let (by, now) = (organiser(market, festival.shop()).await, market.now());
    let act = async move |tx: &mut Tx| tickets::make(tx, &by, now, festival, said.clone()).await;
    let kind = market.inner.db.write(act).await.unwrap();
    market.work().await;
    kind
}

fn thing(kind: &TicketKind) -> Thing {
    let (listing, variant) = kind.sold.unwrap();
    Thing { listing, variant }
}

async fn paid(market: &Market, buyer: &Person, kind: &TicketKind, pieces: i64) {
    let gateway = buyer.check_out(&[(thing(kind), pieces)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
}

/// The tickets that somebody holds, the newest first.
async fn held(person: &Person) -> Vec<Value> {
    person.get("/api/v1/tickets").await.is(200).json()["items"].as_array().unwrap().clone()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// A gate of the festival `fair` of Ana's; the answer is the path of its calls, and its id.
async fn gate(ana: &Person, name: &str) -> (String, String) {
    let made = ana.send("POST", "/api/v1/shops/ana/festivals/fair/gates", &json!({ "name": name })).await;
    let made = made.is(201).json();
    let token = text(&made["link"]).trim_start_matches("/gate/").to_owned();
    (format!("/api/v1/gates/{token}"), text(&made["id"]).to_owned())
}

story!(the_last_ticket_has_one_buyer_and_its_money_waits_for_the_day, |market| {
    let (ana, shop) = market.maker("Ana").await;
    market.ships_nowhere(shop).await;
    let (lin, lin_id) = market.person("Lin").await;
    let (wu, _) = market.person("Wu").await;
    let fair = festival(market, shop, "fair", 10).await;
    let one = kind(market, fair, kind_plan(market, "通票", 3_000, 1)).await;

    lin.get("/festivals/fair/tickets").await.is(200).shows("通票").shows("One left").shows("¥30");
    wu.post("/cart", &[("variant", &thing(&one).variant.to_string()), ("add", "1")]).await.is(200);
    // Nothing is sent, so nobody asks where to; and the seller ships nowhere at all.
    let gateway = lin.check_out(&[(thing(&one), 1)], None).await;
    lin.get("/festivals/fair/tickets").await.is(200);
    wu.get("/checkout/CNY").await.hides("Postal code").shows("no address is asked for");
    assert_eq!(market.stock(thing(&one)).await, 0);
    wu.post("/cart", &[("variant", &thing(&one).variant.to_string()), ("add", "1")]).await;
    lin.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;

    let mine = held(&lin).await;
    assert_eq!(mine.len(), 1);
    assert!(held(&wu).await.is_empty());
    let (id, number) = (text(&mine[0]["id"]), text(&mine[0]["number"]));
    lin.get("/mine/tickets").await.is(200).shows(number).shows("Maker Fair");
    lin.get(&format!("/mine/tickets/{id}")).await.is(200).shows(number).shows("<svg class=\"ticket-square\"");
    let paper = lin.get(&format!("/mine/tickets/{id}/ticket.pdf")).await;
    assert!(paper.is(200).bytes.starts_with(b"%PDF"));
    wu.get(&format!("/mine/tickets/{id}")).await.is(404);
    assert!(market.mail("lin@fair.example").await.iter().any(|mail| mail.subject.contains("Maker Fair")));
    lin.get("/festivals/fair/tickets").await.shows("Sold out");

    // The order is fulfilled by the ticket; its money is released when the days after the festival are over.
    let escrow = "SELECT COUNT(*) FROM orders WHERE state = 'shipped'";
    assert_eq!(market.number(escrow).await, 1);
    market.pass(days(22)).await;
    assert_eq!(market.number(escrow).await, 1, "the days to object begin after the last day");
    market.pass(days(2)).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM orders WHERE state = 'completed'").await, 1);
    assert_eq!(minor(&market.balances().await, "shop"), 2_850);

    // Whoever leaves the market holds nothing any more, and what they held is in their export.
    let export = async move |tx: &mut Tx| tickets::export(tx, lin_id).await;
    assert_eq!(market.inner.db.read(export).await.unwrap()[0]["number"], number);
    ana.get("/desk/ana/festivals/fair/tickets").await.is(200).shows("通票");
    market.check().await;
});

story!(a_ticket_goes_back_or_on_and_a_festival_that_is_called_off_gives_all_back, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (lin, lin_id) = market.person("Lin").await;
    let (wu, wu_id) = market.person("Wu").await;
    let fair = festival(market, shop, "fair", 10).await;
    let whole = kind(market, fair, kind_plan(market, "通票", 3_000, 10)).await;
    let free = kind(market, fair, KindPlan { most_per_person: 1, ..kind_plan(market, "免费", 0, 1) }).await;

    // A free one is taken without an order, once, and by one.
    let take = format!("/festivals/fair/tickets/{}", free.id);
    wu.post(&take, &[]).await.is(200).shows("The ticket is yours");
    wu.post(&take, &[]).await.is(409);
    lin.post(&take, &[]).await.is(409).shows("All of these tickets are taken");
    let taken = held(&wu).await;
    wu.post(&format!("/mine/tickets/{}/return", text(&taken[0]["id"])), &[]).await.is(200);
    lin.post(&take, &[]).await.is(200);

    // One of three goes back at once, by itself, with its money and its place.
    paid(market, &lin, &whole, 3).await;
    assert_eq!(market.stock(thing(&whole)).await, 7);
    let mine = held(&lin).await;
    let back = format!("/mine/tickets/{}/return", text(&mine[0]["id"]));
    lin.get(&back).await.is(200);
    lin.post(&back, &[]).await.is(200).shows("The ticket was given back");
    lin.post(&back, &[]).await.is(409);
    market.work().await;
    assert_eq!(market.stock(thing(&whole)).await, 8);
    assert_eq!(minor(&market.balances().await, "escrow"), 6_000);
    assert_eq!(market.number("SELECT COUNT(*) FROM ticket WHERE state = 'void'").await, 2);

    // Handed on, it has a new code, and the one before is older than the list says.
    let old = text(&mine[1]["code"]).to_owned();
    let path = format!("/mine/tickets/{}", text(&mine[1]["id"]));
    let call = path.replace("/mine", "/api/v1");
    lin.post(&format!("{path}/offer"), &[]).await.is(200).shows("/tickets/");
    lin.post(&format!("{path}/offer/withdrawal"), &[]).await.is(200);
    let offered = lin.send("PUT", &format!("{call}/offer"), &json!({})).await.is(200).json();
    let link = text(&offered["link"]).to_owned();
    market.visitor().get(&link).await.is(200).shows("A ticket for you");
    wu.post(&link, &[]).await.is(200).shows("with a code of its own");
    wu.post(&link, &[]).await.is(404);
    lin.get(&path).await.is(404);
    let theirs = held(&wu).await;
    let fresh = text(&theirs[0]["code"]).to_owned();
    let keys = market.inner.db.read(async |tx: &mut Tx| tickets::keys(tx).await).await.unwrap();
    let mark = tickets::mark(fair);
    let [was, is] = [old, fresh].map(|code| read_code(&keys, mark, &code).unwrap());
    assert_eq!((was.number, was.version + 1), (is.number, is.version));
    assert_eq!(read_code(&keys, [0; 3], text(&theirs[0]["code"])), Err(CodeError::OtherFestival));
    // The money is its buyer's: who got it from somebody else cannot give it back.
    wu.post(&format!("/mine/tickets/{}/return", text(&theirs[0]["id"])), &[]).await.is(409);

    // What is paid beyond what one person may have goes back whole.
    paid(market, &lin, &whole, 3).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM orders WHERE state = 'refunded'").await, 1);
    assert_eq!(market.number("SELECT COUNT(*) FROM ticket WHERE state <> 'void'").await, 3);
    // Less than is taken is no capacity.
    let desk = format!("/api/v1/shops/ana/festivals/fair/tickets/{}", whole.id);
    let mut said = json!({
        "name": "通票", "capacity": 1, "sale_from": market.now().rfc3339(), "sale_until": (market.now() + days(9)).rfc3339(),
        "most_per_person": 4, "refund_days": 3, "reentry": "once",
    });
    ana.send("PUT", &desk, &said).await.is(409);
    said["capacity"] = json!(20);
    assert_eq!(ana.send("PUT", &desk, &said).await.is(200).json()["capacity"], 20);
    market.work().await;
    assert_eq!(market.stock(thing(&whole)).await, 18);

    // What tickets say stays; moved within it, whoever holds one is told.
    kind(market, fair, KindPlan { day: 3, zone: 2, ..kind_plan(market, "末日", 1_000, 5) }).await;
    let zones = async move |tx: &mut Tx| festivals::zones(tx, fair).await;
    let zones = market.inner.db.read(zones).await.unwrap();
    let zone = format!("/api/v1/shops/ana/festivals/fair/zones/{}", zones[1].id);
    ana.send("DELETE", &zone, &json!({})).await.is(409);
    let plan = new("fair", market.now() + days(10), 3).said;
    let short = Plan { days: Days { last: plan.days.first.next(), ..plan.days.clone() }, ..plan.clone() };
    let late = Plan { days: Days { closes_minute: 1_200, ..plan.days.clone() }, ..plan };
    assert!(matches!(edit(market, fair, short).await, Err(MakeError::Ticketed)));
    edit(market, fair, late).await.unwrap();
    market.work().await;
    assert!(market.mail("lin@fair.example").await.iter().any(|mail| mail.subject.contains("on other days")));

    // Too late to give back, but what was called off goes back whatever was said.
    market.pass(days(8)).await;
    let late = text(&held(&lin).await[1]["id"]).to_owned();
    lin.post(&format!("/mine/tickets/{late}/return"), &[]).await.is(409).shows("not given back any more");
    call_off(market, fair).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM ticket WHERE state <> 'void'").await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM orders WHERE state <> 'refunded'").await, 0);
    assert_eq!(minor(&market.balances().await, "escrow"), 0);
    lin.get("/festivals/fair/tickets").await.is(200).shows("over or was called off");
    wu.post("/cart", &[("variant", &thing(&whole).variant.to_string()), ("add", "1")]).await;
    wu.get("/checkout/CNY").await.hides("Pay ¥30.00");
    for account in [lin_id, wu_id] {
        let forget = async move |tx: &mut Tx| tickets::forget(tx, account).await;
        market.inner.db.write(forget).await.unwrap();
    }
    assert!(held(&lin).await.is_empty());
    market.check().await;
});

story!(gates_tell_in_any_order_and_twice_and_find_what_came_in_at_two_of_them, |market| {
    let (ana, shop) = market.maker("Ana").await;
    let (bo, _) = market.maker("Bo").await;
    let (lin, _) = market.person("Lin").await;
    let fair = festival(market, shop, "fair", 0).await;
    let whole =
        kind(market, fair, KindPlan { refund_days: None, ..kind_plan(market, "通票", 3_000, 10) }).await;
    paid(market, &lin, &whole, 2).await;
    let mine = held(&lin).await;
    let (first, second) = (text(&mine[1]["number"]).to_owned(), text(&mine[0]["number"]).to_owned());
    let (north, _) = gate(&ana, "北门").await;
    let (south, south_id) = gate(&ana, "南门").await;
    bo.send("POST", "/api/v1/shops/bo/festivals/fair/gates", &json!({ "name": "x" })).await.is(404);

    // No name is in what a gate keeps.
    let phone = market.visitor();
    let list = phone.get(&format!("{north}/list")).await;
    let list = list.is(200).hides("Lin").hides("lin@").json();
    assert_eq!(list["kinds"][0]["reentry"], "once");
    assert_eq!(text(&list["tickets"]).len(), 24, "two tickets of eight octets");
    let page = north.replace("/api/v1/gates/", "/gate/");
    phone.get(&page).await.is(200).shows("北门").shows("knows what it last heard");
    phone.get("/gate/nobody").await.is(404);

    let (now, told) = (
        market.now(),
        |counter: i64, number: &str, at: kernel::Timestamp| json!({ "counter": counter, "number": number, "version": 1, "way": "in", "at": at.rfc3339() }),
    );
    let body = |clock: kernel::Timestamp, entries: Vec<Value>| json!({ "clock": clock.rfc3339(), "entries": entries });
    // The south gate was without a network, and its clock is an hour ahead.
    let ahead = hours(1);
    market.pass(hours(2)).await;
    let at = market.now();
    let south_told =
        body(at + ahead, vec![told(2, &second, at + ahead), told(1, &first, now + hours(1) + ahead)]);
    let heard = phone.send("POST", &format!("{south}/entries"), &south_told).await;
    assert_eq!(heard.is(200).json()["clock_off_seconds"], 3_600);
    let north_told = body(at, vec![told(1, &first, now + hours(1) - std::time::Duration::from_secs(300))]);
    for _ in 0..2 {
        phone.send("POST", &format!("{north}/entries"), &north_told).await.is(200);
        phone.send("POST", &format!("{south}/entries"), &south_told).await.is(200);
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM gate_entry").await, 3);
    assert_eq!(market.number("SELECT COUNT(*) FROM gate_entry WHERE entered_at > received_at").await, 0);
    let gates = ana.get("/api/v1/shops/ana/festivals/fair/gates").await.is(200).json();
    let doubles = gates["doubles"].as_array().unwrap();
    assert_eq!(doubles.len(), 1);
    assert_eq!(
        (text(&doubles[0]["number"]), text(&doubles[0]["again"]["gate"])),
        (first.as_str(), south_id.as_str())
    );
    let desk = "/desk/ana/festivals/fair/gate";
    ana.get(desk)
        .await
        .is(200)
        .shows("Came in twice")
        .shows(&first)
        .shows("北门")
        .shows("wrong by 60 minutes");
    ana.get(&format!("{desk}?number={second}")).await.is(200).shows("南门");
    ana.get(&format!("{desk}?number=14SC-0PJ7")).await.is(200).shows("No ticket has this number");
    lin.get(&format!("/mine/tickets/{}", text(&mine[0]["id"]))).await.is(200).shows("At the gate");
    // With what came in nobody gets the money back, nor hands it on.
    lin.post(&format!("/mine/tickets/{}/offer", text(&mine[0]["id"])), &[]).await.is(409);

    // A gate that was lost tells and hears nothing any more; other numbers are nobody's.
    let entry = json!({ "clock": at.rfc3339(), "entries": [told(9, "0000-0000", at)] });
    phone.send("POST", &format!("{north}/entries"), &entry).await.is(200);
    ana.post(&format!("{desk}/{south_id}/revocation"), &[]).await.is(200).shows("The gate is revoked");
    ana.post(&format!("{desk}/{south_id}/revocation"), &[]).await.is(409);
    phone.send("POST", &format!("{south}/entries"), &south_told).await.is(404);
    phone.get(&format!("{south}/list")).await.is(404);
    if !market.is_on_postgres() {
        for wrong in [
            json!({ "clock": "noon", "entries": [] }),
            json!({ "clock": at.rfc3339(), "entries": "all" }),
            json!({ "clock": at.rfc3339(), "entries": [told(0, &first, at)] }),
            json!({ "clock": at.rfc3339(), "entries": [told(1, "14SC-0PJ7", at)] }),
        ] {
            phone.send("POST", &format!("{north}/entries"), &wrong).await.is(422);
        }
    }
    // When the festival and the days after it are over, its gates end by themselves.
    market.pass(days(12)).await;
    phone.get(&format!("{north}/list")).await.is(404);
    market.check().await;
});
