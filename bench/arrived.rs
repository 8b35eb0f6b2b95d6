//! When what was said to many arrives: a time that goes along in the words, and orders by the standard input of a server.

use std::{
    io::BufRead,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

/// What arrived, and how long it took, in microseconds.
#[derive(Default)]
pub struct Arrived {
    pub count: AtomicU64,
    pub late: Mutex<Vec<u32>>,
}

impl Arrived {
    /// Note each time in what a socket gave; it stands behind a mark, in sixteen digits.
    pub fn note(&self, read: &[u8], mark: &str) {
        // The heads of frames are no text.
        let text = String::from_utf8_lossy(read);
        for (at, _) in text.match_indices(mark) {
            let digits = text[at + mark.len()..].chars().take(16).collect::<String>();
            let late = micros().saturating_sub(digits.parse().unwrap_or(0));
            self.late.lock().unwrap().push(u32::try_from(late).unwrap_or(u32::MAX));
            self.count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

pub fn micros() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros()).unwrap()
}

/// What a server is to do next, line by line.
pub fn orders() -> tokio::sync::mpsc::UnboundedReceiver<String> {
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            let _ = sender.send(line.unwrap());
        }
    });
    receiver
}
