//! News of what was committed, for whoever is listening now.
//!
//! **Words.** An *event* says on a *topic* what has happened. A *listener* hears one topic. A *hub* is where both meet
//! in this process; a *bridge* carries events between the processes of one market. A *bell* says nothing but that
//! somebody in this process should look at the rows.
//!
//! **Promises.** An event of an act is delivered after the act's commit and never without it. It is delivered to those
//! who listen then, at once or not at all: a listener that must miss nothing compares numbers and reads the rows
//! between, so a slow one costs the hub nothing.
//!
//! **Not here.** The rows themselves: they are the capability's, and outlive the process.

mod bells;
mod nats;

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::body::Bytes;
use serde::{Deserialize, Serialize};
use tokio::sync::{broadcast, mpsc};

pub use bells::Bells;
use bells::Wanted;
pub use nats::{BridgeError, bridge};

/// Events that wait for one listener; one that falls behind further is told that it has missed some.
const WAITING: usize = 16;

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Where it is heard: `conversation/…`.
    pub topic: String,
    /// Its place among the events of its topic, one after the other from 1; 0 when nothing is lost with it.
    pub number: i64,
    /// What the capability makes of it, as JSON.
    pub body: String,
}

/// An event on its way to those who listen, who may be thousands: what each is told of it is written once for all.
#[derive(Debug)]
pub struct Spoken {
    event: Event,
    told: OnceLock<Bytes>,
}

impl Spoken {
    /// As it is told; the first who asks writes it, and all others are to write it alike.
    pub fn told(&self, write: impl FnOnce(&Event) -> String) -> Bytes {
        self.told.get_or_init(|| write(&self.event).into()).clone()
    }
}

impl Deref for Spoken {
    type Target = Event;

    fn deref(&self) -> &Event {
        &self.event
    }
}

/// Where events and listeners meet.
#[derive(Clone, Default)]
pub struct Hub(Arc<Inner>);

#[derive(Default)]
struct Inner {
    topics: Mutex<HashMap<String, broadcast::Sender<Arc<Spoken>>>>,
    others: OnceLock<mpsc::UnboundedSender<Event>>,
    closing: AtomicBool,
    bells: Bells,
}

/// What an act has to tell once it is committed.
#[derive(Default)]
pub struct News {
    events: Vec<Event>,
    bells: Wanted,
}

impl News {
    pub fn add(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Have a bell rung.
    pub fn ring(&mut self, bell: usize) {
        self.bells.add(bell);
    }

    /// Tell it: the act is committed.
    pub fn tell(self, hub: &Hub) {
        self.events.into_iter().for_each(|event| hub.tell(event));
        hub.bells().ring(self.bells);
    }
}

/// What a listener hears next.
#[derive(Debug)]
pub enum Heard {
    Event(Arc<Spoken>),
    /// Some events went by unheard.
    Missed,
    /// The process is about to end.
    Closed,
}

impl Hub {
    /// Tell everybody who listens, here and in the other processes.
    pub fn tell(&self, event: Event) {
        if self.has_others() {
            self.carry(event.clone());
        }
        self.deliver(event);
    }

    /// Tell those who listen in the other processes.
    pub fn tell_others(&self, event: Event) {
        self.carry(event);
    }

    /// Whether there is a way to other processes.
    pub fn has_others(&self) -> bool {
        self.0.others.get().is_some()
    }

    fn carry(&self, event: Event) {
        if let Some(others) = self.0.others.get() {
            // The bridge ends with the process.
            let _ = others.send(event);
        }
    }

    /// Tell those who listen in this process.
    fn deliver(&self, event: Event) {
        // Thousands are woken: nobody else who listens should wait for that.
        let topic = self.topics_now().get(&event.topic).cloned();
        if let Some(topic) = topic {
            // Nobody may be left: the last one is just leaving.
            let _ = topic.send(Arc::new(Spoken { event, told: OnceLock::new() }));
        }
    }

    fn topics_now(&self) -> MutexGuard<'_, HashMap<String, broadcast::Sender<Arc<Spoken>>>> {
        self.0.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hear a topic from now on.
    pub fn listen(&self, topic: &str) -> Listener {
        let topic = topic.to_owned();
        let mut topics = self.topics_now();
        // Whoever hears a topic of which the other end is gone hears that all is over.
        let events = if self.is_closing() {
            broadcast::Sender::new(WAITING).subscribe()
        } else {
            topics.entry(topic.clone()).or_insert_with(|| broadcast::Sender::new(WAITING)).subscribe()
        };
        Listener { events, topic, hub: self.clone() }
    }

