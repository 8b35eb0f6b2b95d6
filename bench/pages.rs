//! Reading: pages and API of the demo market against a static answer of the same bytes.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{Router, routing::get};
use kernel::{Chance, Clock};
use platform::{config::Config, i18n::Lang};
use server::{router, wiring};

use crate::{Figure, TIME, client::Client, market};

/// Connections that read at once.
const READERS: usize = 32;
const PATHS: [(&str, &str); 4] = [
    ("home page", "/"),
    ("listing page", "/shops/helan-leather/sun-face-carved-satchel"),
    ("browse page", "/browse"),
    ("API listings", "/api/v1/listings"),
];

pub async fn run() -> Vec<Figure> {
    let folder = tempfile::tempdir_in(".").unwrap();
    let config = Config {
        language: Lang::Chinese,
        zone: "Asia/Shanghai".into(),
        demo: true,
        ..market::config(folder.path())
    };
    server::demo::build(config.clone(), &PathBuf::from("demo"), 1).await.unwrap().db.close();
    let market = wiring::open(config, Clock::system(), Chance::from_entropy()).await.unwrap();
    let ours = serve(router::router(&market)).await;
    let mut figures = Vec::new();
    for (name, path) in PATHS {
        let (status, bytes) = Client::connect(ours).await.get(path).await;
        assert_eq!(status, 200, "{path}");
        let body = "x".repeat(bytes);
        let limit = serve(Router::new().route("/", get(async move || body.clone()))).await;
        let (rate, raw) = (read(ours, path).await, read(limit, "/").await);
        figures.push(Figure::new(name, rate, Some(raw), "1/s").note(format!("{bytes} bytes")));
    }
    figures
}

async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

async fn read(address: SocketAddr, path: &'static str) -> f64 {
    let (done, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let begin = Instant::now();
    let readers: Vec<_> = (0..READERS)
        .map(|_| {
            let (done, stop) = (done.clone(), stop.clone());
            tokio::spawn(async move {
                let mut client = Client::connect(address).await;
                while !stop.load(Ordering::Relaxed) {
                    assert_eq!(client.get(path).await.0, 200);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    tokio::time::sleep(TIME).await;
    let rate = done.load(Ordering::Relaxed) as f64 / begin.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.unwrap();
    }
    rate
}
