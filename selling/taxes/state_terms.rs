use kernel::{Actor, Day, Forbidden, Timestamp};
use people::shops;
use platform::db::{DbError, Tx};

use super::{TaxTerms, TermsId, calendar_day, store};
use crate::prices::ShopTax;

/// Tax terms of one shop, those of days gone by included.
const MOST: i64 = 200;

/// What a shop is to state from a day on.
#[derive(Clone, Debug)]
pub struct NewTerms {
    pub from: Day,
    /// None when it states none from then on.
    pub stated: Option<ShopTax>,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum StateError {
    #[error("there is no such shop")]
    NoSuchShop,
    #[error("what was stated on days gone by stays")]
    Past { today: Day },
    #[error("there are too many")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("it could not be kept")]
    Store(#[from] DbError),
}

/// State a shop's tax from a day on, as its owner. What was ordered before keeps what was stated then.
pub async fn state_terms(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    new: NewTerms,
) -> Result<TaxTerms, StateError> {
    let shop = shops::find(tx, shops::owner(by)?).await?.ok_or(StateError::NoSuchShop)?;
    let today = calendar_day(now, &shop.zone);
    if new.from < today {
        return Err(StateError::Past { today });
    }
    if store::count(tx, shop.id).await? >= MOST {
        return Err(StateError::TooMany);
    }
    let id = TermsId::new(shop.id, tx.next_id(now));
    let terms = TaxTerms { id, from: new.from, stated: new.stated, created_at: now };
    store::insert(tx, &terms).await?;
    Ok(terms)
}
