//! The way of a shop's money to its bank: by rule, by the operator, back again, and never twice.

use kernel::days;
use serde_json::json;

use crate::{
    aftersale::{Sale, shipped},
    harness::{Market, Person, program},
    story,
};

/// What the bowl of [`shipped`] leaves its shop: 50.01 less 5 %.
const EARNED: i64 = 4_751;

pub const ACCOUNT: [(&str, &str); 3] =
    [("bank", "农业银行"), ("holder", "Ana Zhang"), ("number", "6222 0210 0100 1234 567")];

/// Two people: the owner of a shop that has earned something, and the operator.
struct Earned {
    sale: Sale,
    operator: Person,
}

impl Earned {
    async fn by_one_sale(market: &Market) -> Self {
        Self::by_sale_of(market, 1).await
    }

    async fn by_sale_of(market: &Market, pieces: i64) -> Self {
        let sale = shipped(market, pieces).await;
        sale.buyer.post(&format!("/orders/{}/receipt", sale.order), &[]).await.is(200);
        let (operator, id) = market.person("Op").await;
        market.make_operator(id).await;
        sale.shop.post("/desk/ana/payouts/account", &ACCOUNT).await.is(200).shows("•••• 4567");
        Self { sale, operator }
    }

    /// Let payouts of new shops with new accounts through.
    async fn trust(&self) {
        let fields = [("payout_shop_age_days", "0"), ("payout_account_age_days", "0")];
        self.operator.post("/operator/settings", &fields).await.is(200);
    }

    async fn try_to_ask(&self, amount: &str) -> crate::harness::Page {
        let key = self.sale.shop.get("/desk/ana/payouts").await.field("key");
        self.sale.shop.post("/desk/ana/payouts", &[("amount", amount), ("key", &key)]).await
    }

    /// Ask for an amount; the answer is the payout's id.
    async fn ask(&self, amount: &str) -> String {
        let page = self.try_to_ask(amount).await;
        page.is(200);
        page.path.trim_start_matches("/desk/ana/payouts/").split('?').next().unwrap().to_owned()
    }

    async fn operator_does(&self, payout: &str, act: &str) -> crate::harness::Page {
        self.operator
            .post(&format!("/operator/payouts/{payout}/{act}"), &[("reason", "Unknown holder.")])
            .await
    }

    async fn make_batch(&self) -> String {
        let page = self.operator.post("/operator/payout-batches", &[("currency", "CNY")]).await;
        page.is(200);
        page.path.trim_start_matches("/operator/payout-batches/").split('?').next().unwrap().to_owned()
    }

    async fn shows(&self, payout: &str, text: &str) {
        self.sale.shop.get(&format!("/desk/ana/payouts/{payout}")).await.is(200).shows(text);
    }
}

/// The mail to the owner whose subject has these words.
async fn letter(market: &Market, words: &str) -> platform::mail::Message {
    let mails = market.mail("ana@fair.example").await;
    let subjects: Vec<String> = mails.iter().map(|mail| mail.subject.clone()).collect();
    let found = mails.into_iter().find(|mail| mail.subject.contains(words));
    found.unwrap_or_else(|| panic!("no mail {words:?} among {subjects:?}"))
}

/// What the shop, the payouts on their way and the bank hold.
async fn held(market: &Market) -> [i64; 3] {
    let balances = market.balances().await;
    ["shop", "payouts", "bank"]
        .map(|name| balances.iter().find(|(have, _)| have == name).map_or(0, |(_, minor)| *minor))
}

