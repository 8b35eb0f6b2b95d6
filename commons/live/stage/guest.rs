use kernel::{AccountId, shop_id};

use crate::live::RoomId;

shop_id!(
    /// A guest of honour.
    GuestId
);

/// A guest of honour of a show.
#[derive(Clone, Debug)]
pub struct Guest {
    pub id: GuestId,
    pub room: RoomId,
    pub name: String,
    /// County chief, say.
    pub title: String,
    /// Whose lines in the chat carry the title.
    pub account: Option<AccountId>,
}
