//! Rates: a file is looked at and taken, prices are told in their reader's currency, and an order keeps the rate it was
//! shown with.

use kernel::{Chance, Currency, Day as RateDay, Money, days};
use platform::db::Tx;
use serde_json::{Value, json};

use crate::{
    harness::{Market, Person, Thing},
    story,
};

const HEAD: &str = "date,base,quote,rate,source";

async fn operator(market: &Market) -> Person {
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    operator
}

/// Take rows of rates; the answer is the report.
async fn take(operator: &Person, rows: &str) -> Value {
    let body = json!({ "csv": format!("{HEAD}\n{rows}") });
    operator.send("POST", "/api/v1/operator/rates", &body).await.is(200).json()
}

async fn think_in(person: &Person, currency: &str) {
    person.post("/currency", &[("currency", currency), ("return_to", "/")]).await.is(200);
}

fn verdicts(report: &Value) -> Vec<&str> {
    report["rows"].as_array().unwrap().iter().map(|row| row["verdict"].as_str().unwrap()).collect()
}

const FRIDAY: &str = "2026-11-20,EUR,CNY,7.8,ECB\n2026-11-20,EUR,USD,1.05,ECB\n";

story!(a_file_is_looked_at_before_it_is_taken_and_nothing_is_overwritten_in_silence, |market| {
    let operator = operator(market).await;
    let csv = format!("{HEAD}\n{FRIDAY}2026-11-20,EUR,JPY,0,ECB\n");
    let look = operator.post("/operator/rates", &[("csv", csv.as_str())]).await;
    look.is(200).shows("What the file would change").shows("Zero is no rate").shows("Take 2 new rates");
    assert_eq!(market.number("SELECT COUNT(*) FROM exchange_rate").await, 0);
    let taken = operator.post("/operator/rates/taking", &[("csv", csv.as_str())]).await;
    taken.is(200).shows("1 EUR → CNY").shows("7.8").shows("ECB");

    // The same again says that it is the same.
    operator.post("/operator/rates", &[("csv", csv.as_str())]).await.is(200).hides("Take 2 new");
    assert_eq!(take(&operator, FRIDAY).await["is_nothing_new"], true);

    // What contradicts it, leaps, or is the other way round stays out until somebody says so.
    let odd = "2026-11-20,EUR,CNY,7.9,ECB\n2026-11-21,EUR,CNY,78,ECB\n2026-11-21,USD,EUR,1.05,ECB\n";
    let preview = json!({ "csv": format!("{HEAD}\n{odd}"), "preview": true });
    let preview = operator.send("POST", "/api/v1/operator/rates", &preview).await.is(200).json();
    assert_eq!(verdicts(&preview), ["other", "leap", "swapped"]);
    assert_eq!(preview["rows"][0]["was"], "7.8");
    assert_eq!(verdicts(&take(&operator, odd).await), ["other", "leap", "swapped"]);
    assert_eq!(market.number("SELECT COUNT(*) FROM exchange_rate").await, 2);
    let known = market.visitor().get("/api/v1/rates").await.is(200).json();
    assert_eq!(
        (&known["items"][0]["rate"], &known["items"][0]["day"]),
        (&json!("7.8"), &json!("2026-11-20"))
    );
    let csv = format!("{HEAD}\n2026-11-20,EUR,CNY,7.9,ECB\n");
    let page = operator.post("/operator/rates", &[("csv", csv.as_str())]).await;
    page.is(200).shows("Another rate is kept for this day").shows("7.8 (20 Nov 2026)");
    operator.post("/operator/rates/taking", &[("csv", csv.as_str()), ("doubtful", "true")]).await.is(200);
    operator.get("/operator/rates").await.is(200).shows("7.9");
    operator.get("/operator/audit").await.is(200).shows("Rates taken");
    assert_eq!(market.number("SELECT COUNT(*) FROM audit WHERE detail LIKE '%\"before\":\"7.8\"%'").await, 1);

    // What is left out is told.
    let late = take(&operator, "2026-11-22,EUR,USD,1.06,ECB\n").await;
    assert_eq!(
        (&late["absent"][0]["pair"], &late["absent"][0]["last"]),
        (&json!("EUR/CNY"), &json!("2026-11-20"))
    );
    let gap = take(&operator, "2026-11-12,EUR,USD,1.06,ECB\n2026-11-16,EUR,USD,1.06,ECB\n").await;
    assert_eq!(gap["gaps"].as_array().unwrap().len(), 2);
    assert_eq!(gap["gaps"][0]["workdays"], 1);

    // What is no file of rates says what it lacks, and what was typed is still there.
    let page = operator.post("/operator/rates", &[("csv", "one,two\n1,2\n"), ("source", "me")]).await;
    page.is(422).shows("has no column").shows("one,two");
    operator.post("/operator/rates", &[]).await.is(422);
    let (buyer, _) = market.person("Lin").await;
    buyer.post("/operator/rates/taking", &[("csv", csv.as_str())]).await.is(404);
});

