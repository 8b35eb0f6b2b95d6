//! Reports of conversations: who may tell, who may read, and what comes of it.

use kernel::{days, hours};
use serde_json::json;

use crate::{
    harness::{Market, Person},
    story,
};

struct Quarrel {
    shop: Person,
    buyer: Person,
    judge: Person,
    at: String,
}

async fn quarrel(market: &Market) -> Quarrel {
    let (shop, _) = market.maker("Ana").await;
    let (buyer, _) = market.person("Lin").await;
    let (judge, id) = market.person("Judge").await;
    market.make(id, "is_moderator").await;
    let page = buyer.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
    let at = format!("/conversations/{}", page.is(201).json()["id"].as_str().unwrap());
    let quarrel = Quarrel { shop, buyer, judge, at };
    quarrel.say(&quarrel.buyer, "Is it food safe?").await.is(201);
    quarrel.say(&quarrel.shop, "Send the money to my own account.").await.is(201);
    quarrel
}

impl Quarrel {
    async fn say(&self, person: &Person, words: &str) -> crate::harness::Page {
        person.send("POST", &format!("/api/v1{}/messages", self.at), &json!({ "words": words })).await
    }

    async fn report(&self, person: &Person, message: &str) -> crate::harness::Page {
        let fields = [("reason", "elsewhere"), ("message", message), ("words", "He wants it outside.")];
        person.post(&format!("{}/reports", self.at), &fields).await
    }

    /// The case that waits.
    async fn case(&self) -> String {
        self.judge.get("/moderator/conversations").await.link("/moderator/conversations/")
    }

    async fn rule(&self, case: &str, ruling: &str) -> crate::harness::Page {
        let fields = [("ruling", ruling), ("days", "7"), ("reason", "Money stays here.")];
        self.judge.post(&format!("{case}/ruling"), &fields).await
    }
}

story!(a_reported_conversation_is_read_by_a_moderator_and_the_reading_is_kept, |market| {
    let quarrel = quarrel(market).await;
    quarrel.judge.get("/moderator/conversations").await.shows("No conversation waits");
    // What nobody reports, nobody reads.
    quarrel.judge.get(&quarrel.at).await.is(404);
    let page = quarrel.buyer.get(&quarrel.at).await;
    let form = quarrel.buyer.get(&page.link(&format!("{}/reports/new?message=2", quarrel.at))).await;
    form.is(200).shows("Report this message").shows("my own account");
    let empty = quarrel.buyer.post(&format!("{}/reports", quarrel.at), &[("message", "2")]).await;
    empty.is(422).shows("my own account");
    // One's own words cannot be reported, nor what is not there, nor by strangers.
    quarrel.report(&quarrel.buyer, "1").await.is(404);
    quarrel.report(&quarrel.buyer, "9").await.is(404);
    let (stranger, _) = market.person("Mo").await;
    quarrel.report(&stranger, "2").await.is(404);
    quarrel.report(&quarrel.buyer, "2").await.is(200).shows("A moderator will look at it");
    quarrel.report(&quarrel.buyer, "2").await.is(409);
    quarrel.report(&quarrel.buyer, "").await.is(409);
    quarrel.buyer.get(&quarrel.at).await.shows("You have reported this conversation");
    // The list tells who and why; the words are behind it, and opening them is written down.
    let list = quarrel.judge.get("/moderator/conversations").await;
    list.shows("One conversation waits").shows("outside the market").hides("my own account");
    assert_eq!(market.number("SELECT COUNT(*) FROM audit").await, 0);
    let case = quarrel.case().await;
    let page = quarrel.judge.get(&case).await;
    page.is(200)
        .shows("my own account")
        .shows("Is it food safe?")
        .shows("He wants it outside.")
        .shows("Reported");
    page.shows("Ana").shows("Lin").hides("Report this message");
    assert_eq!(market.number("SELECT COUNT(*) FROM audit WHERE act = 'conversation.read'").await, 1);
    for person in [&quarrel.buyer, &quarrel.shop, &stranger] {
        person.get(&case).await.is(404);
        person.get("/moderator/conversations").await.is(404);
    }
    // Decided with a reason, once.
    quarrel
        .judge
        .post(&format!("{case}/ruling"), &[("ruling", "warn")])
        .await
        .is(422)
        .shows("my own account");
    quarrel.rule(&case, "warn").await.is(200).shows("No conversation waits");
    quarrel.rule(&case, "dismiss").await.is(409);
    assert_eq!(market.number("SELECT COUNT(*) FROM audit WHERE act = 'conversation.rule'").await, 1);
    let told = market.mail("lin@fair.example").await;
    assert!(
        told[0].subject.contains("Your report was decided") && told[0].text.contains("Money stays here.")
    );
    let told = market.mail("ana@fair.example").await;
    assert!(told[0].subject.contains("A moderator has warned you"), "{}", told[0].subject);
    quarrel.shop.get("/notifications").await.shows("A moderator has warned you");
    quarrel.judge.get("/moderator/conversations?state=done").await.shows("Writer warned");
    // Decided, another can be told of.
    quarrel.report(&quarrel.buyer, "").await.is(200);
    quarrel.buyer.get("/mine/export.json").await.shows("He wants it outside.");
});

