//! Who a visitor is when a reverse proxy stands in front.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};

/// The addresses of the proxies whose `X-Forwarded-For` is believed. None are, unless they are named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Arc<[(IpAddr, u8)]>);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is neither an address nor a network such as 10.0.0.0/8")]
pub struct NotANetwork(pub String);

impl Proxies {
    /// Addresses and networks with commas or blanks between them: `127.0.0.1, 10.0.0.0/8, ::1`.
    pub fn parse(text: &str) -> Result<Self, NotANetwork> {
        let words = text.split([',', ' ']).filter(|word| !word.is_empty());
        words
            .map(|word| network(word).ok_or_else(|| NotANetwork(word.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Whether an address is that of a proxy of ours.
    pub fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|(network, bits)| {
            let (network, address) = (network.to_canonical(), address.to_canonical());
            match (network, address) {
                (IpAddr::V4(network), IpAddr::V4(address)) => {
                    prefix(u128::from(network.to_bits()) << 96, *bits)
                        == prefix(u128::from(address.to_bits()) << 96, *bits)
                }
                (IpAddr::V6(network), IpAddr::V6(address)) => {
                    prefix(network.to_bits(), *bits) == prefix(address.to_bits(), *bits)
                }
                (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
            }
        })
    }

    /// The visitor: who is connected, or, through proxies of ours, the last address that none of them has.
    ///
    /// What stands further left in the header was written by the visitor and may be invented.
    pub fn visitor(&self, connected: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let named: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        let mut visitor = connected.to_canonical();
        for name in named.into_iter().rev() {
            if !self.trusts(visitor) {
                break;
            }
            let Some(address) = read(name) else { break };
            visitor = address;
        }
        visitor
    }
}

fn network(word: &str) -> Option<(IpAddr, u8)> {
    let (address, bits) = match word.split_once('/') {
        Some((address, bits)) => (address, Some(bits.parse().ok()?)),
        None => (word, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(most);
    (bits <= most).then_some((address, bits))
}

/// The first bits of an address, whose first bit is the highest.
fn prefix(address: u128, bits: u8) -> u128 {
    address.checked_shr(128 - u32::from(bits)).unwrap_or(0)
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn read(name: &str) -> Option<IpAddr> {
    let bare = name.trim_start_matches('[').trim_end_matches(']').parse().ok();
    bare.or_else(|| name.parse::<SocketAddr>().ok().map(|address| address.ip()))
        .map(|address| address.to_canonical())
}

/// Whose tries are counted together: an IPv4 address, or the network of an IPv6 one, since whoever has one
/// address there has 2⁶⁴ of them.
pub fn limit_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Put the visitor's own address in place of the proxy's, for everything behind this.
pub async fn unwrap_proxies(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    let connected = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(from)| *from);
    if let Some(connected) = connected {
        let visitor = proxies.visitor(connected.ip(), request.headers());
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(visitor, connected.port())));
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(proxies: &str, connected: &str, lines: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        Proxies::parse(proxies).unwrap().visitor(connected.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        for (proxies, connected, lines, expected) in [
            // Nobody is trusted: the header is anybody's invention.
            ("", "198.51.100.7", vec!["203.0.113.9"], "198.51.100.7"),
            ("127.0.0.1", "198.51.100.7", vec!["203.0.113.9"], "198.51.100.7"),
            ("127.0.0.1", "127.0.0.1", vec!["203.0.113.9"], "203.0.113.9"),
            ("127.0.0.1", "::ffff:127.0.0.1", vec!["203.0.113.9"], "203.0.113.9"),
            // What the visitor wrote stands left of what the proxy added.
            ("127.0.0.1", "127.0.0.1", vec!["1.1.1.1, 203.0.113.9"], "203.0.113.9"),
            ("127.0.0.1", "127.0.0.1", vec!["1.1.1.1", "203.0.113.9"], "203.0.113.9"),
            // A chain of proxies.
            ("127.0.0.1 10.0.0.0/8", "127.0.0.1", vec!["203.0.113.9, 10.1.2.3"], "203.0.113.9"),
            ("10.0.0.0/8", "10.0.0.1", vec!["10.9.9.9"], "10.9.9.9"),
            // Ports, brackets and nonsense.
            ("::1", "::1", vec!["[2001:db8::7]:4711"], "2001:db8::7"),
            ("::1", "::1", vec!["203.0.113.9:4711"], "203.0.113.9"),
            ("::1", "::1", vec!["unknown"], "::1"),
            ("fd00::/8", "fd12::1", vec!["2001:db8::7"], "2001:db8::7"),
            ("0.0.0.0/0", "198.51.100.7", vec!["203.0.113.9, 192.0.2.1"], "203.0.113.9"),
        ] {
            assert_eq!(visitor(proxies, connected, &lines), expected, "{proxies} {connected} {lines:?}");
        }
    }

    #[test]
    fn a_network_is_written_as_usual() {
        for text in ["10.0.0.0/33", "ten", "10.0.0.0/x", "::1/129"] {
            assert_eq!(Proxies::parse(text), Err(NotANetwork(text.to_owned())));
        }
        assert_eq!(Proxies::parse(" "), Ok(Proxies::default()));
    }

    #[test]
    fn tries_from_one_network_count_together() {
        assert_eq!(limit_key("203.0.113.9".parse().unwrap()), "203.0.113.9");
        assert_eq!(limit_key("2001:db8:0:7::1".parse().unwrap()), "2001:db8:0:7::/64");
    }
}
