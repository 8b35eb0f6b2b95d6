use goods::catalog::{ListingId, ListingState};
use kernel::{Timestamp, id};
use people::shops::ShopState;

/// Wishes of one holder.
pub const MOST_WISHES: i64 = 500;

id!(
    /// A wish, by when it was kept: the newest is the largest.
    WishId
);

/// A listing that somebody keeps.
#[derive(Clone, Debug)]
pub struct Wish {
    pub id: WishId,
    pub listing: ListingId,
    /// Of the listing, in the shop's own words and in English.
    pub title: String,
    pub title_en: String,
    pub is_on_sale: bool,
    pub kept_at: Timestamp,
}

/// Whether everybody may see a listing, and so keep it. A shop on holiday shows what it has.
pub fn is_shown(listing: ListingState, shop: ShopState) -> bool {
    listing == ListingState::Active && shop == ShopState::Open
}
