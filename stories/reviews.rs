//! What buyers and shops say of each other, and what it comes to.

use dealing::reviews::{
    self, Author, Change, Decided, Decision, Opinion, ReportReason, ReviewId, Scores, Verdict,
};
use kernel::{AccountId, Actor, Chance, ShopId, ShopRole, days, hours};
use platform::db::{DbError, Tx};
use selling::orders::OrderId;

use crate::{
    aftersale::{Sale, shipped},
    harness::{Market, Person, Thing},
    story,
};

const PRAISE: [(&str, &str); 5] = [
    ("verdict", "good"),
    ("described", "5"),
    ("service", "4"),
    ("delivery", "3"),
    ("words", "Glows like honey."),
];
const OF_BUYER: [(&str, &str); 2] = [("verdict", "good"), ("words", "Paid at once.")];

/// An order that has arrived.
async fn received(market: &Market) -> Sale {
    let sale = shipped(market, 1).await;
    sale.buyer.post(&format!("/orders/{}/receipt", sale.order), &[]).await.is(200);
    market.work().await;
    sale
}

impl Sale {
    async fn buyer_writes(&self, fields: &[(&str, &str)]) -> crate::harness::Page {
        self.buyer.post(&format!("/orders/{}/review", self.order), fields).await
    }

    async fn shop_writes(&self, fields: &[(&str, &str)]) -> crate::harness::Page {
        self.shop.post(&format!("/desk/ana/orders/{}/review", self.order), fields).await
    }

    async fn seen_by_buyer(&self) -> crate::harness::Page {
        self.buyer.get(&format!("/orders/{}", self.order)).await
    }

    async fn seen_by_shop(&self) -> crate::harness::Page {
        self.shop.get(&format!("/desk/ana/orders/{}", self.order)).await
    }
}

/// The id of the newest review, as its shop's desk names it.
async fn review_id(shop: &Person) -> String {
    let page = shop.get("/desk/ana/reviews").await;
    page.link("/reviews/").trim_start_matches("/reviews/").split('/').next().unwrap().to_owned()
}

story!(nobody_sees_what_the_other_says_before_they_have_spoken, |market| {
    let sale = received(market).await;
    sale.seen_by_buyer().await.shows("How was it?");
    sale.buyer_writes(&PRAISE).await.is(200).shows("Glows like honey.").shows("Only you see it");
    sale.seen_by_shop().await.hides("honey").shows("The other side has written");
    let guest = market.visitor();
    guest.get("/shops/ana").await.hides("honey").shows("0 points");
    sale.shop_writes(&OF_BUYER).await.is(200).shows("Both reviews are published").shows("honey");
    sale.seen_by_buyer().await.shows("Paid at once.").shows("What the shop says of you");
    guest.get("/shops/ana").await.shows("honey").shows("One point").shows("L**").hides("Paid at once.");
    guest
        .get("/shops/ana/bowl")
        .await
        .shows("honey")
        .shows("AggregateRating")
        .shows("\"ratingValue\":\"5.0\"");
    guest.get("/reviews/shops/ana?verdict=good").await.shows("honey");
    guest.get("/reviews/shops/ana?verdict=poor").await.hides("honey").shows("No reviews yet");
    market.check().await;
});

story!(what_one_side_says_is_published_when_the_days_are_over, |market| {
    let sale = received(market).await;
    sale.shop_writes(&OF_BUYER).await.is(200);
    sale.seen_by_buyer().await.hides("Paid at once.");
    market.pass(days(14)).await;
    sale.seen_by_buyer().await.hides("Paid at once.");
    market.pass(days(2)).await;
    sale.seen_by_buyer().await.shows("Paid at once.").hides("Write a review");
    sale.buyer_writes(&PRAISE).await.is(409);
    sale.shop.get("/desk/ana").await.is(200);
    sale.seen_by_shop().await.shows("1 good, 0 fair, 0 poor");
    market.check().await;
});

