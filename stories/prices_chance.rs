//! One price, however it came about: whatever is reduced, bargained, taxed, bought and given back in whatever order, page, API,
//! paper and ledger say the same of an order to the last minor unit, and what it cost never changes.

use std::collections::BTreeMap;

use kernel::{Chance, Currency, Money, OrderId, hours};
use people::shops::Sender;
use platform::{
    db::{DbError, Tx},
    i18n::{Lang, Texts},
    paper::{Paper, Part},
    params,
    views::Shell,
};
use selling::{
    orders::{
        self,
        pages::{Printed, invoice, load},
    },
    promotions::{MARKET, Off},
};
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Thing, fen, ship_to},
    story,
};

const ACTS: usize = 90;

/// A shop, a market and a buyer, with what they sell and what has been ordered so far.
struct Fair {
    ana: Person,
    lin: Person,
    operator: Person,
    things: Vec<Thing>,
    conversation: String,
    /// What each order said of itself on its first day.
    first: BTreeMap<String, Value>,
    orders: Vec<String>,
}

/// The parts of an order's answer that nothing may change.
const FOR_GOOD: [&str; 10] = [
    "items",
    "shop_discount",
    "market_discount",
    "shipping",
    "total",
    "about",
    "commission",
    "taxes",
    "shipping_tax",
    "lines",
];

fn minor(amount: &Value) -> i64 {
    let text = amount["amount"].as_str().unwrap_or_else(|| panic!("{amount}"));
    Money::parse(text, Currency::CNY).unwrap().minor()
}

fn sum(list: &Value, of: &str) -> i64 {
    list.as_array().unwrap().iter().map(|one| minor(&one[of])).sum()
}

impl Fair {
    async fn open(market: &Market) -> Self {
        let (ana, shop) = market.maker("Ana").await;
        let mut things = Vec::new();
        for (name, price) in [("Goji", 9_999), ("Cup", 4_750), ("Pot", 20_001), ("Tray", 333)] {
            things.push(market.thing(shop, name, price, 9_000).await);
        }
        market.bargain(things[2], None, None).await;
        market.bargain(things[3], None, None).await;
        let (lin, _) = market.person("Lin").await;
        let (operator, id) = market.person("Op").await;
        market.make_operator(id).await;
        for (owner, code, off) in [(shop, "OWN", 777), (MARKET, "FAIR", 1_234)] {
            let mut new = market.new_coupon(Some(code), Off::Amount(fen(off)));
            new.uses_per_buyer = 1_000;
            new.until = market.now() + kernel::days(300);
            market.make_coupon(owner, new).await;
        }
        let (goji, cup, pot) = (&things[0], &things[1], &things[2]);
        let base = json!({ "from": "2026-11-01T00:00:00Z" });
        let made = [
            json!({ "sort": "tiers", "variant": goji.variant.to_string(), "tiers": [{ "from": 3, "price": "91.11" },
                { "from": 9, "price": "80.07" }] }),
            json!({ "sort": "campaign", "listing": cup.listing.to_string(), "kind": "percent", "percent": "17.5" }),
            json!({ "sort": "bundle", "kind": "percent", "percent": "11", "parts": [
                { "variant": cup.variant.to_string(), "pieces": 2 }, { "variant": pot.variant.to_string() }] }),
            json!({ "sort": "threshold", "least": "300.00", "kind": "percent", "percent": "3.33" }),
        ];
        for one in made {
            let mut body = base.clone();
            body.as_object_mut().unwrap().extend(one.as_object().unwrap().clone());
            ana.send("POST", "/api/v1/shops/ana/reductions", &body).await.is(201);
        }
        let markets = json!({ "sort": "threshold", "least": "500.00", "kind": "amount", "amount": "21.37",
            "currency": "CNY", "from": "2026-11-01T00:00:00Z" });
        operator.send("POST", "/api/v1/operator/reductions", &markets).await.is(201);
        lin.post("/currency", &[("currency", "EUR"), ("return_to", "/")]).await.is(200);
        let talk = lin.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
        let conversation = talk.is(201).json()["id"].as_str().unwrap().to_owned();
        Self { ana, lin, operator, things, conversation, first: BTreeMap::new(), orders: Vec::new() }
    }

