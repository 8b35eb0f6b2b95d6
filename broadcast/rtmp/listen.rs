//! The door of RTMP.

use super::session::Session;
use crate::share::Counts;
use crate::studio::Studio;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

/// Where RTMP is taken, and the task that takes it.
pub struct Listening {
    pub address: SocketAddr,
    pub task: tokio::task::JoinHandle<()>,
}

pub async fn listen(studio: Arc<Studio>, address: SocketAddr) -> std::io::Result<Listening> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let task = tokio::spawn(accept(studio, listener));
    Ok(Listening { address, task })
}

/// Ends all its connections when it is aborted.
async fn accept(studio: Arc<Studio>, listener: TcpListener) {
    let (counts, mut sessions) = (Counts::default(), JoinSet::new());
    loop {
        while sessions.try_join_next().is_some() {}
        let (stream, peer) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                // Mostly that there are no more files to open; some will be closed.
                tracing::warn!(%error, "a connection of RTMP was not taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let limits = &studio.config.limits;
        let Some(counted) = counts.enter(peer.ip(), limits.connections, limits.connections_an_address) else {
            continue;
        };
        // Our answers are few and waited for.
        let _ = stream.set_nodelay(true);
        let studio = Arc::clone(&studio);
        sessions.spawn(async move {
            let from = counted.from;
            match Session::new(&studio, stream, Some(from)).run().await {
                Ok(()) => tracing::debug!(%from, "a publisher ended"),
                Err(why) => tracing::info!(%from, %why, "a connection of RTMP ended"),
            }
        });
    }
}