story!(a_payout_goes_by_rule_in_a_batch_to_the_bank, |market| {
    let earned = Earned::by_one_sale(market).await;
    earned.trust().await;
    let payout = earned.ask("40.00").await;
    earned.shows(&payout, "Approved by rule").await;
    assert_eq!(held(market).await, [EARNED - 4_000, 4_000, 0]);
    market.check().await;
    earned.sale.shop.get("/desk/ana/money").await.shows("On its way to your bank").shows("¥40");
    earned.operator.get("/operator/payout-batches").await.shows("¥40");

    let batch = earned.make_batch().await;
    let file = format!("/operator/payout-batches/{batch}/bank.csv");
    let first = earned.operator.get(&file).await;
    first.is(200).shows(&payout).shows("农业银行,Ana Zhang,6222021001001234567,40.00,CNY");
    earned.shows(&payout, "The bank has it").await;
    // From here on only the bank can stop it.
    earned.sale.shop.post(&format!("/desk/ana/payouts/{payout}/withdrawal"), &[]).await.is(409);
    earned.operator_does(&payout, "refusal").await.is(409);
    earned.operator.post("/operator/payout-batches", &[("currency", "CNY")]).await.is(409);

    earned.operator.post(&format!("/operator/payout-batches/{batch}/payment"), &[]).await.is(200);
    earned.operator.post(&format!("/operator/payout-batches/{batch}/payment"), &[]).await.is(200);
    earned.shows(&payout, "The bank has paid it").await;
    assert_eq!(held(market).await, [EARNED - 4_000, 0, 4_000]);
    assert_eq!(earned.operator.get(&file).await.bytes, first.bytes, "a batch keeps its file");
    market.check().await;
    let paid = letter(market, "¥40 is paid out").await;
    assert!(paid.text.contains("•••• 4567") && !paid.text.contains("6222"));

    // The month's statement has it, and comes to the balance.
    let statement = earned.sale.shop.get("/desk/ana/statements").await;
    statement.shows("Payouts").shows("−¥40").shows("¥7.51");
    // The bank sends it back, days later.
    market.pass(days(2)).await;
    earned.operator_does(&payout, "return").await.is(200);
    earned.shows(&payout, "Unknown holder.").await;
    assert_eq!(held(market).await, [EARNED, 0, 0]);
    assert_eq!(earned.operator.get(&file).await.bytes, first.bytes);
    earned.operator_does(&payout, "return").await.is(409);
    market.check().await;
    assert!(letter(market, "sent ¥40 back").await.text.contains("Unknown holder."));
});

story!(what_speaks_against_a_payout_waits_for_the_operator, |market| {
    let earned = Earned::by_one_sale(market).await;
    let first = earned.ask("20.00").await;
    earned.shows(&first, "the shop is new").await;
    earned.shows(&first, "the account was changed lately").await;
    earned.operator.get("/operator/payouts").await.shows(&first).shows("the shop is new");
    earned.operator.post("/operator/payout-batches", &[("currency", "CNY")]).await.is(409);
    assert_eq!(held(market).await, [EARNED - 2_000, 2_000, 0]);

    // The shop takes one back, the operator refuses another with a reason and approves the third.
    earned.sale.shop.post(&format!("/desk/ana/payouts/{first}/withdrawal"), &[]).await.is(200);
    assert_eq!(held(market).await, [EARNED, 0, 0]);
    let second = earned.ask("20.00").await;
    earned.operator.post(&format!("/operator/payouts/{second}/refusal"), &[]).await.is(422);
    earned.operator_does(&second, "refusal").await.is(200);
    earned.shows(&second, "Unknown holder.").await;
    assert_eq!(held(market).await, [EARNED, 0, 0]);
    let third = earned.ask("20.00").await;
    earned.operator_does(&third, "approval").await.is(200);
    earned.operator_does(&third, "approval").await.is(409);
    earned.shows(&third, "Approved by the operator").await;
    earned.make_batch().await;
    // Sent back before anybody noted it as paid.
    earned.operator_does(&third, "return").await.is(200);
    assert_eq!(held(market).await, [EARNED, 0, 0]);
    market.check().await;
    let export = earned.sale.shop.get("/mine/export.json").await;
    export.is(200).shows("6222021001001234567").shows("withdrawn");
    earned.operator.get("/operator/audit").await.shows("Payout refused").shows("Payouts handed to the bank");
});

story!(what_buyers_ask_back_after_completion_is_kept_in_sight, |market| {
    let earned = Earned::by_one_sale(market).await;
    earned.trust().await;
    earned.sale.ask("refund", "damaged", "1").await;
    let payout = earned.ask("40.00").await;
    earned.shows(&payout, "buyers ask back more").await;
    // The money goes back to the buyer and the shop owes: nothing more can be asked for.
    market.pass(days(3)).await;
    let [shop, payouts, _] = held(market).await;
    assert_eq!((shop, payouts), (EARNED - 4_000 - EARNED, 4_000));
    let page = earned.sale.shop.get("/desk/ana/payouts").await;
    page.is(200).shows("buyers got money back").hides("name=\"amount\"");
    market.check().await;
});

