//! Heads of requests that the reader of HTTP lets through and nobody should.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

use axum::{
    extract::Request,
    http::{Version, header, uri::Authority},
};

/// Whether a request names the one host that it is for. Only HTTP/1.0 may name none.
pub fn has_one_host<B>(request: &Request<B>) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => Authority::try_from(host.as_bytes()).is_ok(),
        (None, _) => request.version() < Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

const IN_HEAD: u8 = 0;
const AFTER_HEAD: u8 = 1;
/// A body may follow on this connection, whose octets are nobody's line ends.
const NOT_WATCHED: u8 = 2;
const BAD: u8 = 3;

/// Watches the lines of heads as they come in: one that ends in a bare LF is read by others as another request.
///
/// Heads are watched until the first request with a body: from there on nobody knows from outside what is a head.
#[derive(Clone, Default)]
pub struct Head(Arc<AtomicU8>);

impl Head {
    pub fn is_bad(&self) -> bool {
        self.0.load(Ordering::Relaxed) == BAD
    }

    /// A head was read; whether a body comes after it.
    pub fn expect_body(&self, has_body: bool) {
        self.0.store(if has_body { NOT_WATCHED } else { AFTER_HEAD }, Ordering::Relaxed);
    }

    /// The answer is on its way: what comes next is a head.
    pub fn expect_head(&self) {
        let _ = self.0.compare_exchange(AFTER_HEAD, IN_HEAD, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Look at what came in, after what came before it.
    pub fn see(&self, line: &mut Line, octets: &[u8]) {
        if self.0.load(Ordering::Relaxed) != IN_HEAD {
            return;
        }
        for &octet in octets {
            if octet == b'\n' {
                let is_over = std::mem::replace(&mut line.is_empty, true);
                if line.last != b'\r' {
                    return self.0.store(BAD, Ordering::Relaxed);
                }
                if is_over {
                    *line = Line::default();
                    return self.0.store(AFTER_HEAD, Ordering::Relaxed);
                }
            } else if octet != b'\r' {
                line.is_empty = false;
            }
            line.last = octet;
        }
    }
}

/// How far a line of a head has come.
#[derive(Default)]
pub struct Line {
    last: u8,
    /// Of a line that follows another: an empty one before the head ends nothing.
    is_empty: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_line_feed_in_a_head_is_seen_and_none_in_a_body() {
        for (parts, expected) in [
            (&["GET / HTTP/1.1\r\nHost: x\r\n\r\n"][..], false),
            (&["GET / HTTP/1.1\nHost: x\n\n"], true),
            (&["GET / HTTP/1.1\r", "\nHost: x\r\n", "\r\n"], false),
            (&["GET / HTTP/1.1\r\nHost: x", "\n\r\n"], true),
            (&["POST / HTTP/1.1\r\nHost: x\r\n\r\na\nb"], false),
            (&["POST / HTTP/1.1\r\nHost: x\r\n\r", "\na\nb"], false),
        ] {
            let (head, mut line) = (Head::default(), Line::default());
            parts.iter().for_each(|part| head.see(&mut line, part.as_bytes()));
            assert_eq!(head.is_bad(), expected, "{parts:?}");
        }
    }

    #[test]
    fn one_host_is_named_and_it_is_one() {
        let request = |version, hosts: &[&str]| {
            let mut request = Request::builder().version(version);
            for host in hosts {
                request = request.header(header::HOST, *host);
            }
            has_one_host(&request.body(()).unwrap())
        };
        assert!(request(Version::HTTP_11, &["fair.example:8080"]) && request(Version::HTTP_10, &[]));
        for hosts in [&[][..], &["a", "a"], &["a", "b"], &[""], &["a b"], &["a/b"]] {
            assert!(!request(Version::HTTP_11, hosts), "{hosts:?}");
        }
    }
}