    async fn pay(&mut self, market: &Market, placed: &Value, dice: &Chance) {
        let purchase = placed["purchase"].as_str().unwrap();
        self.orders
            .extend(placed["orders"].as_array().unwrap().iter().map(|id| id.as_str().unwrap().to_owned()));
        if dice.below(9) > 0 {
            let gateway = self.lin.post(&format!("/purchases/{purchase}/payment"), &[]).await;
            self.lin.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
            market.work().await;
        }
    }

    /// A cart of some things, with or without codes.
    async fn buy(&mut self, market: &Market, dice: &Chance) {
        for thing in &self.things {
            let pieces = [0, 1, 2, 3, 10][usize::try_from(dice.below(5)).unwrap()];
            let body = json!({ "variant": thing.variant.to_string(), "quantity": pieces });
            self.lin.send("PUT", "/api/v1/cart", &body).await.is(200);
        }
        let mut body = serde_json::to_value(ship_to()).unwrap();
        body["currency"] = "CNY".into();
        body["key"] = dice.token().into();
        body["country"] = if dice.below(4) == 0 { "SG" } else { "CN" }.into();
        if dice.below(2) == 0 {
            body["coupons"] = json!([{ "shop": "ana", "code": "OWN" }]);
        }
        if dice.below(2) == 0 {
            body["market_coupon"] = "FAIR".into();
        }
        let placed = self.lin.send("POST", "/api/v1/checkouts", &body).await;
        assert!(placed.status.as_u16() < 500, "{}", placed.body);
        if placed.status == 201 {
            self.pay(market, &placed.json(), dice).await;
        }
    }

    /// Two things for a price between a tenth of theirs and all of it.
    async fn bargain(&mut self, market: &Market, dice: &Chance) {
        let (pots, trays) = (1 + dice.below(2), 1 + dice.below(6));
        let list = i64::try_from(pots * 20_001 + trays * 333).unwrap();
        let amount =
            Money::new(list * (100 + i64::try_from(dice.below(901)).unwrap()) / 1_000, Currency::CNY);
        let lines = json!([{ "variant": self.things[2].variant.to_string(), "quantity": pots },
            { "variant": self.things[3].variant.to_string(), "quantity": trays }]);
        let path = format!("/api/v1/conversations/{}/offers", self.conversation);
        let made = self.ana.send("POST", &path, &json!({ "lines": lines, "amount": amount.decimal() })).await;
        if made.status != 201 {
            return;
        }
        let offer = made.json()["id"].as_str().unwrap().to_owned();
        self.lin.send("POST", &format!("/api/v1/offers/{offer}/acceptance"), &json!({})).await.is(200);
        let mut body = serde_json::to_value(ship_to()).unwrap();
        body["key"] = dice.token().into();
        let placed = self.lin.send("POST", &format!("/api/v1/offers/{offer}/checkout"), &body).await;
        let placed = placed.is(201).json();
        let id = placed["orders"][0].as_str().unwrap();
        let told = self.lin.get(&format!("/api/v1/orders/{id}")).await.is(200).json();
        assert_eq!(minor(&told["total"]), amount.minor());
        let kinds =
            told["lines"].as_array().unwrap().iter().flat_map(|line| line["deductions"].as_array().unwrap());
        assert!(kinds.clone().all(|one| one["kind"] == "agreed"), "{told}");
        self.pay(market, &placed, dice).await;
    }

