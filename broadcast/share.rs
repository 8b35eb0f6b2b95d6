//! How many of something one network address has.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// Connections by the address that they come from.
#[derive(Clone, Default)]
pub struct Counts(Arc<Mutex<BTreeMap<IpAddr, usize>>>);

/// One of them, for as long as this lives.
pub struct Counted {
    counts: Counts,
    pub from: IpAddr,
}

/// The address by which a share is counted: of IPv6 the network, since one host has all of it.
pub fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        four => four,
    }
}

/// The same of somebody who may stand behind a proxy on this machine, which has no share of its own.
pub fn share_of(address: IpAddr) -> Option<IpAddr> {
    (!address.to_canonical().is_loopback()).then(|| network_of(address))
}

impl Counts {
    pub fn enter(&self, from: IpAddr, most: usize, most_of_one: usize) -> Option<Counted> {
        let from = network_of(from);
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, one) = (counts.values().sum::<usize>(), counts.get(&from).copied().unwrap_or(0));
        if all >= most || one >= most_of_one {
            return None;
        }
        counts.insert(from, one + 1);
        Some(Counted { counts: self.clone(), from })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut counts = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.from) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.from);
            }
        }
    }
}
