//! What reviews add to a listing, a shop's story and an order.

use askama::Template;
use goods::catalog::ListingId;
use kernel::ShopId;
use people::{
    capability::{Drawn, Looking},
    shops,
};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};
use selling::orders::{self, OrderId};
use serde_json::json;

use super::{
    OfOrder, ShownReview,
    shelf::{Fame, Praise, plain},
};
use crate::reviews::{Author, Rating, first_day, ratings, shop_ratings};

#[derive(Template)]
#[template(path = "reviews/views/_listing_panel.html")]
struct ListingPanel<'a> {
    shell: &'a Shell,
    listing: ListingId,
    praise: &'a Praise,
}

/// Below a listing, and for search engines.
pub fn of_listing<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let listing = ListingId::new(shop, looking.id);
        let praise = Praise::of_listing(tx, listing).await?;
        let mut drawn = Vec::new();
        if let Some(mean) = praise.rating.tenths() {
            drawn.push(("product", told(&praise, &plain(&mean))));
        }
        if !praise.latest.is_empty() {
            let panel = ListingPanel { shell: &looking.shell, listing, praise: &praise };
            drawn.push(("main", panel.render().map_err(DbError::draw)?));
        }
        Ok(drawn)
    })
}

/// What buyers say, as search engines read it.
fn told(praise: &Praise, mean: &str) -> String {
    let review = |one: &ShownReview| {
        let score = one.review.said.scores.map_or(0, |scores| scores.described);
        json!({
            "@type": "Review", "author": {"@type": "Person", "name": one.name},
            "datePublished": one.at.rfc3339(), "reviewBody": one.review.said.words,
            "reviewRating": {"@type": "Rating", "ratingValue": score, "bestRating": 5, "worstRating": 1},
        })
    };
    let rating = aggregate(mean, praise.rating.reviews);
    json!({ "review": praise.latest.iter().map(review).collect::<Vec<_>>(), "aggregateRating": rating })
        .to_string()
}

fn aggregate(mean: &str, reviews: i64) -> serde_json::Value {
    json!({
        "@type": "AggregateRating", "ratingValue": mean, "reviewCount": reviews, "bestRating": 5, "worstRating": 1,
    })
}

#[derive(Template)]
#[template(path = "reviews/views/_shop_panel.html")]
struct ShopPanel<'a> {
    shell: &'a Shell,
    handle: &'a str,
    fame: &'a Fame,
}

/// The way down to what buyers say.
#[derive(Template)]
#[template(path = "reviews/views/_shop_tab.html")]
struct ShopTab<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "reviews/views/_reputation_panel.html")]
struct ReputationPanel<'a> {
    shell: &'a Shell,
    fame: &'a Fame,
}

/// Below a shop's story, and beside it what it all comes to.
pub fn of_shop<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let Some(shop) = shops::find(tx, shop).await? else { return Ok(Vec::new()) };
        let fame = Fame::of_shop(tx, looking, shop.id).await?;
        let mut drawn = Vec::new();
        if !fame.latest.is_empty() {
            let panel = ShopPanel { shell: &looking.shell, handle: &shop.handle, fame: &fame };
            drawn.push(("main", panel.render().map_err(DbError::draw)?));
            drawn.push(("tabs", ShopTab { shell: &looking.shell }.render().map_err(DbError::draw)?));
        }
        let recent = &fame.reputation.recent;
        if let Some(mean) = recent.tenths(recent.described) {
            let rating = aggregate(&plain(&mean), recent.reviews);
            drawn.push(("organization", json!({ "aggregateRating": rating }).to_string()));
        }
        let panel = ReputationPanel { shell: &looking.shell, fame: &fame };
        drawn.push(("aside", panel.render().map_err(DbError::draw)?));
        Ok(drawn)
    })
}

#[derive(Template)]
#[template(path = "reviews/views/_stars.html")]
struct Stars<'a> {
    shell: &'a Shell,
    mean: i64,
    reviews: i64,
}

impl Stars<'_> {
    fn of(looking: &Looking, rating: Rating) -> Result<String, DbError> {
        let Some(mean) = rating.tenths() else { return Ok(String::new()) };
        let stars = Stars { shell: &looking.shell, mean, reviews: rating.reviews };
        stars.render().map_err(DbError::draw)
    }
}

/// On the card of a listing, how well it was described.
pub fn of_cards<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let listings = looking.cards.iter().map(|card| ListingId::new(card.shop, card.id));
        let mut drawn = Vec::new();
        for (id, rating) in ratings(tx, listings).await? {
            drawn.push(("card", format!("{id} {}", Stars::of(looking, rating)?)));
        }
        Ok(drawn)
    })
}

/// The same of all that a shop has sold in the last half year.
pub fn of_shop_cards<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let first = first_day(looking.now);
        let mut drawn = Vec::new();
        for (shop, rating) in shop_ratings(tx, looking.cards.iter().map(|card| card.shop), first).await? {
            drawn.push(("shop-card", format!("{shop} {}", Stars::of(looking, rating)?)));
        }
        Ok(drawn)
    })
}

#[derive(Template)]
#[template(path = "reviews/views/_order_panel.html")]
struct OrderPanel<'a> {
    shell: &'a Shell,
    said: &'a OfOrder,
    review_base: String,
    reply_base: String,
}

#[derive(Template)]
#[template(path = "reviews/views/_credit_panel.html")]
struct CreditPanel<'a> {
    shell: &'a Shell,
    said: &'a OfOrder,
}

/// What both sides say of an order, for its buyer.
pub fn of_order<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some((id, said)) = find(tx, looking, Author::Buyer).await? else { return Ok(Vec::new()) };
        let (review_base, reply_base) = (format!("/orders/{id}"), "/reviews".to_owned());
        let panel = OrderPanel { shell: &looking.shell, said: &said, review_base, reply_base };
        Ok(vec![("main", panel.render().map_err(DbError::draw)?)])
    })
}

/// The same for its shop, and what shops have said of the buyer.
pub fn of_desk_order<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some((id, said)) = find(tx, looking, Author::Seller).await? else { return Ok(Vec::new()) };
        let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(Vec::new()) };
        let review_base = format!("/desk/{}/orders/{id}", shop.handle);
        let reply_base = format!("/desk/{}/reviews", shop.handle);
        let panel = OrderPanel { shell: &looking.shell, said: &said, review_base, reply_base };
        let credit = CreditPanel { shell: &looking.shell, said: &said };
        Ok(vec![
            ("main", panel.render().map_err(DbError::draw)?),
            ("aside", credit.render().map_err(DbError::draw)?),
        ])
    })
}

async fn find(tx: &mut Tx, looking: &Looking, side: Author) -> Result<Option<(OrderId, OfOrder)>, DbError> {
    let shop: Option<ShopId> = looking.shop;
    let Some(id) = shop.map(|shop| OrderId::new(shop, looking.id)) else { return Ok(None) };
    let Some(order) = orders::find(tx, id).await? else { return Ok(None) };
    let said = OfOrder::find(tx, &order, &looking.rules, side, looking.now).await?;
    Ok(Some((id, said)))
}