    /// State a tax, another one, or none; and say what class things have.
    async fn state(&self, market: &Market, dice: &Chance) {
        let today = selling::taxes::calendar_day(market.now(), "Asia/Shanghai").to_string();
        let (standard, reduced) = (500 + dice.below(2_000), dice.below(500));
        let percent = |points: u64| format!("{}.{:02}", points / 100, points % 100);
        let mut body = json!({ "from": today, "stated": dice.below(5) > 0, "name": "VAT", "standard": percent(standard),
            "export": if dice.below(2) == 0 { "zero" } else { "taxed" } });
        if dice.below(3) > 0 {
            body["reduced"] = percent(reduced).into();
        }
        self.ana.send("POST", "/api/v1/shops/ana/taxes", &body).await.is(201);
        let thing = self.things[usize::try_from(dice.below(4)).unwrap()];
        let class = ["standard", "reduced", "zero", "exempt"][usize::try_from(dice.below(4)).unwrap()];
        let path = format!("/api/v1/listings/{}", thing.listing);
        self.ana.send("PUT", &path, &json!({ "tax_class": class })).await.is(204);
    }

    async fn rate(&self, dice: &Chance) {
        let csv = format!(
            "date,base,quote,rate,source\n2026-11-2{},EUR,CNY,7.{},Bank\n",
            dice.below(9),
            1 + dice.below(999)
        );
        let page = self.operator.send("POST", "/api/v1/operator/rates", &json!({ "csv": csv })).await;
        page.is(200);
    }

    /// Something that becomes of an order.
    async fn act(&self, id: &str, dice: &Chance) {
        let part = Money::new(1 + i64::try_from(dice.below(20_000)).unwrap(), Currency::CNY).decimal();
        let (ana, lin) = (&self.ana, &self.lin);
        let (person, path, body) = match dice.below(9) {
            0 | 1 => (ana, "shipment", json!({})),
            2 => (lin, "receipt", json!({})),
            3 => (if dice.below(2) == 0 { ana } else { lin }, "cancellation", json!({})),
            4 | 5 => (ana, "repayments", json!({ "amount": part, "words": "Sorry.", "key": dice.token() })),
            _ => {
                let position = 1 + dice.below(2);
                let lines = json!([{ "position": position, "pieces": 1 + dice.below(2) }]);
                let mut body = json!({ "kind": "refund", "reason": "damaged", "words": "Broken.", "lines": lines,
                    "shipping": dice.below(2) == 0 });
                if dice.below(2) == 0 {
                    body["amount"] = part.into();
                }
                (lin, "refund-requests", body)
            }
        };
        let page = person.send("POST", &format!("/api/v1/orders/{id}/{path}"), &body).await;
        assert!(page.status.as_u16() < 500, "{path}: {}", page.body);
        if page.status == 201 && path == "refund-requests" {
            let request = page.json()["id"].as_str().unwrap().to_owned();
            ana.send("POST", &format!("/api/v1/refund-requests/{request}/repayment"), &json!({}))
                .await
                .is(200);
        }
    }