story!(only_a_completed_order_is_reviewed_and_once, |market| {
    let sale = shipped(market, 1).await;
    sale.buyer_writes(&PRAISE).await.is(409);
    sale.buyer.post(&format!("/orders/{}/receipt", sale.order), &[]).await.is(200);
    sale.buyer_writes(&[("verdict", "good"), ("described", "6")]).await.is(422);
    sale.buyer_writes(&[]).await.is(422);
    let (stranger, _) = market.person("Wu").await;
    stranger.post(&format!("/orders/{}/review", sale.order), &PRAISE).await.is(404);
    sale.buyer_writes(&PRAISE).await.is(200);
    let again = serde_json::json!({"verdict": "poor", "described": 1, "service": 1, "delivery": 1});
    let path = format!("/api/v1/orders/{}/reviews", sale.order);
    sale.buyer.send("POST", &path, &again).await.is(409);
});

story!(after_its_publication_a_review_only_gets_better_and_once, |market| {
    let sale = received(market).await;
    let fair = [
        ("verdict", "fair"),
        ("described", "3"),
        ("service", "3"),
        ("delivery", "3"),
        ("words", "The lid does not close."),
    ];
    sale.buyer_writes(&fair).await.is(200);
    sale.shop_writes(&OF_BUYER).await.is(200);
    let worse = [("verdict", "poor"), ("described", "3"), ("service", "3"), ("delivery", "3")];
    sale.buyer_writes(&worse).await.is(422).shows("nothing in it can become worse");
    let better = [("verdict", "good"), ("described", "4"), ("service", "5"), ("delivery", "3")];
    sale.buyer_writes(&better).await.is(200).shows("The review is changed");
    sale.buyer_writes(&PRAISE).await.is(409);
    let guest = market.visitor();
    guest.get("/shops/ana").await.shows("One point").shows("100% good").shows("4 in 1 reviews");
    market.check().await;
});

story!(the_side_that_is_spoken_of_replies_once, |market| {
    let sale = received(market).await;
    sale.buyer_writes(&PRAISE).await.is(200);
    sale.shop_writes(&OF_BUYER).await.is(200);
    let id = review_id(&sale.shop).await;
    let reply = format!("/desk/ana/reviews/{id}/reply");
    sale.shop.post(&reply, &[]).await.is(422);
    sale.shop.post(&reply, &[("words", "It is glazed with ash.")]).await.is(200);
    sale.shop.post(&reply, &[("words", "Again")]).await.is(409);
    sale.buyer.post(&format!("/reviews/{id}/reply"), &[("words", "Mine")]).await.is(404);
    market.visitor().get("/shops/ana").await.shows("It is glazed with ash.");
    let mails = market.mail("lin@fair.example").await;
    assert!(mails.iter().any(|mail| mail.text.contains("It is glazed with ash.")));
});

story!(a_moderator_hides_a_review_and_it_counts_for_nothing, |market| {
    let sale = received(market).await;
    sale.buyer_writes(&PRAISE).await.is(200);
    sale.shop_writes(&OF_BUYER).await.is(200);
    let id = review_id(&sale.shop).await;
    let (judge, account) = market.person("Judge").await;
    judge.get("/moderator/reviews").await.is(404);
    market.make(account, "is_moderator").await;
    let decision = format!("/moderator/reviews/{id}/decision");
    judge.post(&decision, &[("decision", "hide"), ("reason", "An address.")]).await.is(404);
    let report = format!("/reviews/{id}/reports");
    sale.buyer.post(&report, &[("reason", "private")]).await.is(409);
    sale.shop.post(&report, &[("reason", "private"), ("words", "My address.")]).await.is(200);
    sale.shop.post(&report, &[("reason", "private")]).await.is(409);
    judge.get("/moderator/reviews").await.shows("One review waits").shows("honey");
    judge.get(&format!("/moderator/reviews/{id}")).await.shows("My address.");
    judge.post(&decision, &[("decision", "hide")]).await.is(422);
    judge.post(&decision, &[("decision", "hide"), ("reason", "An address.")]).await.is(200);
    judge.get("/moderator/reviews?state=done").await.shows("honey");
    let guest = market.visitor();
    guest.get("/shops/ana").await.hides("honey").hides("One point");
    sale.seen_by_buyer().await.shows("Hidden by the market");
    market.check().await;
    judge.post(&decision, &[("decision", "restore"), ("reason", "It is not one.")]).await.is(200);
    guest.get("/shops/ana").await.shows("honey").shows("One point");
    let noted = "SELECT COUNT(*) FROM audit WHERE act IN ('review.hide', 'review.restore')";
    assert_eq!(market.number(noted).await, 2);
    market.check().await;
});

