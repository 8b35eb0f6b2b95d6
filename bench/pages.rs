//! Reading: pages and calls of the demo market as browsers ask for them, with gzip, against a static answer of the same
//! bytes: by guests, by guests who have them already, by somebody signed in, and by whoever comes first.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{Router, http::header, routing::get};
use kernel::{Chance, Clock};
use people::accounts::{self, Login};
use platform::{
    config::Config,
    db::{DbError, Tx},
    i18n::Lang,
    params, sessions,
};
use server::{router, wiring};

use crate::{Figure, TIME, client::Client, fair::TOKEN, market};

/// Connections that read at once.
const READERS: usize = 32;
const GZIP: &str = "accept-encoding: gzip\r\n";
const PATHS: [(&str, &str); 5] = [
    ("listing page", "/shops/helan-leather/sun-face-carved-satchel"),
    ("browse page", "/browse"),
    ("home page", "/"),
    ("shop page", "/shops/helan-leather"),
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
    let session = sign_in(&market).await;
    let ours = serve(router::router(&market)).await;
    let mut figures = Vec::new();
    for (name, path) in PATHS {
        let (status, bytes) = Client::connect(ours).await.ask(path, GZIP).await;
        assert_eq!(status, 200, "{path}");
        let body = "x".repeat(bytes);
        let answer = get(async move || ([(header::CONTENT_ENCODING, "gzip")], body.clone()));
        let limit = serve(Router::new().route("/", answer)).await;
        let raw = read(limit, &Asked::new("/", GZIP, 200)).await;
        let mut note = |what: &str, rate: f64| {
            let name = format!("{name}, {what}");
            figures.push(Figure::new(name, rate, Some(raw), "1/s").note(format!("{bytes} bytes")));
        };
        note("guest", read(ours, &Asked::new(path, GZIP, 200)).await);
        let tag = Client::connect(ours).await.tag(path, GZIP).await;
        let has_it = format!("{GZIP}if-none-match: {tag}\r\n");
        note("guest who has it", read(ours, &Asked::new(path, &has_it, 304)).await);
        let known = match path.starts_with("/api/") {
            true => format!("{GZIP}authorization: Bearer {}\r\n", session.token),
            false => format!("{GZIP}cookie: session={}\r\n", session.cookie),
        };
        note("signed in", read(ours, &Asked::new(path, &known, 200)).await);
        // An address that nobody has asked for is made, packed and kept; a call refuses a name that it does not know.
        if !path.starts_with("/api/") {
            note("first reader", read(ours, &Asked { is_new: true, ..Asked::new(path, GZIP, 200) }).await);
        }
    }
    figures
}

/// How a buyer of the demo is known.
struct Known {
    cookie: String,
    token: String,
}

async fn sign_in(market: &selling::Selling) -> Known {
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let login = Login::Email("buyer-001@demo.example".into());
        let account = accounts::find_by_login(tx, &login).await?.ok_or(DbError::Raced)?;
        let (_, cookie) = sessions::start(tx, now, Some(account.id), "bench").await?;
        let token = tx.chance().token();
        tx.execute(TOKEN, params![account.id, sessions::hash(&token), now]).await?;
        Ok::<_, DbError>(Known { cookie, token })
    };
    market.db.write(act).await.unwrap()
}

/// A request that is made again and again.
struct Asked {
    path: String,
    headers: String,
    status: u16,
    /// Whether each address is asked for once.
    is_new: bool,
}

impl Asked {
    fn new(path: &str, headers: &str, status: u16) -> Self {
        Self { path: path.into(), headers: headers.into(), status, is_new: false }
    }
}

/// Where a router answers from now on.
pub async fn serve(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

async fn read(address: SocketAddr, asked: &Asked) -> f64 {
    let (done, begin) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let readers = (0..READERS).map(async |_| {
        let mut client = Client::connect(address).await;
        while begin.elapsed() < TIME {
            let number = done.fetch_add(1, Ordering::Relaxed);
            let path = if asked.is_new { format!("{}?n={number}", asked.path) } else { asked.path.clone() };
            assert_eq!(client.ask(&path, &asked.headers).await.0, asked.status, "{path}");
            // Whoever asks next has the thread.
            tokio::task::yield_now().await;
        }
    });
    futures_util::future::join_all(readers).await;
    done.load(Ordering::Relaxed) as f64 / begin.elapsed().as_secs_f64()
}
