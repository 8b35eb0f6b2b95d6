//! Hearing a conversation: what was missed, then what is new, each message once and in order.

use std::{collections::VecDeque, time::Duration};

use people::market::Market;
use platform::{
    db::{DbError, Tx},
    events::{Heard, Listener},
};
use tokio::time::Instant;

use super::{ConversationId, Message, conversation::topic, store};

/// Messages read in one go after an absence.
const AT_ONCE: i64 = 100;
/// A line that keeps middle boxes from closing the connection; the rows are looked at again then, should an event of
/// another process have been lost.
const QUIET: Duration = Duration::from_secs(15);
/// A reader who stays longer comes back by itself, and is asked again who it is.
const LIFE: Duration = Duration::from_secs(600);

/// What comes next.
#[derive(Debug)]
pub enum Next {
    Message(Box<Message>),
    /// Something that is not kept: who is writing, who has read.
    News(String),
    /// Nothing has happened for a while.
    Quiet,
}

/// One who hears a conversation.
pub struct Ear {
    market: Market,
    conversation: ConversationId,
    /// Position of the last message that was heard.
    last: i64,
    listener: Listener,
    waiting: VecDeque<Message>,
    is_behind: bool,
    until: Instant,
}

impl Ear {
    /// Hear everything after a position. Listening begins before the rows are read, so nothing falls between.
    pub fn after(market: &Market, conversation: ConversationId, last: i64) -> Self {
        Self {
            listener: market.db.hub().listen(&topic(conversation)),
            market: market.clone(),
            conversation,
            last,
            waiting: VecDeque::new(),
            is_behind: true,
            until: Instant::now() + LIFE,
        }
    }

    /// What comes next; none when the reader has to come back.
    pub async fn next(&mut self) -> Result<Option<Next>, DbError> {
        loop {
            if let Some(message) = self.waiting.pop_front() {
                self.last = message.position;
                return Ok(Some(Next::Message(Box::new(message))));
            }
            if self.is_behind {
                self.catch_up().await?;
                continue;
            }
            if Instant::now() >= self.until {
                return Ok(None);
            }
            match tokio::time::timeout(QUIET, self.listener.next()).await {
                Ok(Heard::Event(event)) if event.number == 0 => {
                    return Ok(Some(Next::News(event.body.clone())));
                }
                Ok(Heard::Event(event)) if event.number <= self.last => {}
                Ok(Heard::Event(event)) if event.number == self.last + 1 => {
                    match serde_json::from_str(&event.body) {
                        Ok(message) => self.waiting.push_back(message),
                        // Of a newer version of the market, say: the row is read as well as it can be.
                        Err(_) => self.is_behind = true,
                    }
                }
                Ok(Heard::Event(_) | Heard::Missed) => self.is_behind = true,
                Ok(Heard::Closed) => return Ok(None),
                Err(_) => {
                    self.is_behind = true;
                    return Ok(Some(Next::Quiet));
                }
            }
        }
    }

    async fn catch_up(&mut self) -> Result<(), DbError> {
        let (id, last) = (self.conversation, self.last);
        let read = async move |tx: &mut Tx| store::messages_after(tx, id, last, AT_ONCE).await;
        let found: Vec<Message> = self.market.db.read(read).await?;
        self.is_behind = i64::try_from(found.len()).unwrap_or(0) == AT_ONCE;
        self.waiting.extend(found);
        Ok(())
    }
}
