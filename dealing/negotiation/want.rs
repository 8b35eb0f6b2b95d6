//! What a buyer wants of a shop, and what it costs without bargaining.

use goods::{
    catalog::{self, ListingState, Offered, VariantId},
    shipping,
};
use kernel::{Money, MoneyError, Timestamp};
use people::shops;
use platform::db::{DbError, Tx};

use super::{Cause, ConversationId, OfferLine};

/// So many pieces of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Want {
    pub variant: VariantId,
    pub quantity: i64,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum WantError {
    #[error("nothing is wanted")]
    Nothing,
    #[error("something of it is not on sale here")]
    NotOnSale,
    #[error("something of it is not bargained about")]
    NotNegotiable,
    #[error("there are not so many pieces")]
    SoldOut,
    #[error("the amounts are too large")]
    Money(#[from] MoneyError),
    #[error("the things could not be read")]
    Store(#[from] DbError),
}

/// Listings of one bundle.
pub const MOST_THINGS: usize = 10;

/// What is wanted of a shop, at today's prices, and what it costs without bargaining.
pub async fn price(
    tx: &mut Tx,
    now: Timestamp,
    conversation: ConversationId,
    wants: &[Want],
) -> Result<(Vec<OfferLine>, Money), WantError> {
    let shop = shops::find(tx, conversation.shop()).await?.ok_or(WantError::NotOnSale)?;
    if !shop.is_selling(now) || !shipping::does_ship(tx, shop.id).await? {
        return Err(WantError::NotOnSale);
    }
    if wants.is_empty() || wants.len() > MOST_THINGS || wants.iter().any(|want| want.quantity < 1) {
        return Err(WantError::Nothing);
    }
    let (mut things, mut list): (Vec<OfferLine>, Money) = (Vec::new(), Money::zero(shop.currency));
    for want in wants {
        if want.variant.shop() != shop.id || things.iter().any(|thing| thing.variant == want.variant) {
            return Err(WantError::NotOnSale);
        }
        let offered = catalog::find_offered(tx, want.variant).await?.ok_or(WantError::NotOnSale)?;
        if offered.state != ListingState::Active {
            return Err(WantError::NotOnSale);
        }
        let terms = catalog::bargain(tx, offered.listing).await?.ok_or(WantError::NotOnSale)?;
        if !terms.is_negotiable {
            return Err(WantError::NotNegotiable);
        }
        if offered.is_counted && offered.available < want.quantity {
            return Err(WantError::SoldOut);
        }
        list = list.checked_add(offered.unit.times(want.quantity)?)?;
        things.push(OfferLine::new(offered, want.quantity));
    }
    Ok((things, list))
}

impl OfferLine {
    /// The thing as it is on sale now, or why it can no longer be had as it was offered.
    pub async fn find(&self, tx: &mut Tx) -> Result<Result<Offered, Cause>, DbError> {
        let Some(offered) = catalog::find_offered(tx, self.variant).await? else {
            return Ok(Err(Cause::Changed));
        };
        let terms = catalog::bargain(tx, offered.listing).await?;
        let is_same = offered.state == ListingState::Active
            && offered.unit == self.unit
            && terms.is_some_and(|terms| terms.is_negotiable);
        Ok(match is_same {
            false => Err(Cause::Changed),
            true if offered.is_counted && offered.available < self.quantity => Err(Cause::SoldOut),
            true => Ok(offered),
        })
    }
}
