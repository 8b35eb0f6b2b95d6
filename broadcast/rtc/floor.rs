//! Who is there, and how many more may come.

use super::joined::NotJoined;
use crate::config::Limits;
use crate::gate::ShowName;
use crate::share::share_of;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Places for those who publish and watch by WebRTC.
#[derive(Clone, Debug, Default)]
pub struct Floor(Arc<Mutex<Taken>>);

/// As whom somebody watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    Guest,
    /// Who gives the show sees it, however many watch.
    Host,
}

#[derive(Debug, Default)]
struct Taken {
    /// Publishers who came by WebRTC, by their show.
    publishers: BTreeMap<ShowName, usize>,
    guests: usize,
    guests_by_address: BTreeMap<IpAddr, usize>,
    hosts: BTreeMap<ShowName, usize>,
}

/// A place that is taken for as long as this lives.
#[derive(Debug)]
pub struct Place {
    floor: Floor,
    of: Of,
}

#[derive(Debug)]
enum Of {
    Publisher(ShowName),
    Guest(Option<IpAddr>),
    Host(ShowName),
}

/// Screens on which the hosts of one show look at it.
const HOSTS: usize = 8;

impl Floor {
    pub fn publish(&self, show: &ShowName) -> Place {
        *self.taken().publishers.entry(show.clone()).or_default() += 1;
        Place { floor: self.clone(), of: Of::Publisher(show.clone()) }
    }

    /// A seat for somebody who watches, if there is one.
    pub fn sit(
        &self,
        show: &ShowName,
        seat: Seat,
        from: Option<IpAddr>,
        limits: &Limits,
    ) -> Result<Place, NotJoined> {
        let (mut taken, from) = (self.taken(), from.and_then(share_of));
        taken.may_sit(show, seat, from, limits)?;
        let of = match seat {
            Seat::Host => {
                *taken.hosts.entry(show.clone()).or_default() += 1;
                Of::Host(show.clone())
            }
            Seat::Guest => {
                taken.guests += 1;
                if let Some(from) = from {
                    *taken.guests_by_address.entry(from).or_default() += 1;
                }
                Of::Guest(from)
            }
        };
        Ok(Place { floor: self.clone(), of })
    }

    /// Whether there is a seat now for somebody of whom only the show is known.
    pub fn has_seat(&self, show: &ShowName, seat: Seat, limits: &Limits) -> bool {
        self.taken().may_sit(show, seat, None, limits).is_ok()
    }

    /// A thread that panicked has counted whole, so the lock is taken all the same.
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    fn may_sit(
        &self,
        show: &ShowName,
        seat: Seat,
        from: Option<IpAddr>,
        limits: &Limits,
    ) -> Result<(), NotJoined> {
        if !self.publishers.contains_key(show) {
            return Err(NotJoined::NotByWebRtc);
        }
        let of_one = from.and_then(|from| self.guests_by_address.get(&from)).copied().unwrap_or(0);
        let is_full = match seat {
            Seat::Host => self.hosts.get(show).copied().unwrap_or(0) >= HOSTS,
            Seat::Guest => self.guests >= limits.viewers || of_one >= limits.viewers_an_address,
        };
        if is_full { Err(NotJoined::Full) } else { Ok(()) }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.floor.taken();
        match &self.of {
            Of::Publisher(show) => one_less(&mut taken.publishers, show),
            Of::Host(show) => one_less(&mut taken.hosts, show),
            Of::Guest(from) => {
                taken.guests -= 1;
                if let Some(from) = from {
                    one_less(&mut taken.guests_by_address, from);
                }
            }
        }
    }
}

fn one_less<K: Ord>(counts: &mut BTreeMap<K, usize>, key: &K) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_shared_and_the_host_has_one() {
        let (floor, show) = (Floor::default(), ShowName::new("a").unwrap());
        let limits = Limits { viewers: 3, viewers_an_address: 2, ..Limits::default() };
        let sit = |seat, from: &str| floor.sit(&show, seat, Some(from.parse().unwrap()), &limits);
        assert_eq!(sit(Seat::Host, "192.0.2.1").unwrap_err(), NotJoined::NotByWebRtc);
        let publisher = floor.publish(&show);
        let one = sit(Seat::Guest, "2001:db8::1").unwrap();
        let two = sit(Seat::Guest, "2001:db8::ffff:1").unwrap();
        // Of one network; another has a seat, and then nobody has.
        assert_eq!(sit(Seat::Guest, "2001:db8::2").unwrap_err(), NotJoined::Full);
        let three = sit(Seat::Guest, "192.0.2.1").unwrap();
        assert_eq!(sit(Seat::Guest, "192.0.2.2").unwrap_err(), NotJoined::Full);
        assert!(!floor.has_seat(&show, Seat::Guest, &limits) && floor.has_seat(&show, Seat::Host, &limits));
        let hosts: Vec<Place> = (0..HOSTS).map(|_| sit(Seat::Host, "192.0.2.3").unwrap()).collect();
        assert_eq!(sit(Seat::Host, "192.0.2.3").unwrap_err(), NotJoined::Full);
        drop((one, two));
        let again = sit(Seat::Guest, "2001:db8::2").unwrap();
        drop((again, three, hosts, publisher));
        let taken = floor.taken();
        assert_eq!(taken.guests, 0);
        assert!(taken.publishers.is_empty() && taken.hosts.is_empty() && taken.guests_by_address.is_empty());
    }
}
