//! What conversations and offers wait for, and who is to be told or woken when something is said.

use std::time::Duration;

use kernel::{AccountId, Side, Timestamp, hours};
use people::{
    notifications::push::{self, DeviceId},
    shops,
};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Lane, Promise},
};
use serde::{Deserialize, Serialize};

use super::{Body, Conversation, ConversationId, Message, Offer, OfferId};

/// An offer has come to a state. Later capabilities listen.
#[derive(Serialize, Deserialize)]
pub struct OfferMoved {
    pub offer: OfferId,
    /// The name of the state.
    pub state: String,
}

impl Promise for OfferMoved {
    const KIND: &'static str = "negotiation.offer_moved";
}

/// Let others know where an offer stands, once the transaction is committed.
pub(super) async fn announce(tx: &mut Tx, now: Timestamp, offer: &Offer) -> Result<(), DbError> {
    let moved = OfferMoved { offer: offer.id, state: offer.state.name().to_owned() };
    jobs::enqueue(tx, now, now, &moved).await
}

/// Do what was promised for the case that nobody acts. An offer that has moved on is left alone.
#[derive(Serialize, Deserialize)]
pub struct EndOfferTurn {
    pub offer: OfferId,
}

impl Promise for EndOfferTurn {
    const KIND: &'static str = "negotiation.end_offer_turn";
}

/// Say no to an offer below the floor.
#[derive(Serialize, Deserialize)]
pub struct DeclineOffer {
    pub offer: OfferId,
}

impl Promise for DeclineOffer {
    const KIND: &'static str = "negotiation.decline_offer";
}

/// Tell one side of a conversation that messages wait, if they still do.
#[derive(Serialize, Deserialize)]
pub struct TellUnread {
    pub conversation: ConversationId,
    /// Whether the shop is told, or the buyer.
    pub to_shop: bool,
}

impl Promise for TellUnread {
    const KIND: &'static str = "negotiation.tell_unread";
    const LANE: Lane = Lane::Post;
}

/// Wake those whom a message is for, if nobody has said more since and they have not read it.
#[derive(Serialize, Deserialize)]
pub struct PushMessage {
    pub conversation: ConversationId,
    pub position: i64,
}

impl Promise for PushMessage {
    const KIND: &'static str = "negotiation.push_message";
}

/// Wake one device of one of them.
#[derive(Serialize, Deserialize)]
pub struct WakeDevice {
    pub conversation: ConversationId,
    pub position: i64,
    pub account: AccountId,
    pub device: DeviceId,
}

impl Promise for WakeDevice {
    const KIND: &'static str = "negotiation.wake_device";
    const LANE: Lane = Lane::Push;
}

/// Messages that are unread so long are told of by mail.
const PATIENCE: Duration = hours(1);

/// Promise to tell the other side of a message, unless it was promised for an earlier one that is unread as well.
pub(super) async fn promise_to_tell(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
    by: Side,
) -> Result<(), DbError> {
    let other = if by == Side::Buyer { Side::Seller } else { Side::Buyer };
    if conversation.seen(other).unread > 0 {
        return Ok(());
    }
    let job = TellUnread { conversation: conversation.id, to_shop: other == Side::Seller };
    jobs::enqueue(tx, now, now + PATIENCE, &job).await
}

/// Within which several messages are one.
const MEANWHILE: Duration = Duration::from_secs(3);

/// Promise to wake the other side, if anybody there wants to be.
pub(super) async fn promise_to_wake(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
    message: &Message,
) -> Result<(), DbError> {
    // While nobody is there, who has just written needs not be told so.
    if matches!(message.body, Body::Away { .. }) {
        return Ok(());
    }
    for reader in readers(tx, conversation, message.by).await? {
        if !push::live(tx, now, reader).await?.is_empty() {
            let job = PushMessage { conversation: conversation.id, position: message.position };
            return jobs::enqueue(tx, now, now + MEANWHILE, &job).await;
        }
    }
    Ok(())
}

/// Whom a message is for: the buyer, or whoever of the shop looks after the conversation, or all of the shop.
pub(super) async fn readers(
    tx: &mut Tx,
    conversation: &Conversation,
    by: Side,
) -> Result<Vec<AccountId>, DbError> {
    Ok(match (by, conversation.assigned_to) {
        (Side::Seller | Side::Market, _) => vec![conversation.buyer],
        (Side::Buyer, Some(staff)) => vec![staff],
        (Side::Buyer, None) => {
            let members = shops::list_members(tx, conversation.id.shop()).await?;
            members.into_iter().map(|member| member.account).collect()
        }
    })
}
