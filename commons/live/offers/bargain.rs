use dealing::negotiation::{self, Offer, OfferError, OpenError, Proposal, Want};
use goods::catalog::{self, VariantId};
use kernel::{Actor, Forbidden, Money, Timestamp};
use people::rules::Rules;
use platform::db::{DbError, Tx};

use super::{GroupKey, store};
use crate::live::{RoomId, find_for, hosting};

#[derive(Debug, thiserror::Error)]
pub enum BargainError {
    #[error("there is no such room")]
    NoSuchRoom,
    #[error("the room is not on air")]
    NotOnAir,
    #[error("it is not on show in this room")]
    NotShown,
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Offer(#[from] OfferError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the offer could not be kept")]
    Store(#[from] DbError),
}

/// What somebody offers for the thing on show.
#[derive(Clone, Debug)]
pub struct Bid {
    pub variant: VariantId,
    pub quantity: i64,
    /// For all pieces together.
    pub amount: Money,
}

/// Offer a price for the thing on show, to its shop alone.
pub async fn bargain(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    rules: &Rules,
    id: RoomId,
    bid: Bid,
) -> Result<Offer, BargainError> {
    let room = find_for(tx, by, id).await?.ok_or(BargainError::NoSuchRoom)?;
    if !room.is_on_air() {
        return Err(BargainError::NotOnAir);
    }
    let shown = room.pinned;
    let offered = catalog::find_offered(tx, bid.variant).await?;
    let listing = offered.map(|offered| offered.listing).filter(|listing| Some(*listing) == shown);
    let listing = listing.ok_or(BargainError::NotShown)?;
    // Of another shop's thing the host has the share that was agreed, whenever it is bought.
    let host = hosting::host_of(tx, id.shop(), listing).await?;
    if host.is_none() && listing.shop() != id.shop() {
        return Err(BargainError::NotShown);
    }
    let conversation = negotiation::open(tx, by, now, listing.shop()).await?;
    let wants = vec![Want { variant: bid.variant, quantity: bid.quantity }];
    let proposal = Proposal { wants, amount: bid.amount, note: String::new(), host };
    let made = negotiation::offer(tx, by, now, rules, conversation.id, proposal).await?;
    let key = GroupKey { variant: bid.variant, pieces: bid.quantity, amount: bid.amount };
    store::insert(tx, now, id, listing, made.offer.id, key).await?;
    Ok(made.offer)
}
