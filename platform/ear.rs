//! Hearing rows as they are written: what was missed, then what is new, each once and in order.

use std::{collections::VecDeque, pin::Pin, sync::Arc, time::Duration};

use tokio::time::{Instant, Sleep};

use crate::{
    Later,
    db::DbError,
    events::{Heard, Hub, Listener, Spoken},
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
    fn of_event(event: &Arc<Spoken>) -> Option<Self>;
}

/// What comes next.
#[derive(Debug)]
pub enum Next<T> {
    Row(T),
    /// Something that is not kept: who is writing, how many watch.
    News(Arc<Spoken>),
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
    /// When something was heard last, and one clock for the quiet after it: a new one for each row costs more than the row.
    heard_at: Instant,
    quiet: Pin<Box<Sleep>>,
}

impl<T: Numbered> Ear<T> {
    /// Hear everything after a number. Listening begins before the rows are read, so nothing falls between.
    pub fn after(
        hub: &Hub,
        topic: &str,
        last: i64,
        read: impl Fn(i64) -> Later<'static, Result<Vec<T>, DbError>> + Send + Sync + 'static,
    ) -> Self {
        let now = Instant::now();
        Self {
            read: Box::new(read),
            last,
            listener: hub.listen(topic),
            waiting: VecDeque::new(),
            is_behind: true,
            until: now + LIFE,
            heard_at: now,
            quiet: Box::pin(tokio::time::sleep_until(now + QUIET)),
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
            let heard = tokio::select! {
                biased;
                heard = self.listener.next() => heard,
                () = &mut self.quiet => match self.after_a_while() {
                    None => continue,
                    Some(next) => return Ok(next),
                }
            };
            self.heard_at = Instant::now();
            if self.heard_at >= self.until {
                return Ok(None);
            }
            match heard {
                Heard::Event(event) if event.number == 0 => return Ok(Some(Next::News(event))),
                Heard::Event(event) if event.number <= self.last => {}
                Heard::Event(event) if event.number == self.last + 1 => match T::of_event(&event) {
                    Some(row) => {
                        self.last = row.number();
                        return Ok(Some(Next::Row(row)));
                    }
                    None => self.is_behind = true,
                },
                Heard::Event(_) | Heard::Missed => self.is_behind = true,
                Heard::Closed => return Ok(None),
            }
        }
    }

    /// What comes when the clock has run out: nothing yet if something was heard meanwhile.
    fn after_a_while(&mut self) -> Option<Option<Next<T>>> {
        let (now, due) = (Instant::now(), self.heard_at + QUIET);
        if now >= self.until {
            return Some(None);
        }
        if now < due {
            self.quiet.as_mut().reset(due);
            return None;
        }
        self.heard_at = now;
        self.quiet.as_mut().reset(now + QUIET);
        self.is_behind = true;
        Some(Some(Next::Quiet))
    }
}
