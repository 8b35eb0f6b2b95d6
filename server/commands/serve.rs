use std::{net::SocketAddr, time::Duration};

use kernel::{Chance, Clock};
use tokio::net::TcpListener;
use trade::{negotiation, notifications, operator, search, selling::Selling};

use super::{
    CommandError, Place,
    lock::{self, Use},
    open::config,
};
use crate::{router::router, wiring};

/// How long a change of the rules takes at most to reach the other processes.
const REREAD: Duration = Duration::from_secs(30);
/// How often the open offers are looked at.
const STALE: Duration = Duration::from_secs(60);

#[derive(clap::Args)]
pub struct Serve {
    /// Address to listen on.
    #[arg(long, env = "JISHI_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

pub async fn run(place: &Place, command: Serve) -> Result<(), CommandError> {
    let _taken = lock::take(place, Use::Shared)?;
    let config = config(place, command.listen)?;
    let market = wiring::open(config, Clock::system(), Chance::from_entropy()).await?;
    let address = command.listen;
    let listener =
        TcpListener::bind(address).await.map_err(|cause| CommandError::Listen { address, cause })?;
    println!("{} is open at http://{address}", market.config.market);
    serve(market, listener).await
}

/// Serve until the process is told to stop, then finish what was begun.
pub async fn serve(market: Selling, listener: TcpListener) -> Result<(), CommandError> {
    let service = router(&market).into_make_service_with_connect_info::<SocketAddr>();
    operator::jobs::begin(&market).await?;
    notifications::jobs::begin(&market).await?;
    let runner = wiring::runner(&market);
    let jobs = tokio::spawn(async move { runner.run_forever().await });
    let followed = market.clone();
    let index = tokio::spawn(async move { search::follow(&followed).await });
    let rules = tokio::spawn(keep_rules(market.clone()));
    let offers = tokio::spawn(end_stale_offers(market.clone()));
    let hub = market.db.hub().clone();
    // Open streams would never end by themselves.
    let ended = async move {
        stop().await;
        hub.close();
    };
    let served = axum::serve(listener, service).with_graceful_shutdown(ended).await;
    jobs.abort();
    index.abort();
    rules.abort();
    offers.abort();
    market.db.close();
    served.map_err(|error| CommandError::Refused(error.to_string()))
}

/// Another process of the same market may have changed the numbers: read them again now and then.
async fn keep_rules(market: Selling) {
    loop {
        tokio::time::sleep(REREAD).await;
        if let Err(error) = market.reload_rules().await {
            tracing::warn!(%error, "the rules could not be read again");
        }
    }
}

/// Offers whose things are gone end within a minute, even if nobody looks at them.
async fn end_stale_offers(market: Selling) {
    loop {
        tokio::time::sleep(STALE).await;
        if let Err(error) = negotiation::end_stale(&market).await {
            tracing::warn!(%error, "stale offers could not be ended");
        }
    }
}

async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
}
