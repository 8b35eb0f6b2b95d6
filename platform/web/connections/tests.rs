use std::net::Ipv4Addr;

use axum::routing::get;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    sync::oneshot,
    task::JoinHandle,
    time::{Instant, timeout},
};

use super::*;

struct Open {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

const SHORT: Duration = Duration::from_millis(300);

fn bounds(of_all: usize) -> Bounds {
    let long = Duration::from_secs(30);
    Bounds { silence: SHORT, proxy_silence: long, stall: SHORT, of_one: 2, of_all, farewell: SHORT }
}

async fn open(bounds: Bounds) -> Open {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new()
        .route("/", get(async || "hello"))
        .route("/large", get(async || vec![b'x'; 64 << 20]))
        .route("/slow", get(async || tokio::time::sleep(SHORT / 2).await));
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(serve(listener, router, Proxies::default(), bounds, async {
        let _ = stopped.await;
    }));
    Open { address, stop, serving }
}

impl Open {
    async fn say(&self, words: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(words.as_bytes()).await.unwrap();
        stream
    }

    async fn ask(&self, words: &str) -> String {
        rest(self.say(words).await).await
    }
}

async fn rest(mut stream: TcpStream) -> String {
    let mut heard = Vec::new();
    let _ = timeout(Duration::from_secs(10), stream.read_to_end(&mut heard)).await.expect("it ends");
    String::from_utf8_lossy(&heard).into_owned()
}

const LAST: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
const HALF: &str = "GET / HTTP/1.1\r\nHost: x\r\nX-a: ";

#[tokio::test]
async fn half_a_head_and_silence_are_let_go() {
    let open = open(bounds(9)).await;
    let begun = Instant::now();
    for words in [HALF, "", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"] {
        open.ask(words).await;
    }
    assert!(begun.elapsed() >= SHORT * 3);
    assert!(open.ask(LAST).await.ends_with("hello"));
}

#[tokio::test]
async fn a_full_house_makes_room_for_whoever_has_something_to_ask() {
    let mut bounds = bounds(3);
    bounds.silence = Duration::from_secs(30);
    let open = open(bounds).await;
    let mut halves = Vec::new();
    for _ in 0..20 {
        halves.push(open.say(HALF).await);
    }
    assert!(open.ask(LAST).await.ends_with("hello"));
}

#[tokio::test]
async fn a_reader_who_takes_nothing_is_let_go() {
    let open = open(bounds(9)).await;
    let stream = open.say("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
    tokio::time::sleep(SHORT * 3).await;
    assert!(rest(stream).await.len() < 64 << 20);
}

#[tokio::test]
async fn a_head_that_others_read_differently_is_refused() {
    let open = open(bounds(9)).await;
    for words in [
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n",
        "GET / HTTP/1.1\r\nHost: x\nConnection: close\r\n\r\n",
    ] {
        let heard = open.ask(words).await;
        assert!(heard.starts_with("HTTP/1.1 400"), "{words:?}: {heard}");
    }
    let two = format!("GET / HTTP/1.1\r\nHost: x\r\n\r\n{LAST}");
    assert_eq!(open.ask(&two).await.matches("hello").count(), 2);
}

#[tokio::test]
async fn an_end_answers_what_was_asked_and_waits_for_nobody_else() {
    let open = open(bounds(9)).await;
    let half = open.say(HALF).await;
    let asked = open.say("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    tokio::time::sleep(SHORT / 4).await;
    open.stop.send(()).unwrap();
    assert!(rest(asked).await.starts_with("HTTP/1.1 200"));
    timeout(Duration::from_secs(5), open.serving).await.expect("it ends").unwrap();
    rest(half).await;
}