    /// Everybody says the same of an order.
    async fn agree(&mut self, market: &Market, id: &str) {
        let told = self.lin.get(&format!("/api/v1/orders/{id}")).await.is(200).json();
        let kept: Value = FOR_GOOD.iter().map(|name| (name.to_string(), told[*name].clone())).collect();
        assert_eq!(self.first.entry(id.to_owned()).or_insert_with(|| kept.clone()), &kept);
        adds_up(&told);
        let (number, shell) =
            (id.parse::<OrderId>().unwrap(), Shell::new(Texts::load().of(Lang::English), "Fair"));
        let said = say(&shell, &told);
        for path in [format!("/orders/{id}"), format!("/orders/{id}/print")] {
            let page = self.lin.get(&path).await.is(200).text();
            said.iter().for_each(|line| assert!(page.contains(line), "{path}: {line} is missing in {page}"));
        }
        let paper = paper(market, number, &shell).await;
        let paid = !["unpaid", "closed"].contains(&told["state"].as_str().unwrap());
        assert!(paper.contains(&shell.money_and_code(&fen(minor(&told["total"])))), "{paper}");
        for tax in told["taxes"].as_array().unwrap().iter().filter(|tax| tax["treatment"] != "exempt") {
            let row = ["net", "tax", "gross"].map(|name| shell.money(&fen(minor(&tax[name])))).join("|");
            assert!(paper.contains(&row), "{row} is missing in {paper}");
        }
        let [provider, held, taxed, tax] = books(market, number).await;
        let net = if paid { minor(&told["total"]) - minor(&told["refunded"]) } else { 0 };
        assert_eq!(-provider, net, "{told}");
        if told["taxes"] != json!([]) {
            let back = (sum(&told["taxes_refunded"], "gross"), sum(&told["taxes_refunded"], "tax"));
            let whole =
                if paid { (sum(&told["taxes"], "gross"), sum(&told["taxes"], "tax")) } else { (0, 0) };
            assert_eq!((taxed, tax), (whole.0 - back.0, whole.1 - back.1), "{told}");
            assert_eq!(taxed, held, "{told}");
        }
    }
}

/// What an answer says of an order adds up by itself.
fn adds_up(told: &Value) {
    let lines = told["lines"].as_array().unwrap();
    let (mut items, mut off) = (0, 0);
    for line in lines {
        items += minor(&line["unit"]) * line["quantity"].as_i64().unwrap();
        let taken = sum(&line["deductions"], "amount");
        assert_eq!(taken, minor(&line["shop_discount"]) + minor(&line["market_discount"]));
        off += taken;
    }
    assert_eq!(
        (items, items - off + minor(&told["shipping"])),
        (minor(&told["items"]), minor(&told["total"]))
    );
    if told["taxes"] == json!([]) {
        assert!(lines.iter().all(|line| line["tax"].is_null()) && told["shipping_tax"].is_null());
        return;
    }
    let of_lines: i64 = lines.iter().map(|line| minor(&line["tax"]["tax"])).sum();
    assert_eq!(sum(&told["taxes"], "tax"), of_lines + minor(&told["shipping_tax"]));
    assert_eq!(
        sum(&told["taxes"], "gross"),
        items - minor(&told["shop_discount"]) + minor(&told["shipping"])
    );
    assert_eq!(sum(&told["taxes"], "gross"), sum(&told["taxes"], "net") + sum(&told["taxes"], "tax"));
}

/// What a page says of it in English.
fn say(shell: &Shell, told: &Value) -> Vec<String> {
    let money = |amount: &Value| shell.money(&fen(minor(amount)));
    let mut all = vec![money(&told["items"]), money(&told["shipping"]), money(&told["total"])];
    for tax in told["taxes"].as_array().unwrap().iter().filter(|tax| minor(&tax["gross"]) > 0) {
        let points = tax["basis_points"].as_u64().unwrap();
        let rate = format!("{}.{:02}", points / 100, points % 100);
        let rate = rate.trim_end_matches('0').trim_end_matches('.');
        all.push(match tax["treatment"].as_str().unwrap() {
            "zero" => format!("VAT 0 % on {} {}", money(&tax["gross"]), money(&tax["tax"])),
            "export" => format!("Export, VAT 0 % on {} {}", money(&tax["gross"]), money(&tax["tax"])),
            "exempt" => format!("{} exempt from VAT", money(&tax["gross"])),
            _ => format!("Includes VAT {rate} % {}", money(&tax["tax"])),
        });
    }
    all
}

