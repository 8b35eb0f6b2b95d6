use kernel::{Actor, Currency, Forbidden, ShopRole, Timestamp};
use platform::db::{DbError, Tx};

use super::{Handle, Profile, Shop, store};

/// Shops that one person may own or work in.
const MOST: usize = 20;
/// Shops of one name that get a number each.
const MOST_NUMBER: u32 = 999;

/// A shop about to open.
#[derive(Clone, Debug)]
pub struct NewShop {
    pub handle: Handle,
    /// Whether nobody has asked for this very handle, so that one like it does as well.
    pub is_proposed: bool,
    pub currency: Currency,
    pub profile: Profile,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the handle belongs to another shop")]
    HandleTaken,
    #[error("one person may have no more shops")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the shop could not be opened")]
    Store(#[from] DbError),
}

/// Open a shop. Whoever asks becomes its owner.
pub async fn open(tx: &mut Tx, by: &Actor, now: Timestamp, new: NewShop) -> Result<Shop, OpenError> {
    let owner = by.account()?;
    if store::list_of_account(tx, owner).await?.len() >= MOST {
        return Err(OpenError::TooMany);
    }
    let id = tx.chance().next_shop_number(now);
    let mut shop = new.profile.open(id, new.handle.as_str().to_owned(), new.currency, now);
    let mut number = 1;
    while !store::insert(tx, &shop).await? {
        number += 1;
        if !new.is_proposed || number > MOST_NUMBER {
            return Err(OpenError::HandleTaken);
        }
        shop.handle = new.handle.numbered(number).to_string();
    }
    store::insert_member(tx, id, owner, ShopRole::Owner, now).await?;
    Ok(shop)
}