    /// Whether anybody in this process hears a topic.
    pub fn is_heard(&self, topic: &str) -> bool {
        self.topics_now().contains_key(topic)
    }

    /// How many in this process hear a topic.
    pub fn heard_by(&self, topic: &str) -> usize {
        let topics = self.topics_now();
        topics.get(topic).map_or(0, broadcast::Sender::receiver_count)
    }

    /// The bells of this process.
    pub fn bells(&self) -> &Bells {
        &self.0.bells
    }

    /// How many topics are being heard.
    pub fn topics(&self) -> usize {
        self.topics_now().len()
    }

    /// How many listen, to whatever topic.
    pub fn listeners(&self) -> usize {
        let topics = self.topics_now();
        topics.values().map(broadcast::Sender::receiver_count).sum()
    }

    /// Let every listener go.
    pub fn close(&self) {
        let mut topics = self.topics_now();
        self.0.closing.store(true, Ordering::Relaxed);
        topics.clear();
    }

    /// Whether the process is about to end.
    pub fn is_closing(&self) -> bool {
        self.0.closing.load(Ordering::Relaxed)
    }
}

/// Somebody who hears one topic.
pub struct Listener {
    events: broadcast::Receiver<Arc<Spoken>>,
    topic: String,
    hub: Hub,
}

impl Listener {
    pub async fn next(&mut self) -> Heard {
        match self.events.recv().await {
            Ok(event) => Heard::Event(event),
            Err(broadcast::error::RecvError::Lagged(_)) => Heard::Missed,
            Err(broadcast::error::RecvError::Closed) => Heard::Closed,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut topics = self.hub.topics_now();
        // This one still counts.
        if topics.get(&self.topic).is_some_and(|topic| topic.receiver_count() <= 1) {
            topics.remove(&self.topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(topic: &str, number: i64) -> Event {
        Event { topic: topic.into(), number, body: "{}".into() }
    }

    #[tokio::test]
    async fn a_listener_hears_its_topic_and_is_forgotten_when_it_leaves() {
        let hub = Hub::default();
        let mut ana = hub.listen("a");
        let ben = hub.listen("a");
        hub.tell(event("b", 1));
        hub.tell(event("a", 1));
        assert!(matches!(ana.next().await, Heard::Event(heard) if heard.number == 1));
        assert_eq!((hub.topics(), hub.listeners()), (1, 2));
        drop(ana);
        assert!(hub.is_heard("a") && !hub.is_heard("b"));
        assert_eq!(hub.topics(), 1);
        drop(ben);
        assert_eq!((hub.topics(), hub.listeners()), (0, 0));
    }

    #[tokio::test]
    async fn what_all_are_told_is_written_once() {
        let hub = Hub::default();
        let mut listeners = [hub.listen("a"), hub.listen("a")];
        hub.tell(event("a", 1));
        let mut written = 0;
        for listener in &mut listeners {
            let Heard::Event(heard) = listener.next().await else { panic!("nothing was heard") };
            let told = heard.told(|event| {
                written += 1;
                format!("{}!", event.body)
            });
            assert_eq!(&told[..], b"{}!");
        }
        assert_eq!(written, 1);
    }

    #[tokio::test]
    async fn one_who_falls_behind_is_told_so() {
        let hub = Hub::default();
        let mut slow = hub.listen("a");
        for number in 1..=40 {
            hub.tell(event("a", number));
        }
        assert!(matches!(slow.next().await, Heard::Missed));
        assert!(matches!(slow.next().await, Heard::Event(heard) if heard.number == 25));
    }

    #[tokio::test]
    async fn a_bell_is_heard_once_by_who_comes_later_and_no_other_bell() {
        let (hub, mut news) = (Hub::default(), News::default());
        news.ring(2);
        news.ring(2);
        news.tell(&hub);
        let wait = |bell| {
            let hub = hub.clone();
            async move { tokio::time::timeout(std::time::Duration::ZERO, hub.bells().rung(bell)).await.is_ok() }
        };
        assert_eq!((wait(1).await, wait(2).await, wait(2).await), (false, true, false));
    }

    #[tokio::test]
    async fn closing_lets_everybody_go() {
        let hub = Hub::default();
        let mut ana = hub.listen("a");
        hub.close();
        assert!(matches!(ana.next().await, Heard::Closed));
        hub.tell(event("a", 1));
        assert!(matches!(hub.listen("b").next().await, Heard::Closed));
    }
}
