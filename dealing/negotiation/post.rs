//! One more message in a conversation, whoever writes it.

use kernel::{AccountId, Side, Timestamp};
use platform::{
    db::{DbError, Tx, json},
    events::Event,
};

use super::{Body, Conversation, Message, conversation::topic, promises, reply, store};

/// Put a message at the end of a conversation and tell whoever listens, once it is committed.
pub async fn post(
    tx: &mut Tx,
    now: Timestamp,
    conversation: &Conversation,
    by: Side,
    account: Option<AccountId>,
    key: &str,
    body: Body,
) -> Result<Message, DbError> {
    if by == Side::Seller
        && account.is_some()
        && let Some(since) = store::waits_since(tx, conversation.id).await?
    {
        reply::count(tx, conversation.id.shop(), now, now.since(since)).await?;
    }
    let message = store::insert_message(tx, now, conversation, by, account, key, body).await?;
    announce(tx, conversation, &message)?;
    promises::promise_to_tell(tx, now, conversation, by).await?;
    promises::promise_to_wake(tx, now, conversation, &message).await?;
    Ok(message)
}

fn announce(tx: &mut Tx, conversation: &Conversation, message: &Message) -> Result<(), DbError> {
    let body = json(message)?;
    tx.announce(Event { topic: topic(conversation.id), number: message.position, body });
    let news = serde_json::json!({ "conversation": conversation.id, "by": message.by.name() }).to_string();
    for topic in [format!("inbox/{}", conversation.buyer), format!("desk/{}", conversation.id.shop())] {
        tx.announce(Event { topic, number: 0, body: news.clone() });
    }
    Ok(())
}