/// The lines of an order's invoice, before it is set.
async fn paper(market: &Market, id: OrderId, shell: &Shell) -> String {
    let read = async move |tx: &mut Tx| {
        let order = orders::find(tx, id).await?.ok_or(DbError::Raced)?;
        load(tx, order).await
    };
    let shown = market.inner.db.read::<_, DbError, _>(read).await.unwrap().unwrap();
    let printed = Printed::new(Sender::default(), None);
    let Paper { parts, .. } = invoice(shell, Lang::English, &shown, &printed).unwrap();
    let line = |part: Part| match part {
        Part::Table { rows, .. } => rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("\n"),
        Part::Sums(sums) => {
            sums.iter().map(|(name, sum)| format!("{name}|{sum}")).collect::<Vec<_>>().join("\n")
        }
        Part::Small(words) | Part::Words(words) => words,
        _ => String::new(),
    };
    parts.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

const PROVIDER: &str = "SELECT CAST(COALESCE(SUM(minor), 0) AS BIGINT) FROM entry \
    WHERE shop_id = $1 AND order_id = $2 AND account LIKE 'provider:%'";
const HELD: &str = "SELECT CAST(COALESCE(SUM(minor), 0) AS BIGINT) FROM entry \
    WHERE shop_id = $1 AND order_id = $2 AND account IN ('escrow', 'shop', 'commission')";
const TAXED: &str = "SELECT CAST(COALESCE(SUM(gross_minor), 0) AS BIGINT) FROM tax_entry WHERE shop_id = $1 AND order_id = $2";
const TAX: &str =
    "SELECT CAST(COALESCE(SUM(tax_minor), 0) AS BIGINT) FROM tax_entry WHERE shop_id = $1 AND order_id = $2";

/// What the books say of an order: with the provider, what shop and market share, what of it is taxed, and the tax.
async fn books(market: &Market, id: OrderId) -> [i64; 4] {
    let read = async move |tx: &mut Tx| {
        let mut all = [0; 4];
        for (sum, sql) in all.iter_mut().zip([PROVIDER, HELD, TAXED, TAX]) {
            *sum = tx.number(sql, params![id.shop(), id.number()]).await?;
        }
        Ok::<_, DbError>(all)
    };
    market.inner.db.read(read).await.unwrap()
}

story!(whatever_a_price_came_from_everybody_says_the_same_of_it, |market| {
    let dice = Chance::seeded(20_261_201);
    let mut fair = Fair::open(market).await;
    fair.state(market, &dice).await;
    for n in 0..ACTS {
        let known = fair.orders.len();
        let mut touched = None;
        match dice.below(14) {
            0..=2 => fair.buy(market, &dice).await,
            3 => fair.bargain(market, &dice).await,
            4 => fair.state(market, &dice).await,
            5 => fair.rate(&dice).await,
            6 => market.pass(hours(dice.below(60))).await,
            _ if known > 0 => {
                let id = fair.orders[usize::try_from(dice.below(known as u64)).unwrap()].clone();
                fair.act(&id, &dice).await;
                touched = Some(id);
            }
            _ => fair.buy(market, &dice).await,
        }
        market.work().await;
        let new = fair.orders.split_at(known).1.to_vec();
        for id in new.into_iter().chain(touched) {
            fair.agree(market, &id).await;
        }
        if n % 10 == 0 {
            market.check().await;
        }
    }
    market.pass(kernel::days(15)).await;
    for id in fair.orders.clone() {
        fair.agree(market, &id).await;
    }
    market.check().await;
    let some = |what: &str, count: i64| assert!(count > 3, "{what}: {count}");
    some("orders", market.number("SELECT COUNT(*) FROM orders").await);
    some("deals", market.number("SELECT COUNT(*) FROM order_deduction WHERE kind = 'agreed'").await);
    some("refunds", market.number("SELECT COUNT(*) FROM tax_entry WHERE cause = 'refund'").await);
    for kind in ["tiers", "campaign", "bundle", "threshold", "coupon"] {
        let read = async move |tx: &mut Tx| {
            tx.number("SELECT COUNT(*) FROM order_deduction WHERE kind = $1", params![kind]).await
        };
        assert!(market.inner.db.read::<_, DbError, _>(read).await.unwrap() > 0, "{kind}");
    }
});
