use goods::catalog::{self, ListingId};
use kernel::{Actor, Forbidden, Timestamp};
use people::shops::{self, ShopState};
use platform::db::{DbError, Tx};

use super::{Upload, UploadId, UploadPurpose, UploadState, store};

/// Films of one shop on their way, those included that failed and were not taken away.
const MOST: i64 = 5;

/// A minute of the best that phones make.
pub const MOST_SHORT_BYTES: u64 = 256 << 20;

/// A film that somebody wants to send.
#[derive(Clone, Debug)]
pub struct NewUpload {
    pub title: String,
    pub file_name: String,
    pub size_bytes: i64,
    pub purpose: UploadPurpose,
    /// What of the shop a short film shows.
    pub listing: Option<ListingId>,
}

#[derive(Debug, thiserror::Error)]
pub enum SendError {
    #[error("the file is larger than one may send")]
    TooLarge,
    #[error("the shop is not open")]
    Closed,
    #[error("there are as many films on their way as there may be")]
    TooMany,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the upload could not be kept")]
    Store(#[from] DbError),
}

/// Begin to send a film, of `most` bytes at the most. Its pieces follow.
pub async fn send(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    most: u64,
    new: NewUpload,
) -> Result<Upload, SendError> {
    let shop = by.shop()?;
    let most = if new.purpose == UploadPurpose::Short { most.min(MOST_SHORT_BYTES) } else { most };
    if u64::try_from(new.size_bytes).is_ok_and(|size| size > most) {
        return Err(SendError::TooLarge);
    }
    let found = shops::find(tx, shop).await?;
    if !found.is_some_and(|shop| shop.state == ShopState::Open) {
        return Err(SendError::Closed);
    }
    if store::count(tx, shop).await? >= MOST {
        return Err(SendError::TooMany);
    }
    // What is not the shop's is shown with nothing.
    let listing = match new.listing.filter(|listing| listing.shop() == shop) {
        Some(listing) => catalog::card(tx, listing).await?.map(|card| card.id),
        None => None,
    };
    let upload = Upload {
        id: UploadId::new(shop, tx.next_id(now)),
        title: new.title,
        file_name: new.file_name,
        size_bytes: new.size_bytes,
        received_bytes: 0,
        purpose: new.purpose,
        listing,
        state: UploadState::Receiving,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &upload).await?;
    Ok(upload)
}