story!(photos_of_a_sealed_review_are_its_authors, |market| {
    let sale = received(market).await;
    let photo = crate::photos::photo();
    let path = format!("/orders/{}/review", sale.order);
    let page = sale.buyer.upload(&path, &PRAISE, &[("photos", "bowl.png", &photo)]).await;
    let seen = page.is(200).link("/reviews/");
    sale.buyer.get(&seen).await.is(200);
    sale.shop.get(&seen).await.is(404);
    market.visitor().get(&seen).await.is(404);
    sale.shop_writes(&OF_BUYER).await.is(200);
    market.visitor().get(&seen).await.is(200);
});

story!(a_buyer_who_says_nothing_is_asked_once, |market| {
    let sale = received(market).await;
    market.pass(days(4)).await;
    let asked = async || {
        let mails = market.mail("lin@fair.example").await;
        mails.iter().filter(|mail| mail.subject.contains("How was it")).count()
    };
    assert_eq!(asked().await, 0);
    market.pass(days(9)).await;
    assert_eq!(asked().await, 1);
    drop(sale);
});

story!(parcels_that_leave_late_or_never_are_told, |market| {
    let (shop, id) = market.maker("Ana").await;
    let thing = market.thing(id, "Bowl", 5_001, 9).await;
    for wait in [1, 4, 20] {
        let (buyer, _) = market.person(&format!("Buyer{wait}")).await;
        let gateway = buyer.check_out(&[(thing, 1)], None).await;
        buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
        market.work().await;
        let order = buyer.get("/orders").await.link("/orders/");
        market.pass(days(wait)).await;
        shop.post(&format!("/desk/ana{order}/shipment"), &[]).await;
        market.work().await;
    }
    let page = market.visitor().get("/shops/ana").await;
    page.shows("33%").shows("1 of 3 orders");
    let told = market.visitor().get("/api/v1/shops/ana/reputation").await.json();
    assert_eq!((told["recent"]["sent"].as_i64(), told["recent"]["on_time"].as_i64()), (Some(3), Some(1)));
    // Half a year later nobody remembers.
    market.clock.advance(days(184));
    market.work().await;
    market.visitor().get("/shops/ana").await.hides("orders since");
    market.check().await;
});

