//! Hearing a conversation: what was missed, then what is new, each message once and in order.

use std::sync::Arc;

use people::market::Market;
use platform::{
    db::Tx,
    ear::{AT_ONCE, Ear, Numbered},
    events::Spoken,
};

use super::{ConversationId, Message, conversation::topic, store};

impl Numbered for Message {
    fn number(&self) -> i64 {
        self.position
    }

    fn of_event(event: &Arc<Spoken>) -> Option<Self> {
        serde_json::from_str(&event.body).ok()
    }
}

/// Hear everything in a conversation after a position.
pub fn ear(market: &Market, id: ConversationId, last: i64) -> Ear<Message> {
    let db = market.db.clone();
    Ear::after(market.db.hub(), &topic(id), last, move |position| {
        let db = db.clone();
        let look = async move |tx: &mut Tx| store::messages_after(tx, id, position, AT_ONCE).await;
        Box::pin(async move { db.read(look).await })
    })
}
