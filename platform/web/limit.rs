use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use kernel::{Clock, Timestamp};

use super::Problem;

/// So many per so long, counted for each key: an address, an account, a sign-in name.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub name: &'static str,
    pub times: u32,
    pub per: Duration,
}

impl Limit {
    /// Whether a window has ended; one that begins later than now was opened by a clock that went wrong.
    fn is_over(self, since: Timestamp, now: Timestamp) -> bool {
        since > now || now.since(since) >= self.per
    }
}

/// Since when and how often, for each rule and key.
type Windows = HashMap<(&'static str, String), (Timestamp, u32)>;

/// Counts in memory, one window per rule and key. Forgotten when the process ends, which is no harm.
#[derive(Clone)]
pub struct Limits {
    clock: Clock,
    windows: Arc<Mutex<Windows>>,
}

impl Limits {
    pub fn new(clock: Clock) -> Self {
        Self { clock, windows: Arc::default() }
    }

    /// Count one more, or refuse with the seconds to wait.
    pub fn take(&self, limit: Limit, key: impl Into<String> + Hash) -> Result<(), Problem> {
        let now = self.clock.now();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() > 100_000 {
            // Someone is making up keys; whatever is older than a day counts for nothing anyway.
            windows.retain(|_, (since, _)| now.since(*since) < kernel::days(1));
        }
        let window = windows.entry((limit.name, key.into())).or_insert((now, 0));
        if limit.is_over(window.0, now) {
            *window = (now, 0);
        }
        if window.1 >= limit.times {
            let wait = limit.per.saturating_sub(now.since(window.0));
            return Err(Problem::too_many(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).max(1)));
        }
        window.1 += 1;
        Ok(())
    }

    /// Count one more and refuse nothing: how many it were in this window.
    pub fn count(&self, limit: Limit, key: impl Into<String>) -> u32 {
        let now = self.clock.now();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.entry((limit.name, key.into())).or_insert((now, 0));
        if limit.is_over(window.0, now) {
            *window = (now, 0);
        }
        window.1 = window.1.saturating_add(1);
        window.1
    }

    /// Whether a key has nothing left, counting nothing: for what is counted only when it fails.
    pub fn is_spent(&self, limit: Limit, key: &str) -> bool {
        let now = self.clock.now();
        let windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.get(&(limit.name, key.to_owned()));
        window.is_some_and(|(since, times)| !limit.is_over(*since, now) && *times >= limit.times)
    }

    /// Start a key anew, after a success.
    pub fn forget(&self, limit: Limit, key: &str) {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        windows.remove(&(limit.name, key.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_waits_for_its_window_and_no_longer() {
        let clock = kernel::MockClock::at(Timestamp::from_micros(0));
        let limits = Limits::new(clock.clock());
        let rule = Limit { name: "sign-in", times: 2, per: kernel::minutes(15) };
        assert!(limits.take(rule, "ana").is_ok());
        assert!(limits.take(rule, "ana").is_ok());
        assert_eq!(limits.take(rule, "ana").unwrap_err().retry_after_seconds, Some(900));
        assert!(limits.is_spent(rule, "ana"));
        assert!(limits.take(rule, "bo").is_ok());
        assert!(!limits.is_spent(rule, "bo"));
        clock.advance(kernel::minutes(15));
        assert!(!limits.is_spent(rule, "ana"));
        assert!(limits.take(rule, "ana").is_ok());
    }
}
