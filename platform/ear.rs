//! Hearing rows as they are written: what was missed, then what is new, each once and in order.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use crate::{
    Later,
    db::DbError,
    events::{Event, Heard, Hub, Listener},
};

/// A line that keeps middle boxes from closing the connection; the rows are looked at again then, should an event of
/// another process have been lost.
const QUIET: Duration = Duration::from_secs(15);
/// A reader who stays longer comes back by itself, and is asked again who it is.
const LIFE: Duration = Duration::from_secs(600);
/// Rows read in one go after an absence.
pub const AT_ONCE: i64 = 100;

/// A row that is announced when it is written, with its number: 1, 2, 3 … without a gap.
pub trait Numbered: Sized {
    fn number(&self) -> i64;

    /// The row of an event; none of a newer version of the market, say, whose row is then read as well as it can be.
    fn of_event(event: &Event) -> Option<Self>;
}

/// What comes next.
#[derive(Debug)]
pub enum Next<T> {
    Row(T),
    /// Something that is not kept: who is writing, how many watch.
    News(String),
    /// Nothing has happened for a while.
    Quiet,
}

/// The rows after a number, [`AT_ONCE`] of them at most.
type Read<T> = Box<dyn Fn(i64) -> Later<'static, Result<Vec<T>, DbError>> + Send + Sync>;

/// One who hears the rows of a topic.
pub struct Ear<T> {
    read: Read<T>,
    /// Number of the last row that was heard.
    last: i64,
    listener: Listener,
    waiting: VecDeque<T>,
    is_behind: bool,
    until: Instant,
}

impl<T: Numbered> Ear<T> {
    /// Hear everything after a number. Listening begins before the rows are read, so nothing falls between.
    pub fn after(
        hub: &Hub,
        topic: &str,
        last: i64,
        read: impl Fn(i64) -> Later<'static, Result<Vec<T>, DbError>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            read: Box::new(read),
            last,
            listener: hub.listen(topic),
            waiting: VecDeque::new(),
            is_behind: true,
            until: Instant::now() + LIFE,
        }
    }

    /// What comes next; none when the reader has to come back.
    pub async fn next(&mut self) -> Result<Option<Next<T>>, DbError> {
        loop {
            if let Some(row) = self.waiting.pop_front() {
                self.last = row.number();
                return Ok(Some(Next::Row(row)));
            }
            if self.is_behind {
                let found = (self.read)(self.last).await?;
                self.is_behind = i64::try_from(found.len()).unwrap_or(0) == AT_ONCE;
                self.waiting.extend(found);
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
                Ok(Heard::Event(event)) if event.number == self.last + 1 => match T::of_event(&event) {
                    Some(row) => self.waiting.push_back(row),
                    None => self.is_behind = true,
                },
                Ok(Heard::Event(_) | Heard::Missed) => self.is_behind = true,
                Ok(Heard::Closed) => return Ok(None),
                Err(_) => {
                    self.is_behind = true;
                    return Ok(Some(Next::Quiet));
                }
            }
        }
    }
}