story!(a_price_is_told_in_the_readers_currency_and_paid_in_the_shops, |market| {
    let operator = operator(market).await;
    let (_, shop) = market.maker("Ana").await;
    let bowl = market.thing(shop, "Bowl", 5_200, 9).await;
    let (buyer, _) = market.person("Lin").await;
    let page = format!("/listings/{}", bowl.listing);

    // Nobody is told anything by rates that are not there.
    buyer.get(&page).await.is(200).hides("rate of").hides("No rate");
    think_in(&buyer, "USD").await;
    buyer.get(&page).await.is(200).shows("No rate from CNY to USD is known");
    take(&operator, FRIDAY).await;

    // 52.00 yuan by 1.05 dollars and 7.8 yuan for one euro are 7.00 dollars.
    let about = "about $7 USD (rate of 20 Nov 2026)";
    market.find_anew().await;
    for path in [page.as_str(), "/browse"] {
        buyer.get(path).await.is(200).shows(about);
    }
    let cart = buyer.post("/cart", &[("variant", &bowl.variant.to_string()), ("add", "2")]).await;
    cart.is(200);
    buyer.get("/cart").await.is(200).shows("about $14 USD");
    let checkout = buyer.get("/checkout/CNY").await;
    checkout.is(200).shows("In your currency").shows("You pay in CNY");
    let told = buyer.get("/api/v1/cart").await.is(200).json();
    let expected = json!({"amount": "7.00", "currency": "USD", "rate_day": "2026-11-20"});
    assert_eq!(told["lines"][0]["about"], expected);

    // A guest's browser remembers it, and so does a program by its own word; others are told nothing.
    let guest = market.visitor();
    guest.get(&page).await.is(200).hides("USD (rate");
    think_in(&guest, "USD").await;
    guest.get(&page).await.is(200).shows(about);
    let call = format!("/api/v1/listings/{}", bowl.listing);
    let told = market.visitor().look(&call, &[("accept-currency", "USD")]).await;
    assert_eq!(told.is(200).json()["variants"][0]["about"], expected);
    assert_eq!(market.visitor().get(&call).await.is(200).json()["variants"][0]["about"], Value::Null);
    buyer.post("/currency", &[("currency", "usd")]).await.is(422);

    // The account knows it on another device, in its settings and its export.
    assert_eq!(buyer.get("/api/v1/account").await.is(200).json()["currency"], "USD");
    assert_eq!(buyer.get("/api/v1/account/export").await.json()["account"]["currency"], "USD");
    let changed = buyer.send("PATCH", "/api/v1/account", &json!({"currency": "JPY"})).await;
    assert_eq!(changed.is(200).json()["currency"], "JPY");
    buyer.get(&page).await.is(200).shows("No rate from CNY to JPY is known");
    think_in(&buyer, "USD").await;

    // An old rate is said to be one.
    market.pass(days(8)).await;
    buyer.get(&page).await.is(200).shows("more than a week old");
});

story!(sums_of_the_market_are_by_the_rate_of_each_day, |market| {
    let operator = operator(market).await;
    take(&operator, &format!("{FRIDAY}2026-11-16,EUR,CNY,7.5,ECB\n2026-11-16,EUR,USD,1,ECB\n")).await;
    let of = |day: &str, cents| (RateDay::parse(day).unwrap(), Money::new(cents, Currency::USD));
    // The day after a rate, a Sunday, a day more than a week after the last, and one before the first.
    let amounts = [of("2026-11-17", 100), of("2026-11-22", 700), of("2026-11-28", 1), of("2026-11-15", 5)];
    let add_up = async move |tx: &mut Tx| people::rates::sum_in(tx, Currency::CNY, &amounts).await;
    let sum = market.inner.db.read(add_up).await.unwrap();
    assert_eq!(sum.total, Money::new(750 + 5_200, Currency::CNY));
    assert_eq!(sum.uncounted, [of("2026-11-15", 5), of("2026-11-28", 1)]);
});

/// `amount` minor units at a rate of whole numbers, to the nearest, from the middle to the even one.
fn exchanged(amount: i128, get: i128, give: i128) -> i128 {
    let (exact, rest) = (amount * get / give, amount * get % give);
    match (rest * 2).cmp(&give) {
        std::cmp::Ordering::Less => exact,
        std::cmp::Ordering::Equal => exact + exact % 2,
        std::cmp::Ordering::Greater => exact + 1,
    }
}

fn fen(text: &Value) -> i128 {
    text.as_str().unwrap().replace('.', "").parse().unwrap()
}

/// One euro in ten-thousandths of each.
struct Day {
    cny: u64,
    usd: u64,
    jpy: u64,
}

