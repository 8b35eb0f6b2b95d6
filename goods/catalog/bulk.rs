use kernel::{BasisPoints, Money, Rounding, Timestamp};
use platform::db::{DbError, Tx};

use super::{ListingId, ListingInput, ListingState, SaveError, create_nearby, load, set_state, update};

/// One change to many listings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bulk {
    State(ListingState),
    /// Each variant costs so much.
    PriceTo(Money),
    /// Each price becomes this share of itself: 11,000 raises it by a tenth.
    PriceBy(BasisPoints),
    /// Each variant whose pieces are counted has so many.
    Pieces(i64),
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum BulkError {
    #[error("nothing of it would change")]
    Nothing,
    #[error("a price would be none, or too large")]
    Price,
    #[error("the private limits of bargaining would be above a price")]
    Floor,
    #[error(transparent)]
    Save(#[from] SaveError),
    #[error("the listing could not be read")]
    Store(#[from] DbError),
}

/// A listing before and after, as far as its list shows it.
#[derive(Clone, Debug)]
pub struct Changed {
    pub before: ListingInput,
    pub after: ListingInput,
}

impl Bulk {
    /// What a listing would be. Prices that were crossed out and are not above the new one any more are left out.
    pub fn apply(self, before: ListingInput) -> Result<Changed, BulkError> {
        let mut after = before.clone();
        let mut is_changed = false;
        match self {
            Self::State(state) => {
                is_changed = state != after.state;
                after.state = state;
            }
            Self::PriceTo(_) | Self::PriceBy(_) => {
                for variant in &mut after.variants {
                    let Some(was) = variant.price else { continue };
                    let price = self.price(was)?;
                    is_changed |= price != was;
                    variant.price = Some(price);
                    variant.compare_at = variant.compare_at.filter(|crossed| crossed.minor() > price.minor());
                }
                let lowest =
                    after.variants.iter().filter_map(|variant| variant.price).map(Money::minor).min();
                if after.floor.zip(lowest).is_some_and(|(floor, lowest)| floor.minor() > lowest) {
                    return Err(BulkError::Floor);
                }
            }
            Self::Pieces(pieces) => {
                for variant in after.variants.iter_mut().filter(|variant| variant.is_tracked) {
                    is_changed |= variant.available != Some(pieces);
                    variant.available = Some(pieces);
                }
            }
        }
        if is_changed { Ok(Changed { before, after }) } else { Err(BulkError::Nothing) }
    }

    fn price(self, was: Money) -> Result<Money, BulkError> {
        let price = match self {
            Self::PriceTo(price) => price,
            Self::PriceBy(share) => was.rate(share, Rounding::HalfEven).map_err(|_| BulkError::Price)?,
            Self::State(_) | Self::Pieces(_) => was,
        };
        let is_good = (1..=Money::MOST_MINOR).contains(&price.minor()) && price.currency() == was.currency();
        if is_good { Ok(price) } else { Err(BulkError::Price) }
    }
}

/// Look at what a change would make of a listing.
pub async fn preview(tx: &mut Tx, id: ListingId, bulk: Bulk) -> Result<Changed, BulkError> {
    let before = load(tx, id).await?.ok_or(SaveError::NoSuchListing)?;
    bulk.apply(before)
}

/// Change a listing as one of many. What was sold meanwhile stays sold: only a change of pieces writes them.
pub async fn change(tx: &mut Tx, now: Timestamp, id: ListingId, bulk: Bulk) -> Result<(), BulkError> {
    let Changed { mut after, .. } = preview(tx, id, bulk).await?;
    if let Bulk::State(state) = bulk {
        return Ok(set_state(tx, now, id, state).await?);
    }
    if !matches!(bulk, Bulk::Pieces(_)) {
        after.variants.iter_mut().for_each(|variant| variant.available = None);
    }
    Ok(update(tx, now, id, after).await?)
}

/// Make a draft like a listing: everything that is said of it, and no pieces of what is counted.
pub async fn duplicate(tx: &mut Tx, now: Timestamp, id: ListingId) -> Result<ListingId, SaveError> {
    let mut input = load(tx, id).await?.ok_or(SaveError::NoSuchListing)?;
    input.state = ListingState::Draft;
    input.variants.iter_mut().for_each(|variant| variant.available = Some(0));
    create_nearby(tx, now, id.shop(), input).await
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;
    use crate::catalog::{VariantInput, listing_input::blank};

    fn yuan(fen: i64) -> Money {
        Money::new(fen, Currency::CNY)
    }

    fn listing(price: Option<i64>) -> ListingInput {
        let variant = VariantInput { price: price.map(yuan), available: Some(3), ..VariantInput::unsaid() };
        ListingInput { variants: vec![variant], ..blank("pot") }
    }

    #[test]
    fn prices_change_by_a_share_and_none_becomes_nothing() {
        let by = |share, price| Bulk::PriceBy(BasisPoints::new(share)).apply(listing(Some(price)));
        let after = by(11_000, 1_000).unwrap().after;
        assert_eq!(after.variants[0].price, Some(yuan(1_100)));
        assert!(matches!(by(0, 1_000), Err(BulkError::Price)));
        assert!(matches!(by(20_000, Money::MOST_MINOR), Err(BulkError::Price)));
        assert!(matches!(by(10_000, 1_000), Err(BulkError::Nothing)));
        let unsaid = Bulk::PriceTo(yuan(5)).apply(listing(None));
        assert!(matches!(unsaid, Err(BulkError::Nothing)));
    }

    #[test]
    fn a_price_below_the_private_floor_is_refused() {
        let floored = ListingInput { floor: Some(yuan(900)), ..listing(Some(1_000)) };
        assert!(matches!(Bulk::PriceTo(yuan(800)).apply(floored), Err(BulkError::Floor)));
    }
}
