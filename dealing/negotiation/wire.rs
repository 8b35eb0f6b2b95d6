//! Conversations and offers as programs see them.

use people::{
    one_of::{word_of, words_of},
    wire::{Amount, time},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Body, Conversation, Message, Offer, OfferAct, OfferLine, OfferStage, OfferState, quotes::QuoteOut,
};
use kernel::Side;

/// One buyer and one shop.
#[derive(Serialize, ToSchema)]
pub struct ConversationOut {
    id: String,
    shop: String,
    /// Position of the newest message.
    last_position: i64,
    last_at: String,
    preview: String,
    /// Position up to which the caller has read.
    read: i64,
    /// Position up to which the other side has read.
    read_by_other: i64,
    unread: i64,
    blocked: bool,
}

pub(super) fn out(conversation: &Conversation, side: Side) -> ConversationOut {
    let other = if side == Side::Buyer { Side::Seller } else { Side::Buyer };
    ConversationOut {
        id: conversation.id.to_string(),
        shop: conversation.id.shop().to_string(),
        last_position: conversation.last_position,
        last_at: time(conversation.last_at),
        preview: conversation.preview.clone(),
        read: conversation.seen(side).position,
        read_by_other: conversation.seen(other).position,
        unread: conversation.seen(side).unread,
        blocked: conversation.is_blocked(),
    }
}

/// One message. What is in it depends on its kind.
#[derive(Serialize, ToSchema)]
pub struct MessageOut {
    /// 1, 2, 3 … without a gap: the order of the conversation, and the id of its event.
    position: i64,
    /// `buyer`, `seller` or `market`.
    #[schema(schema_with = word_of::<Side>)]
    by: &'static str,
    /// `text`, `photos`, `listing`, `order`, `offer`, `quote`, `progress` or `away`.
    kind: &'static str,
    words: String,
    /// Names of photos, read at `/conversations/{id}/photos/{name}-proof-1280.webp`.
    photos: Vec<String>,
    listing: Option<String>,
    offer: Option<OfferOut>,
    quote: Option<QuoteOut>,
    at: String,
}

impl From<Message> for MessageOut {
    fn from(message: Message) -> Self {
        let (mut photos, mut listing, mut offer, mut quote) = (Vec::new(), None, None, None);
        match &message.body {
            Body::Photos { files, .. } => photos.clone_from(files),
            Body::Listing { card } | Body::Order { card, .. } => listing = Some(card.listing.to_string()),
            Body::Offer { card } => {
                offer = Some(OfferOut {
                    id: card.offer.to_string(),
                    by: card.by.name(),
                    state: card.state.name(),
                    due_at: card.state.due_at().map(time),
                    acts: Vec::new(),
                    lines: card.things.iter().map(OfferLineOut::from).collect(),
                    list: card.list.into(),
                    amount: card.amount.into(),
                    note: card.note.clone(),
                    answers: card.answers.map(|id| id.to_string()),
                    purchase: purchase(&card.state),
                });
            }
            Body::Quote { card } => quote = Some(QuoteOut::from(&**card)),
            Body::Progress { files, .. } => photos.clone_from(files),
            Body::Text { .. } | Body::Away { .. } => {}
        }
        Self {
            position: message.position,
            by: message.by.name(),
            kind: message.body.kind(),
            words: message.body.words().to_owned(),
            photos,
            listing,
            offer,
            quote,
            at: time(message.at),
        }
    }
}

/// A price for some things of a shop.
#[derive(Serialize, ToSchema)]
pub struct OfferOut {
    id: String,
    /// Whose offer it is: `buyer` or `seller`.
    #[schema(schema_with = word_of::<Side>)]
    by: &'static str,
    /// `open`, `accepted`, `declined`, `countered`, `withdrawn`, `expired`, `ended`, `ordered` or `lapsed`.
    #[schema(schema_with = word_of::<OfferStage>)]
    state: &'static str,
    /// When the time to answer, or to buy, is over.
    due_at: Option<String>,
    /// What the caller may do now.
    #[schema(schema_with = words_of::<OfferAct>)]
    acts: Vec<&'static str>,
    lines: Vec<OfferLineOut>,
    /// What the lines cost without bargaining.
    list: Amount,
    /// What is offered for all of them together.
    amount: Amount,
    note: String,
    /// The offer that this one counters.
    answers: Option<String>,
    /// The purchase that came of it.
    purchase: Option<String>,
}

fn purchase(state: &OfferState) -> Option<String> {
    match state {
        OfferState::Ordered { purchase, .. } => Some(purchase.to_string()),
        OfferState::Open { .. }
        | OfferState::Accepted { .. }
        | OfferState::Declined { .. }
        | OfferState::Countered { .. }
        | OfferState::Withdrawn { .. }
        | OfferState::Expired { .. }
        | OfferState::Ended { .. }
        | OfferState::Lapsed { .. } => None,
    }
}

#[derive(Serialize, ToSchema)]
pub struct OfferLineOut {
    listing: String,
    variant: String,
    title: String,
    choices: String,
    choices_en: String,
    quantity: i64,
    /// The list price of a piece when the offer was made.
    unit: Amount,
}

impl From<&OfferLine> for OfferLineOut {
    fn from(thing: &OfferLine) -> Self {
        Self {
            listing: thing.listing.to_string(),
            variant: thing.variant.to_string(),
            title: thing.title.clone(),
            choices: thing.choices.clone(),
            choices_en: thing.choices_en.clone(),
            quantity: thing.quantity,
            unit: thing.unit.into(),
        }
    }
}

pub(super) fn offer_out(offer: &Offer, side: Side) -> OfferOut {
    OfferOut {
        id: offer.id.to_string(),
        by: offer.by.name(),
        state: offer.state.name(),
        due_at: offer.state.due_at().map(time),
        acts: offer.acts(side).into_iter().map(super::OfferAct::name).collect(),
        lines: offer.things.iter().map(OfferLineOut::from).collect(),
        list: offer.list.into(),
        amount: offer.amount.into(),
        note: offer.note.clone(),
        answers: offer.answers.map(|id| id.to_string()),
        purchase: purchase(&offer.state),
    }
}