impl Day {
    fn rows(&self, day: &str) -> String {
        let decimal = |rate: u64| format!("{}.{:04}", rate / 10_000, rate % 10_000);
        let row = |code: &str, rate| format!("{day},EUR,{code},{},ECB\n", decimal(rate));
        [row("CNY", self.cny), row("USD", self.usd), row("JPY", self.jpy)].concat()
    }

    /// What so many fen are in minor units of a currency.
    fn of(&self, fen: i128, currency: &str) -> String {
        match currency {
            "USD" => {
                let cents = exchanged(fen, self.usd.into(), self.cny.into());
                format!("{}.{:02}", cents / 100, cents % 100)
            }
            _ => exchanged(fen, self.jpy.into(), i128::from(self.cny) * 100).to_string(),
        }
    }
}

/// Buy some of a thing and pay; the answer is the path of the order.
async fn buy(market: &Market, buyer: &Person, thing: Thing, pieces: i64) -> String {
    let gateway = buyer.check_out(&[(thing, pieces)], None).await;
    buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    buyer.get("/orders").await.link("/orders/")
}

story!(whatever_the_rates_do_an_order_keeps_its_own, |market| {
    let (operator, chance) = (operator(market).await, Chance::seeded(78_213));
    let (seller, shop) = market.maker("Ana").await;
    let things = [market.thing(shop, "Bowl", 5_237, 900).await, market.thing(shop, "Cup", 1_999, 900).await];
    let (lin, _) = market.person("Lin").await;
    let (wu, _) = market.person("Wu").await;
    let (mei, _) = market.person("Mei").await;
    think_in(&lin, "USD").await;
    think_in(&wu, "JPY").await;
    let mut day = Day { cny: 78_213, usd: 10_521, jpy: 1_623_300 };
    take(&operator, &day.rows("2026-11-20")).await;
    // Which order was shown with what; those who think in yuan are shown nothing.
    let mut shown: Vec<(usize, String, Value)> = Vec::new();
    let buyers = [(&lin, "USD"), (&wu, "JPY"), (&mei, "CNY")];
    for act in 0..24_u64 {
        match chance.below(4) {
            0 => {
                for rate in [&mut day.cny, &mut day.usd, &mut day.jpy] {
                    *rate = *rate * (9_800 + chance.below(401)) / 10_000;
                }
                market.pass(days(1)).await;
                let today = market.now().rfc3339()[..10].to_owned();
                take(&operator, &day.rows(&today)).await;
            }
            1 | 2 => {
                let at = usize::try_from(chance.below(3)).unwrap();
                let (buyer, currency) = buyers[at];
                let thing = things[usize::try_from(chance.below(2)).unwrap()];
                let pieces = 1 + i64::try_from(chance.below(3)).unwrap();
                let path = buy(market, buyer, thing, pieces).await;
                let order = buyer.get(&format!("/api/v1{path}")).await.is(200).json();
                let total = fen(&order["total"]["amount"]);
                if currency == "CNY" {
                    assert_eq!(order["about"], Value::Null);
                } else {
                    assert_eq!(order["about"]["amount"], json!(day.of(total, currency)), "{total} {act}");
                    assert_eq!(order["about"]["currency"], currency);
                }
                shown.push((at, path, order["about"].clone()));
            }
            _ => {
                // The shop gives a part back, or all of it: what was shown then is not what comes back now.
                let Some((at, path, _)) = shown.last() else { continue };
                let (buyer, _) = buyers[*at];
                if chance.below(2) == 0 {
                    buyer.post(&format!("{path}/cancellation"), &[]).await;
                } else {
                    let goodwill = json!({"amount": "1.00", "words": "for the wait", "key": act.to_string()});
                    seller.send("POST", &format!("/api/v1{path}/repayments"), &goodwill).await;
                }
            }
        }
    }
    assert!(shown.iter().filter(|(_, _, about)| *about != Value::Null).count() > 3);
    for (at, path, about) in &shown {
        let (buyer, currency) = buyers[*at];
        let order = buyer.get(&format!("/api/v1{path}")).await.is(200).json();
        assert_eq!(order["about"], *about, "{path}");
        let (page, print) = (buyer.get(path).await, buyer.get(&format!("{path}/print")).await);
        page.is(200);
        if currency == "CNY" {
            page.hides("When you ordered");
            continue;
        }
        let figure = about["amount"].as_str().unwrap().trim_end_matches(".00").to_owned();
        let figure = if figure.len() > 3 && !figure.contains('.') {
            format!("{},{}", &figure[..figure.len() - 3], &figure[figure.len() - 3..])
        } else {
            figure
        };
        page.shows("When you ordered").shows(&figure);
        if print.status == 200 {
            print.shows(&figure);
        }
    }
    market.check().await;
});
