use goods::catalog::ListingId;
use kernel::{AccountId, Money, ShopId};
use platform::{
    db::{DbError, Tx},
    web::Fields,
};
use selling::orders::OrderId;

use crate::negotiation::{
    ThingCard,
    say::{card_of_order, listing_card},
};

/// What the next message is about, as a link on another page has asked for.
#[derive(Clone, Copy)]
pub enum Subject {
    Nothing,
    Listing(ListingId),
    Order(OrderId),
}

/// The subject of the next message, as it stands above the field for its words.
pub struct About {
    /// Its field of the form.
    pub name: &'static str,
    pub value: String,
    pub card: ThingCard,
    pub price: Money,
}

impl Subject {
    pub fn read(form: &Fields) -> Self {
        match (form.value("order").parse(), form.value("listing").parse()) {
            (Ok(order), _) => Self::Order(order),
            (Err(_), Ok(listing)) => Self::Listing(listing),
            (Err(_), Err(_)) => Self::Nothing,
        }
    }

    /// The thing itself; none when it is not of this buyer and this shop.
    pub async fn find(self, tx: &mut Tx, buyer: AccountId, shop: ShopId) -> Result<Option<About>, DbError> {
        Ok(match self {
            Self::Nothing => None,
            Self::Listing(listing) => listing_card(tx, shop, listing).await?.map(|card| About {
                name: "listing",
                value: listing.to_string(),
                price: card.price,
                card,
            }),
            Self::Order(order) => card_of_order(tx, buyer, shop, order).await?.map(|(price, card)| About {
                name: "order",
                value: order.to_string(),
                price,
                card,
            }),
        })
    }
}
