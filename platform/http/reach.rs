//! Which addresses are asked.

use std::{
    future::Future,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::Pin,
    task::{Context, Poll},
    vec,
};

use axum::http::Uri;
use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

/// How far we go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Wherever configuration says.
    Anywhere,
    /// Over TLS to public addresses, and to the origins that the operator has named: `http://10.0.0.5:8080`.
    Public { except: Vec<String> },
    /// The same with or without TLS, for what is public anyway: pictures.
    Open { except: Vec<String> },
}

impl Reach {
    /// Whether this is far enough and not too far; what a name means is looked at later, by [`Names`].
    pub fn includes(&self, uri: &Uri) -> bool {
        let (except, needs_tls) = match self {
            Self::Anywhere => return true,
            Self::Public { except } => (except, true),
            Self::Open { except } => (except, false),
        };
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return false };
        let origin = format!("{scheme}://{authority}");
        if except.iter().any(|known| known.trim_end_matches('/') == origin) {
            return true;
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let port = authority.port_u16();
        let is_usual = match scheme {
            "https" => matches!(port, None | Some(443)),
            "http" => !needs_tls && matches!(port, None | Some(80)),
            _ => false,
        };
        is_usual && !authority.as_str().contains('@') && host.parse().map_or(host.contains('.'), is_public)
    }

    fn knows(&self, host: &str) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Public { except } | Self::Open { except } => {
                let hosts = except.iter().filter_map(|origin| origin.parse::<Uri>().ok());
                hosts.into_iter().any(|origin| origin.host() == Some(host))
            }
        }
    }
}

/// Whether an address belongs to the whole net: not to this machine, its network, or anything special.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => is_public_v4(address),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        // Shared by a provider's customers, for benchmarks, for protocols.
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
        || (a == 192 && b == 0 && c == 0);
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    // Global unicast, without documentation and without what carries an IPv4 address inside.
    (0x2000..0x4000).contains(&a) && !(a == 0x2001 && (b == 0xdb8 || b < 0x200)) && a != 0x2002
}

/// What is said of a name that means no public address.
pub const OUT_OF_REACH: &str = "no public address";

/// Looks names up, and leaves out the addresses that are out of reach.
#[derive(Clone)]
pub struct Names(pub Reach);

type Found = Pin<Box<dyn Future<Output = io::Result<vec::IntoIter<SocketAddr>>> + Send>>;

impl Service<Name> for Names {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Found;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Found {
        let reach = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let is_known = reach.knows(name.as_str());
            let within: Vec<_> = found.filter(|address| is_known || is_public(address.ip())).collect();
            if within.is_empty() {
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, OUT_OF_REACH));
            }
            Ok(within.into_iter())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_over_tls_are_asked() {
        let reach = Reach::Public { except: vec!["http://10.0.0.5:8080".into()] };
        let asks = |uri: &str| reach.includes(&uri.parse().unwrap());
        for good in [
            "https://push.example/x",
            "https://push.example:443/x",
            "https://8.8.8.8/",
            "http://10.0.0.5:8080/x",
        ] {
            assert!(asks(good), "{good}");
        }
        for bad in [
            "http://push.example/x",
            "https://push.example:8443/x",
            "https://user@push.example/x",
            "https://localhost/x",
            "https://127.0.0.1/x",
            "https://10.1.2.3/x",
            "https://169.254.169.254/latest/meta-data",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
            "http://10.0.0.5/x",
            "/x",
        ] {
            assert!(!asks(bad), "{bad}");
        }
        assert!(Reach::Anywhere.includes(&"http://localhost:12111".parse().unwrap()));
        assert!(is_public("2a00:1450:4001:829::200e".parse().unwrap()));
    }

    #[test]
    fn pictures_may_be_asked_for_without_tls_and_no_further() {
        let reach = Reach::Open { except: Vec::new() };
        let asks = |uri: &str| reach.includes(&uri.parse().unwrap());
        for good in ["http://shop.example/a.jpg", "https://shop.example/a.jpg", "http://8.8.8.8:80/"] {
            assert!(asks(good), "{good}");
        }
        for bad in [
            "http://127.0.0.1/a.jpg",
            "http://169.254.169.254/latest/meta-data",
            "http://shop.example:8080/a.jpg",
            "https://shop.example:80/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://localhost/",
            "ftp://shop.example/a.jpg",
        ] {
            assert!(!asks(bad), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_name_that_means_this_machine_is_not_asked() {
        let name = || "localhost".parse::<Name>().unwrap();
        let refused = Names(Reach::Public { except: Vec::new() }).call(name()).await;
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert!(Names(Reach::Anywhere).call(name()).await.is_ok());
    }
}
