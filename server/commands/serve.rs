use std::{net::SocketAddr, time::Duration};

use commons::Commons;
use kernel::Chance;
use platform::web::connections::{self, Bounds};
use tokio::net::TcpListener;

use super::{
    lock::{self, Use},
    open::{clock, config, live},
    place::Place,
};
use crate::{error::CommandError, router::router, wiring};

/// How long a change of the rules takes at most to reach the other processes.
const REREAD: Duration = Duration::from_secs(30);

#[derive(clap::Args)]
pub struct Serve {
    /// Address to listen on.
    #[arg(long, env = "JISHI_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

pub async fn run(place: &Place, command: Serve) -> Result<(), CommandError> {
    let bounds = Bounds::of_files(connections::raise_open_files());
    let _taken = lock::take(place, Use::Shared)?;
    let mut config = config(place, command.listen)?;
    config.live = live(command.listen, config.demo)?;
    let market = wiring::open(config, clock(), Chance::from_entropy()).await?;
    let address = command.listen;
    let listener =
        TcpListener::bind(address).await.map_err(|cause| CommandError::Listen { address, cause })?;
    println!("{} is open at http://{address}", market.config.market);
    serve(market, listener, bounds).await
}

/// Serve until the process is told to stop, then finish what was begun.
pub async fn serve(market: Commons, listener: TcpListener, bounds: Bounds) -> Result<(), CommandError> {
    let (router, proxies) = (router(&market), market.config.proxies.clone());
    wiring::begin(&market).await?;
    let runner = wiring::runner(&market);
    let jobs = tokio::spawn(async move { runner.run_forever().await });
    let rounds = tokio::spawn(wiring::rounds(&market));
    let rules = tokio::spawn(keep_rules(market.clone()));
    let hub = market.db.hub().clone();
    // Open streams would never end by themselves.
    let ended = async move {
        stop().await;
        hub.close();
    };
    connections::serve(listener, router, proxies, bounds, ended).await;
    jobs.abort();
    rounds.abort();
    rules.abort();
    market.db.close();
    Ok(())
}

/// Another process of the same market may have changed the numbers: read them again now and then.
async fn keep_rules(market: Commons) {
    loop {
        tokio::time::sleep(REREAD).await;
        if let Err(error) = market.reload_rules().await {
            tracing::warn!(%error, "the rules could not be read again");
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
