//! Placing purchases: through the acts, through HTTP, and on PostgreSQL.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Instant,
};

use crate::{CLIENTS, Figure, TIME, client::Client, fair, fair::Fair, percentile, pgbench, raw};

const MANY: usize = 10_000;

pub async fn run() -> Vec<Figure> {
    let mut figures = Vec::new();
    for (name, skus) in [("one hot SKU", 1), ("10,000 SKUs", MANY)] {
        let limit = raw_limit(skus).await;
        let fair = Arc::new(fair::open(skus, None).await);
        let (rate, note) = acts(&fair).await;
        figures.push(
            Figure::new(format!("purchases, SQLite, acts, {name}"), rate, Some(limit), "1/s").note(note),
        );
        let fair = Arc::new(fair::open(skus, None).await);
        let (rate, note) = http(&fair).await;
        figures.push(
            Figure::new(format!("purchases, SQLite, HTTP, {name}"), rate, Some(limit), "1/s").note(note),
        );
    }
    if let Ok(url) = std::env::var("JISHI_TEST_POSTGRES") {
        for (name, skus) in [("one hot SKU", 1), ("10,000 SKUs", MANY)] {
            let url = pgbench::own_database(&url, &skus.to_string());
            let fair = Arc::new(fair::open(skus, Some(url.clone())).await);
            let (rate, note) = acts(&fair).await;
            let limit = pgbench::run(&url, skus);
            let what = format!("purchases, PostgreSQL, acts against pgbench, {name}");
            figures.push(Figure::new(what, rate, Some(limit), "1/s").note(note));
        }
    }
    figures
}

async fn raw_limit(skus: usize) -> f64 {
    let fair = fair::open(0, None).await;
    let path = fair.market.config.data.join("jishi.db");
    fair.market.db.close();
    tokio::task::spawn_blocking(move || raw::run(&path, skus as i64)).await.unwrap()
}

/// 256 clients in the process, each placing one purchase after the other.
pub async fn acts(fair: &Arc<Fair>) -> (f64, String) {
    drive(fair, |fair, n| async move {
        let terms = fair.terms(n, format!("key-{n:020}"));
        fair.market.door().place(fair.market.now(), fair.market.rules(), terms).await.is_ok()
    })
    .await
}

/// The same over HTTP, client and server on the same cores.
async fn http(fair: &Arc<Fair>) -> (f64, String) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = server::router::router(&fair.market).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let (done, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let begin = Instant::now();
    let mut clients = Vec::new();
    for client in 0..CLIENTS {
        let (fair, done, stop) = (fair.clone(), done.clone(), stop.clone());
        clients.push(tokio::spawn(async move {
            let mut connection = Client::connect(address).await;
            let (mut times, mut n) = (Vec::new(), client);
            while !stop.load(Ordering::Relaxed) {
                let body = purchase(&fair, n);
                let sent = Instant::now();
                let status = connection.post("/api/v1/purchases", &fair.token, &body).await;
                assert_eq!(status, 201);
                times.push(sent.elapsed().as_micros() as u32);
                done.fetch_add(1, Ordering::Relaxed);
                n += CLIENTS;
            }
            times
        }));
    }
    finish(begin, &done, &stop, clients).await
}

fn purchase(fair: &Fair, n: usize) -> String {
    let variant = fair.variants[n.wrapping_mul(7919) % fair.variants.len()];
    format!(
        r#"{{"variant":"{variant}","quantity":1,"key":"key-{n:020}","name":"Lin","phone":"+8613800138000","country":"CN","region":"浙江省","city":"杭州市","line1":"仓前街道 12 号"}}"#
    )
}

pub async fn drive<F, Fut>(fair: &Arc<Fair>, place: F) -> (f64, String)
where
    F: Fn(Arc<Fair>, usize) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = bool> + Send + 'static,
{
    let (place, done, stop) =
        (Arc::new(place), Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let begin = Instant::now();
    let mut clients = Vec::new();
    for client in 0..CLIENTS {
        let (fair, place, done, stop) = (fair.clone(), place.clone(), done.clone(), stop.clone());
        clients.push(tokio::spawn(async move {
            let (mut times, mut n) = (Vec::new(), client);
            while !stop.load(Ordering::Relaxed) {
                let sent = Instant::now();
                assert!(place(fair.clone(), n).await);
                times.push(sent.elapsed().as_micros() as u32);
                done.fetch_add(1, Ordering::Relaxed);
                n += CLIENTS;
            }
            times
        }));
    }
    finish(begin, &done, &stop, clients).await
}

async fn finish(
    begin: Instant,
    done: &AtomicU64,
    stop: &AtomicBool,
    clients: Vec<tokio::task::JoinHandle<Vec<u32>>>,
) -> (f64, String) {
    tokio::time::sleep(TIME).await;
    let rate = done.load(Ordering::Relaxed) as f64 / begin.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.unwrap());
    }
    let note = format!("p50 {:.0} ms, p99 {:.0} ms", percentile(&mut times, 50), percentile(&mut times, 99));
    (rate, note)
}