story!(what_buyers_got_back_leaves_for_no_bank, |market| {
    let earned = Earned::by_one_sale(market).await;
    earned.trust().await;
    let (first, second) = (earned.ask("20.00").await, earned.ask("25.00").await);
    earned.shows(&second, "Approved by rule").await;
    let request = earned.sale.ask("refund", "damaged", "1").await;
    let (shop, operator) = (&earned.sale.shop, &earned.operator);
    shop.post(&format!("/desk/ana/refunds/{request}/repayment"), &[]).await.is(200);
    market.work().await;
    assert_eq!(held(market).await, [-4_500, 4_500, 0]);
    // Neither is covered any more; the shop and the operator see why.
    for payout in [&first, &second] {
        earned.shows(payout, "buyers got back more than stays").await;
        let page = shop.get(&format!("/api/v1/payouts/{payout}")).await.json();
        assert_eq!((page["state"].as_str(), &page["doubts"]), (Some("requested"), &json!(["owes"])));
        earned.operator_does(payout, "approval").await.is(409).shows("more than stays in the shop");
    }
    operator.post("/operator/payout-batches", &[("currency", "CNY")]).await.is(409);
    letter(market, "25 waits").await;
    // The newer is taken back: what is left is the older one's, and goes when something new is released.
    shop.post(&format!("/desk/ana/payouts/{second}/withdrawal"), &[]).await.is(200);
    assert_eq!(held(market).await, [-2_000, 2_000, 0]);
    earned.operator_does(&first, "approval").await.is(409);
    earned.operator_does(&first, "refusal").await.is(200);
    assert_eq!(held(market).await, [0, 0, 0]);
    market.check().await;
});

story!(a_batch_leaves_out_what_a_shop_owes, |market| {
    let earned = Earned::by_sale_of(market, 2).await;
    earned.trust().await;
    let (old, new) = (earned.ask("40.00").await, earned.ask("50.00").await);
    let request = earned.sale.ask("refund", "damaged", "1").await;
    let repayment = format!("/desk/ana/refunds/{request}/repayment");
    earned.sale.shop.post(&repayment, &[]).await.is(200);
    // The batch is made before anything else has looked what that means for the shop.
    let batch = earned.make_batch().await;
    let file = earned.operator.get(&format!("/operator/payout-batches/{batch}/bank.csv")).await;
    file.is(200).shows(&old).hides(&new);
    earned.shows(&new, "buyers got back more than stays").await;
    earned.shows(&new, "Held back").await;
    assert_eq!(held(market).await, [EARNED - 9_000, 9_000, 0]);
    market.check().await;
});

story!(nobody_asks_for_more_than_there_is_or_in_anothers_name, |market| {
    let earned = Earned::by_one_sale(market).await;
    earned.trust().await;
    for (amount, word) in [
        ("47.52", "At most 47.51"),
        ("9.99", "At least 10.00"),
        ("0", "At least 10.00"),
        ("-20", "below zero"),
        ("20,00", "with a point"),
        ("99999999999999999999", "large"),
    ] {
        earned.try_to_ask(amount).await.is(422).shows(word);
    }
    let (staff, _) = market.person("Wu").await;
    earned.sale.shop.post("/desk/ana/staff", &[("login", "wu@fair.example")]).await.is(200);
    staff.get("/desk/ana/payouts").await.is(200).shows("•••• 4567").hides("name=\"amount\"");
    staff.post("/desk/ana/payouts", &[("amount", "20"), ("key", "k")]).await.is(403);
    staff.post("/desk/ana/payouts/account", &ACCOUNT).await.is(403);
    let payout = earned.ask("20.00").await;
    staff.post(&format!("/desk/ana/payouts/{payout}/withdrawal"), &[]).await.is(403);
    let (other, _) = market.maker("Bo").await;
    other.get(&format!("/desk/bo/payouts/{payout}")).await.is(404);
    other.post(&format!("/desk/bo/payouts/{payout}/withdrawal"), &[]).await.is(404);
    other.get(&format!("/api/v1/payouts/{payout}")).await.is(404);
    // A shop that has not said where to.
    other.post("/desk/bo/payouts", &[("amount", "20"), ("key", "k")]).await.is(409);
    // A page that is sent twice asks once.
    let fields = [("amount", "15.00"), ("key", "the same")];
    let one = earned.sale.shop.post("/desk/ana/payouts", &fields).await;
    assert_eq!(earned.sale.shop.post("/desk/ana/payouts", &fields).await.path, one.path);
    assert_eq!(held(market).await, [EARNED - 3_500, 3_500, 0]);
    market.check().await;
});

