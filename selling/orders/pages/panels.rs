//! What orders add to the card of a listing.

use askama::Template;
use goods::catalog::ListingId;
use people::capability::{Drawn, Looking};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
};

use crate::orders;

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
