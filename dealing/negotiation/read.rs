use kernel::Actor;
use platform::{db::Tx, events::Event};
use serde_json::json;

use super::{ConversationId, SayError, store};

/// Note that one side has read up to a message. Never goes back.
pub async fn read(tx: &mut Tx, by: &Actor, id: ConversationId, position: i64) -> Result<(), SayError> {
    let side = by.side()?;
    let conversation = store::find_for(tx, by, id).await?.ok_or(SayError::NoSuchConversation)?;
    let seen = conversation.seen(side);
    let position = position.clamp(seen.position, conversation.last_position);
    if position == seen.position && seen.unread == 0 {
        return Ok(());
    }
    store::set_read(tx, id, side, position).await?;
    let body = json!({ "read": position, "by": side.name() }).to_string();
    tx.announce(Event { topic: conversation.topic(), number: 0, body });
    Ok(())
}