story!(a_new_account_is_masked_told_and_written_down, |market| {
    let earned = Earned::by_one_sale(market).await;
    letter(market, "bank account of ana").await;
    for (field, wrong) in [("number", "12"), ("number", "6222;0001"), ("bank", ""), ("holder", "=1+1")] {
        let fields = ACCOUNT.map(|(name, value)| (name, if name == field { wrong } else { value }));
        earned.sale.shop.post("/desk/ana/payouts/account", &fields).await.is(422);
    }
    // What was asked for goes where it was asked to go.
    let payout = earned.ask("20.00").await;
    let other = [("bank", "工商银行"), ("holder", "Ana Zhang"), ("number", "8888-0000-1111")];
    earned.sale.shop.post("/desk/ana/payouts/account", &other).await.is(200).shows("•••• 1111");
    earned.shows(&payout, "•••• 4567").await;
    earned.operator_does(&payout, "approval").await.is(200);
    let batch = earned.make_batch().await;
    let file = earned.operator.get(&format!("/operator/payout-batches/{batch}/bank.csv")).await;
    file.shows("6222021001001234567").hides("888800001111");
    for path in ["/desk/ana/payouts", "/desk/ana/payouts/account", "/api/v1/shops/ana/payout-account"] {
        earned.sale.shop.get(path).await.is(200).hides("888800001111").hides("6222021001001234567");
    }
    let audit = earned.operator.get("/operator/audit").await;
    audit.shows("Bank account of a shop changed").hides("888800001111");
    market.check().await;
});

story!(many_requests_at_once_get_what_there_is_and_no_more, |market| {
    let earned = Earned::by_one_sale(market).await;
    earned.trust().await;
    let ask = |key: &'static str| {
        let shop = &earned.sale.shop;
        async move { shop.post("/desk/ana/payouts", &[("amount", "10.00"), ("key", key)]).await.status }
    };
    let (a, b, c, d, e, f) = tokio::join!(ask("a"), ask("b"), ask("c"), ask("d"), ask("e"), ask("f"));
    let answers = [a, b, c, d, e, f];
    assert_eq!(answers.iter().filter(|status| status.is_success()).count(), 4, "{answers:?}");
    assert_eq!(held(market).await, [EARNED - 4_000, 4_000, 0]);
    market.check().await;
});

story!(a_program_does_the_same_once_per_key, |market| {
    let earned = Earned::by_one_sale(market).await;
    earned.trust().await;
    let shop = &earned.sale.shop;
    let funds = shop.get("/api/v1/shops/ana/funds").await.json();
    assert_eq!(funds["available"]["amount"], "47.51");
    let body = json!({"amount": "30.00"});
    let first = shop.send_once("/api/v1/shops/ana/payouts", &body, "a").await;
    first.is(201);
    let again = shop.send_once("/api/v1/shops/ana/payouts", &body, "a").await;
    assert_eq!(first.json()["id"], again.json()["id"]);
    assert_eq!(first.json()["state"], "approved");
    shop.send("POST", "/api/v1/shops/ana/payouts", &body).await.is(422);
    let id = first.json()["id"].as_str().unwrap().to_owned();
    let operator = &earned.operator;
    let batch = operator.send("POST", "/api/v1/operator/payout-batches", &json!({"currency": "CNY"})).await;
    batch.is(201);
    assert_eq!(batch.json()["total"]["amount"], "30.00");
    let path = format!("/api/v1/operator/payouts/{id}");
    operator.send("POST", &format!("{path}/payment"), &json!({})).await.is(200);
    operator.send("POST", &format!("{path}/return"), &json!({})).await.is(422);
    let back = operator.send("POST", &format!("{path}/return"), &json!({"reason": "closed"})).await.json();
    assert_eq!((back["state"].as_str(), back["reason"].as_str()), (Some("returned"), Some("closed")));
    let acts: Vec<_> = back["history"].as_array().unwrap().iter().map(|step| step["act"].clone()).collect();
    assert_eq!(acts, ["request", "approve", "export", "pay", "return"]);
    let listed = shop.get("/api/v1/shops/ana/payouts").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    // A token that was not given the scope asks for nothing.
    let owner = market.number("SELECT account_id FROM shop_member WHERE role = 'owner'").await;
    let token = market.token(kernel::AccountId::new(owner)).await;
    let reader = program(market.address, &token);
    reader.send("POST", "/api/v1/shops/ana/payouts", &body).await.is(403);
    market.check().await;
});
