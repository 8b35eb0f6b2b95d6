//! What orders add to the card of a listing.

use askama::Template;
use goods::catalog::{self, Kind, ListingId};
use people::{
    capability::{Drawn, Looking},
    shops,
};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};
use serde_json::json;

use crate::orders::{self, numbers};

#[derive(Template)]
#[template(path = "orders/views/_sold.html")]
struct Sold<'a> {
    shell: &'a Shell,
    pieces: i64,
}

/// How many pieces have reached their buyers.
pub fn sold<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let listings = looking.cards.iter().map(|card| ListingId::new(card.shop, card.id));
        let mut drawn = Vec::new();
        for (id, pieces) in orders::sold(tx, listings).await? {
            let sold = Sold { shell: &looking.shell, pieces }.render().map_err(DbError::draw)?;
            drawn.push(("card", format!("{id} {sold}")));
        }
        Ok(drawn)
    })
}

/// Below a listing, for search engines: for how many days it is taken back without a reason. What is made to order or
/// harvested is not.
pub fn taken_back<'a>(tx: &'a mut Tx, looking: &'a Looking) -> Later<'a, Drawn> {
    Box::pin(async move {
        let Some(shop) = looking.shop else { return Ok(Vec::new()) };
        let Some(listing) = catalog::find(tx, ListingId::new(shop, looking.id)).await? else {
            return Ok(Vec::new());
        };
        let Some(shop) = shops::find(tx, shop).await? else { return Ok(Vec::new()) };
        let days = match listing.kind {
            Kind::Stock => looking.rules.count(numbers::NO_REASON_RETURN),
            Kind::MadeToOrder | Kind::Harvest | Kind::Ticket => 0,
        };
        let mut policy = json!({
            "@type": "MerchantReturnPolicy", "applicableCountry": shop.country.code(),
            "returnPolicyCategory": "https://schema.org/MerchantReturnNotPermitted",
        });
        if days > 0 {
            policy["returnPolicyCategory"] = "https://schema.org/MerchantReturnFiniteReturnWindow".into();
            policy["merchantReturnDays"] = days.into();
            policy["returnMethod"] = "https://schema.org/ReturnByMail".into();
        }
        Ok(vec![("product", json!({"offers": {"hasMerchantReturnPolicy": policy}}).to_string())])
    })
}
