//! Connections: how many there may be, how long they may be silent, and how they end when the process does.
//!
//! **Promises.** Whoever sends half a request, or nothing, or does not take what they are sent, is let go after a while.
//! Nobody has so many connections that others have none: one network address has a share, and when all places are taken
//! the connection that has waited longest for its next request makes room. Files stay in hand for the database. When the
//! process is told to stop, what was asked is answered, and whoever is not done in time is cut off.
//!
//! **Not here.** What is asked: the router does not know how it is reached.

mod head;
mod places;
mod watched;

use std::{convert::Infallible, future::Future, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tower_service::Service;

use super::Proxies;
use head::Head;
use places::{Place, Places, Turn};
pub use watched::Stay;
use watched::{Busy, Watched};

/// How much of connections there may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// For the head of a request, and between two requests.
    pub silence: Duration,
    /// The same for a proxy of ours, which keeps connections at hand.
    pub proxy_silence: Duration,
    /// For a reader to take anything of what is sent.
    pub stall: Duration,
    /// Connections of one network address. Proxies of ours and this machine have no share of their own.
    pub of_one: usize,
    /// Connections of all.
    pub of_all: usize,
    /// For what was begun when the process is told to stop.
    pub farewell: Duration,
}

/// Connections beyond this are memory that somebody else decides about: 20 kB each with half a head.
const MOST: usize = 16_384;
/// Octets of a head, and of what is read or written in one go.
const MOST_HEAD: usize = 128 << 10;

impl Bounds {
    /// What is safe with so many open files: a quarter of them stays for the database, the files and other servers.
    pub fn of_files(files: u64) -> Self {
        let files = usize::try_from(files).unwrap_or(usize::MAX);
        Self {
            silence: Duration::from_secs(15),
            proxy_silence: Duration::from_secs(75),
            stall: Duration::from_secs(60),
            of_one: 128,
            of_all: (files - files / 4).clamp(16, MOST),
            farewell: Duration::from_secs(15),
        }
    }
}

/// Let this process open as many files as the system lets it; the answer is how many.
pub fn raise_open_files() -> u64 {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let had = getrlimit(Resource::Nofile);
    // No limit is one of a size that we do not need.
    let most = had.maximum.unwrap_or(1 << 20);
    let now = had.current.unwrap_or(most);
    if now >= most {
        return now;
    }
    match setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: had.maximum }) {
        Ok(()) => most,
        Err(error) => {
            tracing::warn!(%error, now, most, "no more files may be opened than at the start");
            now
        }
    }
}

/// Answer what comes in by `router` until `stop`, then finish what was begun.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: Proxies,
    bounds: Bounds,
    stop: impl Future<Output = ()>,
) {
    let places = Places::new(bounds.of_one, bounds.of_all);
    let server = Arc::new(Server { router, proxies, bounds, places });
    // Everybody who has a connection holds the other end.
    let (farewell, told) = watch::channel(());
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, from) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Of one connection, or of all for lack of something: a moment changes either.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
        };
        server.take(stream, from, told.clone());
    }
    drop((listener, told));
    farewell.send_replace(());
    if tokio::time::timeout(bounds.farewell, farewell.closed()).await.is_err() {
        tracing::warn!(open = server.places.count(), "connections are cut off that did not end in time");
    }
    server.places.end_all();
}

struct Server {
    router: Router,
    proxies: Proxies,
    bounds: Bounds,
    places: Places,
}

impl Server {
    fn take(self: &Arc<Self>, stream: TcpStream, from: SocketAddr, farewell: watch::Receiver<()>) {
        let is_proxy = self.proxies.trusts(from.ip());
        let is_shared = is_proxy || from.ip().to_canonical().is_loopback();
        let Some(place) = self.places.take((!is_shared).then_some(from.ip())) else { return };
        let silence = if is_proxy { self.bounds.proxy_silence } else { self.bounds.silence };
        let (server, ended) = (self.clone(), place.ended());
        tokio::spawn(async move {
            tokio::select! {
                () = server.talk(stream, from, silence, place, farewell) => {}
                () = ended.notified() => {}
            }
        });
    }

    async fn talk(
        &self,
        stream: TcpStream,
        from: SocketAddr,
        silence: Duration,
        place: Place,
        mut farewell: watch::Receiver<()>,
    ) {
        let (head, turn) = (Head::default(), place.turn());
        let stream = TokioIo::new(Watched::new(stream, head.clone(), place, self.bounds.stall));
        let service = service_fn(|request: Request<Incoming>| {
            self.answer(request.map(Body::new), from, &head, Busy::new(turn.clone(), head.clone()))
        });
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(silence).max_buf_size(MOST_HEAD);
        let mut connection = std::pin::pin!(http.serve_connection(stream, service).with_upgrades());
        tokio::select! {
            // Whoever hangs up in the middle is no fault of ours.
            _ = &mut connection => return,
            _ = farewell.changed() => {}
        }
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }

    async fn answer(
        &self,
        mut request: Request,
        from: SocketAddr,
        head: &Head,
        busy: Busy,
    ) -> Result<Response, Infallible> {
        if head.is_bad() || !head::has_one_host(&request) {
            let refused = (StatusCode::BAD_REQUEST, [(header::CONNECTION, "close")]).into_response();
            return Ok(busy.until_written(refused));
        }
        head.expect_body(!hyper::body::Body::is_end_stream(request.body()));
        request.extensions_mut().insert(ConnectInfo(from));
        request.extensions_mut().insert(busy.stay());
        let answered = self.router.clone().call(request).await;
        Ok(busy.until_written(answered.unwrap_or_else(|never| match never {})))
    }
}

#[cfg(test)]
mod tests;