story!(programs_review_read_and_reply, |market| {
    let sale = received(market).await;
    let body = serde_json::json!({
        "verdict": "good", "described": 5, "service": 5, "delivery": 4, "words": "Light as a leaf."
    });
    let path = format!("/api/v1/orders/{}/reviews", sale.order);
    let made = sale.buyer.send("POST", &path, &body).await;
    assert_eq!(made.is(201).json()["state"], "sealed");
    assert_eq!(sale.shop.get(&path).await.json()["items"].as_array().unwrap().len(), 0);
    sale.shop.send("POST", &path, &serde_json::json!({"verdict": "fair"})).await.is(201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let reply = serde_json::json!({"words": "Thank you."});
    sale.buyer.send("POST", &format!("/api/v1/reviews/{id}/reply"), &reply).await.is(404);
    sale.shop.send("POST", &format!("/api/v1/reviews/{id}/reply"), &reply).await.is(200);
    let list = market.visitor().get("/api/v1/shops/ana/reviews").await.json();
    assert_eq!(list["items"][0]["reply"]["words"], "Thank you.");
    assert_eq!(list["items"][0]["order"], serde_json::Value::Null);
});

/// One act of somebody, sensible or not; what is refused changes nothing.
async fn act(market: &Market, chance: &Chance, sale: (OrderId, AccountId, Actor), judge: AccountId) {
    let (now, rules) = (market.now(), market.inner.rules());
    let (id, account, seller) = sale;
    let (dice, pick) = (chance.below(10), usize::try_from(chance.below(3)).unwrap());
    let score = |_| i64::try_from(chance.below(5)).unwrap() + 1;
    let [described, service, delivery] = [0, 0, 0].map(score);
    let by = if chance.below(2) == 0 { Actor::Buyer { account } } else { seller };
    let author = if by.shop().is_ok() { Author::Seller } else { Author::Buyer };
    let said = Opinion {
        verdict: Verdict::ALL[pick],
        scores: Some(Scores { described, service, delivery }),
        words: String::new(),
        photos: Vec::new(),
    };
    let step = async move |tx: &mut Tx| -> Result<(), DbError> {
        let both = reviews::list_of_order(tx, id).await?;
        let own = both.iter().find(|review| review.author == author).map(|review| review.id);
        let own = own.unwrap_or(ReviewId::new(id.shop(), 1));
        let other = both.iter().find(|review| review.author != author).map(|review| review.id);
        let other = other.unwrap_or(ReviewId::new(id.shop(), 1));
        let words = "because".to_owned();
        let _ = match dice {
            0..4 => reviews::write(tx, &by, now, &rules, id, said.clone()).await.map(drop).map_err(drop),
            4..6 => {
                let change = Change::DropPhotos;
                reviews::edit(tx, &by, now, &rules, own, said.clone(), change).await.map(drop).map_err(drop)
            }
            6 => reviews::reply(tx, &by, now, other, &words).await.map_err(drop),
            7 => reviews::report(tx, &by, now, other, ReportReason::Other, &words).await.map_err(drop),
            _ => {
                let judge = Actor::Moderator { account: judge };
                let decision = Decision { decided: Decided::ALL[pick], words };
                reviews::decide(tx, &judge, now, other, decision).await.map(drop).map_err(drop)
            }
        };
        Ok(())
    };
    market.inner.db.write(step).await.unwrap();
}

story!(whatever_is_said_the_sums_are_those_of_a_full_count, |market| {
    let chance = Chance::seeded(40);
    let (owner, shop): (Person, ShopId) = market.maker("Ana").await;
    let (_, staff) = market.person("Staff").await;
    let (_, judge) = market.person("Judge").await;
    let things: [Thing; 2] =
        [market.thing(shop, "Bowl", 100, 100).await, market.thing(shop, "Cup", 100, 100).await];
    let mut sales = Vec::new();
    for n in 0..8 {
        let (buyer, account) = market.person(&format!("Buyer{n}")).await;
        let basket: &[(Thing, i64)] =
            if n % 2 == 0 { &[(things[0], 1), (things[1], 1)] } else { &[(things[1], 2)] };
        let gateway = buyer.check_out(basket, None).await;
        buyer.post(&gateway.path, &[("outcome", "paid")]).await.is(200);
        market.work().await;
        let order = buyer.get("/orders").await.link("/orders/");
        owner.post(&format!("/desk/ana{order}/shipment"), &[]).await.is(200);
        buyer.post(&format!("{order}/receipt"), &[]).await.is(200);
        let id: OrderId = order.trim_start_matches("/orders/").parse().unwrap();
        sales.push((id, account, Actor::Seller { account: staff, shop, role: ShopRole::Owner }));
    }
    market.work().await;
    for _ in 0..160 {
        let sale = sales[usize::try_from(chance.below(8)).unwrap()];
        act(market, &chance, sale, judge).await;
        if chance.below(8) == 0 {
            market.pass(hours(chance.below(30))).await;
        }
        market.check().await;
    }
    market.pass(days(20)).await;
    market.check().await;
    assert!(market.number("SELECT COUNT(*) FROM review WHERE state = 'published'").await > 5);
    assert_eq!(market.number("SELECT COUNT(*) FROM review WHERE state = 'sealed'").await, 0);
});
