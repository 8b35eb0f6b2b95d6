//! What a shop offers from a conversation, what was agreed on paper, and a deal whose purchase is never paid.

use kernel::{hours, minutes};
use serde_json::json;

use crate::{
    harness::{Market, Person, Thing, address, ship_to},
    story,
};

struct Talk {
    shop: Person,
    buyer: Person,
    bowl: Thing,
    at: String,
}

async fn talk(market: &Market) -> Talk {
    let (shop, id) = market.maker("Ana").await;
    let bowl = market.thing(id, "Bowl", 10_000, 3).await;
    market.thing(id, "Jar", 4_000, 3).await;
    market.bargain(bowl, None, None).await;
    let (buyer, _) = market.person("Lin").await;
    let page = buyer.send("POST", "/api/v1/shops/ana/conversations", &json!({})).await;
    let at = format!("/conversations/{}", page.is(201).json()["id"].as_str().unwrap());
    buyer.send("POST", &format!("/api/v1{at}/messages"), &json!({ "words": "Hello" })).await.is(201);
    Talk { shop, buyer, bowl, at }
}

impl Talk {
    /// The shop offers two bowls for an amount, and the buyer takes it; the address of the offer.
    async fn deal(&self, amount: &str) -> String {
        let cards = self.shop.get(&format!("{}/cards", self.at)).await;
        let form = self.shop.get(&cards.link(&format!("{}/offers/new", self.at))).await;
        let (listing, variant) = (form.is(200).field("listing"), form.field("lines.0.variant"));
        let fields = [
            ("listing", listing.as_str()),
            ("lines.0.variant", &variant),
            ("lines.0.quantity", "2"),
            ("amount", amount),
            ("note", "For you."),
        ];
        self.shop.post(&format!("{}/offers", self.at), &fields).await.is(200).shows("Your offer was sent.");
        let page = self.buyer.get(&self.at).await;
        let accept =
            page.html().forms().into_iter().find(|form| form.action.ends_with("/acceptance")).unwrap();
        self.buyer.post(&accept.action, &[]).await.is(200).shows("Agreed");
        accept.action.trim_end_matches("/acceptance").to_owned()
    }

    /// Go to the payment page of a deal.
    async fn order(&self, offer: &str) -> String {
        let checkout = self.buyer.get(&format!("{offer}/checkout")).await;
        let (key, total) = (checkout.is(200).field("key"), checkout.field("seen_total"));
        let mut fields = address();
        fields.extend([("key", key.as_str()), ("seen_total", &total)]);
        self.buyer.post(&format!("{offer}/checkout"), &fields).await.path
    }

    async fn state(&self, offer: &str) -> String {
        self.buyer.get(&format!("/api/v1{offer}")).await.json()["state"].as_str().unwrap().to_owned()
    }
}

const LEFT: &str = "SELECT available FROM stock s JOIN variant v ON v.shop_id = s.shop_id AND v.id = s.variant_id \
    JOIN listing l ON l.shop_id = v.shop_id AND l.id = v.listing_id WHERE l.title = 'Bowl'";