story!(photos_and_offers_are_read_with_what_was_said_around_them, |market| {
    let quarrel = quarrel(market).await;
    let shop = market.number("SELECT shop_id FROM conversation").await;
    let bowl = market.thing(kernel::ShopId::new(shop), "Bowl", 10_000, 3).await;
    market.bargain(bowl, None, None).await;
    let lines = json!([{ "variant": bowl.variant.to_string(), "quantity": 1 }]);
    let offer = json!({ "lines": lines, "amount": "5.00", "note": "Or else." });
    quarrel.buyer.send("POST", &format!("/api/v1{}/offers", quarrel.at), &offer).await.is(201);
    let png = crate::photos::picture(90, 60, image::ImageFormat::Png);
    let photo = [("photos", "a.png", png.as_slice())];
    quarrel.buyer.upload(&format!("{}/messages", quarrel.at), &[("words", "")], &photo).await.is(200);
    // Long before and long after stays closed.
    for at in 0..25 {
        quarrel.say(&quarrel.buyer, &format!("line {at}.")).await.is(201);
    }
    quarrel.report(&quarrel.shop, "4").await.is(200);
    let case = quarrel.case().await;
    let page = quarrel.judge.get(&case).await;
    page.shows("An offer").shows("Or else.").shows("line 19.").hides("line 20.").hides("/acceptance");
    let shown = page.link(&format!("{case}/photos/"));
    assert_eq!(quarrel.judge.get(&shown).await.is(200).content_type, "image/webp");
    quarrel.shop.get(&shown).await.is(404);
    let own = quarrel.buyer.get(&quarrel.at).await.link(&format!("{}/photos/", quarrel.at));
    quarrel.judge.get(&own).await.is(404);
});

story!(a_dismissed_report_is_nobodys_business_but_the_reporters, |market| {
    let quarrel = quarrel(market).await;
    quarrel.report(&quarrel.shop, "").await.is(200);
    let case = quarrel.case().await;
    let mails = market.mail("lin@fair.example").await.len();
    quarrel.rule(&case, "dismiss").await.is(200);
    assert_eq!(market.mail("lin@fair.example").await.len(), mails);
    assert!(market.mail("ana@fair.example").await[0].text.contains("found nothing"));
    quarrel.say(&quarrel.buyer, "still here").await.is(201);
});

story!(a_paused_writer_answers_and_does_not_begin, |market| {
    let quarrel = quarrel(market).await;
    market.maker("Bo").await;
    quarrel.say(&quarrel.buyer, "spam").await.is(201);
    let body = json!({ "reason": "unwanted", "words": "", "message": 3 });
    quarrel.shop.send("POST", &format!("/api/v1{}/reports", quarrel.at), &body).await.is(201);
    let reports = quarrel.judge.get("/api/v1/reported-conversations").await;
    let report = reports.is(200).json()["items"][0]["id"].as_str().unwrap().to_owned();
    let read = quarrel.judge.get(&format!("/api/v1/reported-conversations/{report}")).await;
    assert_eq!(read.is(200).json()["messages"].as_array().unwrap().len(), 3);
    let ruling = json!({ "ruling": "pause", "reason": "No advertising." });
    let path = format!("/api/v1/reported-conversations/{report}/ruling");
    quarrel.judge.send("POST", &path, &ruling).await.is(422);
    let ruling = json!({ "ruling": "pause", "days": 7, "reason": "No advertising." });
    quarrel.judge.send("POST", &path, &ruling).await.is(200);
    assert!(market.mail("lin@fair.example").await[0].subject.contains("begin no conversations"));
    // No new conversation, and none gone on with; what the other side asks is answered, once.
    quarrel.say(&quarrel.buyer, "spam").await.is(409);
    quarrel.buyer.get(&quarrel.at).await.shows("can be answered").hides("name=\"words\"");
    quarrel.buyer.send("POST", "/api/v1/shops/bo/conversations", &json!({})).await.is(409);
    quarrel.buyer.get("/shops/bo/conversation").await.shows("can be answered");
    quarrel.say(&quarrel.shop, "Which size?").await.is(201);
    quarrel.say(&quarrel.buyer, "The large one.").await.is(201);
    quarrel.say(&quarrel.buyer, "spam").await.is(409);
    market.pass(days(7) + hours(1)).await;
    quarrel.say(&quarrel.buyer, "Sorry.").await.is(201);
    quarrel.buyer.send("POST", "/api/v1/shops/bo/conversations", &json!({})).await.is(201);
});

story!(nobody_judges_their_own_quarrel_and_nobody_reports_without_end, |market| {
    let quarrel = quarrel(market).await;
    let (moderator, id) = market.person("Kim").await;
    market.make(id, "is_moderator").await;
    let mut told = Vec::new();
    for name in ["Bo", "Cy", "Di"] {
        let (shop, _) = market.maker(name).await;
        let handle = name.to_lowercase();
        let page = moderator.send("POST", &format!("/api/v1/shops/{handle}/conversations"), &json!({})).await;
        let at = page.is(201).json()["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/conversations/{at}");
        shop.send("POST", &format!("{path}/messages"), &json!({ "words": "Buy!" })).await.is(201);
        told.push(path);
    }
    let few = "INSERT INTO setting (name, value, changed_at) VALUES ('conversation_reports_per_day', '2', 0)";
    let set = async move |tx: &mut platform::db::Tx| tx.execute(few, &[]).await.map(drop);
    market.inner.db.write(set).await.unwrap();
    market.inner.reload_rules().await.unwrap();
    let body = json!({ "reason": "unwanted" });
    for (path, status) in told.iter().zip([201, 201, 429]) {
        moderator.send("POST", &format!("{path}/reports"), &body).await.is(status);
    }
    let case = quarrel.case().await;
    moderator.get(&case).await.is(409);
    quarrel.rule(&case, "warn").await.is(200);
    market.pass(days(1) + hours(1)).await;
    moderator.send("POST", &format!("{}/reports", told[2]), &body).await.is(201);
});
