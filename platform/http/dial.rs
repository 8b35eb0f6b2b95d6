//! A plain connection to an address that somebody has named, with or without TLS.

use std::{error::Error, time::Duration};

use axum::http::Uri;
use hyper_rustls::{HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::{client::legacy::connect::HttpConnector, rt::TokioIo};
use tokio::net::TcpStream;
use tower_service::Service;

use super::reach::{Names, OUT_OF_REACH, Reach, is_public};

const PATIENCE: Duration = Duration::from_secs(10);
/// Below it are the services of a machine.
const FIRST_FREE: u16 = 1_024;
const USUAL: [u16; 2] = [80, 443];

/// Why there is no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DialError {
    #[error("this address is not asked: it is not public")]
    OutOfReach,
    #[error("the server does not answer")]
    NoAnswer,
}

/// Connects to public addresses, and to those that the operator has named.
#[derive(Clone)]
pub struct Dial {
    /// As they are named: `rtmp://10.0.0.5:1935`.
    except: Vec<String>,
}

/// What can be read and written.
pub type Dialled = TokioIo<MaybeHttpsStream<TokioIo<TcpStream>>>;

impl Dial {
    /// `origins` are connected to though they are not public.
    pub fn new(origins: &[String]) -> Self {
        Self { except: origins.to_vec() }
    }

    /// Whether one would connect to this; what a name means is looked at when one does.
    pub fn includes(&self, scheme: &str, host: &str, port: u16) -> bool {
        let is_free = port >= FIRST_FREE || USUAL.contains(&port);
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        self.knows(scheme, host, port)
            || is_free && bare.parse().map_or(host.contains('.') && !host.contains('@'), is_public)
    }

    fn knows(&self, scheme: &str, host: &str, port: u16) -> bool {
        let origin = format!("{scheme}://{host}:{port}");
        self.except.iter().any(|known| known.trim_end_matches('/') == origin)
    }

    /// Connect; with TLS a certificate is asked for that the system trusts.
    pub async fn connect(
        &self,
        scheme: &str,
        (host, port): (&str, u16),
        tls: bool,
    ) -> Result<Dialled, DialError> {
        if !self.includes(scheme, host, port) {
            return Err(DialError::OutOfReach);
        }
        let is_known = self.knows(scheme, host, port);
        let reach = if is_known { Reach::Anywhere } else { Reach::Public { except: Vec::new() } };
        let mut connector = HttpConnector::new_with_resolver(Names(reach));
        connector.enforce_http(false);
        connector.set_nodelay(true);
        let builder = HttpsConnectorBuilder::new().with_native_roots().map_err(|error| {
            tracing::error!(%error, "the system's certificates cannot be read");
            DialError::NoAnswer
        })?;
        let mut connector = builder.https_or_http().enable_http1().wrap_connector(connector);
        let uri = format!("{}://{host}:{port}", if tls { "https" } else { "http" });
        let uri: Uri = uri.parse().map_err(|_| DialError::OutOfReach)?;
        let connected = tokio::time::timeout(PATIENCE, connector.call(uri)).await;
        let connected = connected.map_err(|_| DialError::NoAnswer)?;
        connected.map(TokioIo::new).map_err(|error| reason(error.as_ref()))
    }
}

/// A name that means no public address will not mean one later.
fn reason(error: &(dyn Error + 'static)) -> DialError {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.to_string().contains(OUT_OF_REACH) {
            return DialError::OutOfReach;
        }
        cause = error.source();
    }
    DialError::NoAnswer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_connected_to() {
        let dial = Dial::new(&["rtmp://10.0.0.5:1935".into()]);
        for (host, port) in
            [("live.example", 1935), ("live.example", 443), ("8.8.8.8", 1935), ("10.0.0.5", 1935)]
        {
            assert!(dial.includes("rtmp", host, port), "{host}:{port}");
        }
        for (host, port) in [
            ("localhost", 1935),
            ("127.0.0.1", 1935),
            ("10.0.0.5", 1936),
            ("10.0.0.6", 1935),
            ("[::1]", 1935),
            ("169.254.169.254", 80),
            ("live.example", 25),
            ("user@live.example", 1935),
        ] {
            assert!(!dial.includes("rtmp", host, port), "{host}:{port}");
        }
    }

    #[tokio::test]
    async fn this_machine_is_not_connected_to() {
        let refused = Dial::new(&[]).connect("rtmp", ("127.0.0.1", 1935), false).await;
        assert_eq!(refused.err(), Some(DialError::OutOfReach));
    }
}