story!(a_shop_finds_its_things_and_offers_a_price_without_javascript, |market| {
    let talk = talk(market).await;
    let page = talk.shop.get(&talk.at).await;
    let cards = talk.shop.get(&page.link(&format!("{}/cards", talk.at))).await;
    cards.is(200).shows("Bowl").shows("Jar");
    let found = talk.shop.get(&format!("{}/cards?q=BOW", talk.at)).await;
    found.shows("Bowl").hides("Jar");
    talk.shop.get(&format!("{}/cards?q=nothing", talk.at)).await.shows("Nothing is on sale");
    // A card is shown beside words.
    let with = talk.shop.get(&found.link(&format!("{}?listing=", talk.at)).replace("#say", "")).await;
    let fields = [("key", "k1"), ("listing", &*with.field("listing")), ("words", "This one?")];
    talk.shop.upload(&format!("{}/messages", talk.at), &fields, &[]).await.is(200).shows("This one?");
    assert_eq!(market.number("SELECT COUNT(*) FROM message WHERE kind = 'listing'").await, 1);
    // A price above the list price stands beside its field; strangers and the buyer have no such page.
    let new = found.link(&format!("{}/offers/new", talk.at));
    let (listing, variant) = (talk.bowl.listing.to_string(), talk.bowl.variant.to_string());
    let fields = [
        ("listing", listing.as_str()),
        ("lines.0.variant", &variant),
        ("lines.0.quantity", "1"),
        ("amount", "999"),
        ("note", ""),
    ];
    let offers = format!("{}/offers", talk.at);
    talk.shop.post(&offers, &fields).await.is(422).shows("at most 100.00");
    talk.buyer.get(&new).await.is(403);
    talk.buyer.post(&offers, &fields).await.is(403);
    let (other, _) = market.maker("Bo").await;
    other.get(&format!("{}/cards", talk.at)).await.is(404);
    let offer = talk.deal("150").await;
    // Both have it on paper: who, what, line by line, and each step; what nobody else may read.
    let gateway = talk.order(&offer).await;
    talk.buyer.post(&gateway, &[("outcome", "paid")]).await.is(200);
    market.work().await;
    for person in [&talk.buyer, &talk.shop] {
        let paper = person.get(&format!("{offer}/print")).await;
        paper.is(200).shows("What was agreed").shows("Lin").shows("Bowl").shows("¥150").shows("For you.");
        paper.shows("Offered").shows("Agreed").shows("Bought").hides("By itself");
    }
    other.get(&format!("{offer}/print")).await.is(404);
    let order = talk.buyer.get("/orders").await.link("/orders/");
    talk.buyer.get(&order).await.shows(&format!("{offer}/print"));
    let order = talk.shop.get("/desk/ana/orders?state=paid").await.link("/desk/ana/orders/");
    talk.shop.get(&order).await.shows(&format!("{offer}/print"));
    // How fast the shop answers is part of what it is known by.
    talk.buyer.get("/shops/ana").await.shows("First reply").shows("does not count");
    let known = talk.buyer.get("/api/v1/shops/ana/reputation").await.json();
    assert_eq!(known["first_reply"]["replies"], 1);
});

story!(a_deal_whose_purchase_is_not_paid_is_good_again_for_its_day, |market| {
    let talk = talk(market).await;
    let offer = talk.deal("150").await;
    assert_eq!(market.number(LEFT).await, 1);
    talk.order(&offer).await;
    assert_eq!(talk.state(&offer).await, "ordered");
    // Not paid in time: the price is good again, the pieces are held again.
    market.pass(minutes(40)).await;
    assert_eq!(talk.state(&offer).await, "accepted");
    assert_eq!(market.number(LEFT).await, 1);
    talk.buyer.get(&talk.at).await.shows("Buy at this price");
    talk.buyer.get(&format!("{offer}/print")).await.shows("the price is good again");
    // A second time, and a third; the day does not begin anew.
    for _ in 0..2 {
        talk.order(&offer).await;
        market.pass(minutes(40)).await;
        assert_eq!(talk.state(&offer).await, "accepted");
    }
    market.pass(hours(22)).await;
    assert_eq!(talk.state(&offer).await, "lapsed");
    assert_eq!(market.number(LEFT).await, 3);
    assert_eq!(market.number("SELECT COUNT(*) FROM purchase").await, 3);
});

story!(a_deal_ends_when_its_purchase_closes_after_the_day_or_the_pieces_are_gone, |market| {
    let talk = talk(market).await;
    let offer = talk.deal("150").await;
    market.pass(hours(23) + minutes(50)).await;
    talk.order(&offer).await;
    market.pass(minutes(40)).await;
    assert_eq!(talk.state(&offer).await, "lapsed");
    assert_eq!(market.number(LEFT).await, 3);
    // Left by the buyer before paying: good again at once.
    let offer = talk.deal("140").await;
    talk.order(&offer).await;
    let orders = market.orders().await;
    let order = orders.last().unwrap();
    talk.buyer.post(&format!("/orders/{order}/cancellation"), &[]).await;
    // Somebody is faster before the market has looked at it.
    let (rival, _) = market.person("Mo").await;
    let mut body = serde_json::to_value(ship_to()).unwrap();
    body["variant"] = talk.bowl.variant.to_string().into();
    body["quantity"] = 3.into();
    body["key"] = "rival".into();
    rival.send("POST", "/api/v1/purchases", &body).await.is(201);
    market.work().await;
    assert_eq!(talk.state(&offer).await, "ended");
    talk.buyer.get(&talk.at).await.shows("There are not so many pieces any more.");
    market.check().await;
});
