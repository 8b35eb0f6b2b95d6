use kernel::{AccountId, Side, Timestamp, shop_id, words};

shop_id!(
    /// What one buyer and one shop say to each other.
    ConversationId
);

words! {
    /// Which conversations of a shop its inbox shows.
    Inbox { Open = "open", Unread = "unread", Mine = "mine", Snoozed = "snoozed" }
}

/// One buyer and one shop.
#[derive(Clone, Debug)]
pub struct Conversation {
    pub id: ConversationId,
    pub buyer: AccountId,
    /// Position of the newest message; 0 while there is none.
    pub last_position: i64,
    pub last_at: Timestamp,
    /// The beginning of the newest message, its kind, and who wrote it.
    pub preview: String,
    pub last_kind: String,
    pub last_by: Side,
    pub buyer_seen: ReadMark,
    pub seller_seen: ReadMark,
    /// Who of the shop looks after it.
    pub assigned_to: Option<AccountId>,
    /// For the shop's own people.
    pub staff_note: String,
    pub snoozed_until: Option<Timestamp>,
    pub is_blocked_by_buyer: bool,
    pub is_blocked_by_seller: bool,
    pub away_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

/// How far one side has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadMark {
    pub position: i64,
    pub unread: i64,
}

impl Conversation {
    pub fn seen(&self, side: Side) -> ReadMark {
        match side {
            Side::Buyer => self.buyer_seen,
            Side::Seller | Side::Market => self.seller_seen,
        }
    }

    /// Whether either side wants to hear no more of the other.
    pub fn is_blocked(&self) -> bool {
        self.is_blocked_by_buyer || self.is_blocked_by_seller
    }

    pub fn is_blocked_by(&self, side: Side) -> bool {
        match side {
            Side::Buyer => self.is_blocked_by_buyer,
            Side::Seller => self.is_blocked_by_seller,
            Side::Market => false,
        }
    }

    /// Where its messages are heard.
    pub fn topic(&self) -> String {
        topic(self.id)
    }
}

/// What somebody listens to while their page of a conversation is open.
pub fn page_topic(id: ConversationId, reader: AccountId) -> String {
    format!("page/{id}/{reader}")
}

/// Where the messages of a conversation are heard.
pub fn topic(id: ConversationId) -> String {
    format!("conversation/{id}")
}
