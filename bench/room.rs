//! Ten thousand people in one room of a live show: what each costs the server's memory, how soon all have heard a line of the
//! chat, and what hearing it costs.
//!
//! The server is a process of its own, this program run again: a market with one room on air, behind the very connections
//! that `jishi serve` has. What is said goes through the acts, into the database and out again.

use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use commons::live::{self, NewRoom};
use goods::catalog::ListingId;
use kernel::{AccountId, Actor, ShopRole};
use platform::{
    db::{DbError, Tx},
    web::connections::{self, Bounds},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::{
    Figure,
    arrived::{Arrived, micros, orders},
    fair, percentile,
    process::{cpu_ms, resident_mib},
};

const VIEWERS: usize = 10_000;
/// Viewers who are there before memory is looked at first.
const WARM: usize = 500;
const LINES_A_SECOND: u64 = 5;
const PIN_EVERY: u64 = 10;
const SECONDS: u64 = 20;
/// Lines that are said one after the other, each when all have heard the one before.
const BURST: usize = 20;

pub async fn run() -> Vec<Figure> {
    connections::raise_open_files();
    let mut server = Server::start();
    let address: SocketAddr = server.line().parse().unwrap();
    let path = server.line();
    let arrived = Arc::new(Arrived::default());
    let process = server.child.id();
    let mut warm = 0.0;
    for n in 0..VIEWERS {
        if n == WARM {
            tokio::time::sleep(Duration::from_secs(1)).await;
            warm = resident_mib(process);
        }
        watch(address, &path, &arrived).await;
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let memory = (resident_mib(process) - warm) * 1024.0 * 1024.0 / (VIEWERS - WARM) as f64;

    let began = Instant::now();
    for _ in 0..BURST {
        let goal = arrived.count.load(Ordering::Relaxed) + VIEWERS as u64;
        server.order("line");
        until(&arrived, goal, Duration::from_micros(200)).await;
    }
    let fastest = (BURST * VIEWERS) as f64 / began.elapsed().as_secs_f64();

    arrived.late.lock().unwrap().clear();
    let (goal, cpu) = (arrived.count.load(Ordering::Relaxed), cpu_ms(process));
    let mut tick = tokio::time::interval(Duration::from_millis(1_000 / LINES_A_SECOND));
    for n in 0..LINES_A_SECOND * SECONDS {
        tick.tick().await;
        server.order("line");
        if n % (LINES_A_SECOND * PIN_EVERY) == 0 {
            server.order("pin");
        }
    }
    let told = LINES_A_SECOND * SECONDS * VIEWERS as u64;
    until(&arrived, goal + told, Duration::from_millis(5)).await;
    let cpu = (cpu_ms(process) - cpu) / (told as f64 / 1_000.0);
    let mut late = std::mem::take(&mut *arrived.late.lock().unwrap());
    let (middle, slow) = (percentile(&mut late, 50), percentile(&mut late, 99));
    let loaded = (resident_mib(process) - warm) * 1024.0 * 1024.0 / (VIEWERS - WARM) as f64;
    server.end();
    let load = format!(
        "{VIEWERS} by WebSocket in one room, {LINES_A_SECOND} lines a second, a pin every {PIN_EVERY} s"
    );
    vec![
        Figure::new("room: memory of a viewer", memory, Some(6_000.0), "B")
            .note(format!("the limit is the aim; {loaded:.0} B after the chat")),
        Figure::new("room: deliveries, as fast as can be", fastest, None, "1/s")
            .note("a line to everybody, and when all have heard it the next"),
        Figure::new("room: delivery p99", slow * 1_000.0, None, "µs")
            .note(format!("from before it is said; p50 {:.0} µs; {load}", middle * 1_000.0)),
        Figure::new("room: CPU of 1,000 deliveries", cpu * 1_000.0, None, "µs"),
    ]
}

async fn until(arrived: &Arrived, goal: u64, step: Duration) {
    let began = Instant::now();
    while arrived.count.load(Ordering::Relaxed) < goal {
        assert!(began.elapsed() < Duration::from_secs(60), "something was not delivered");
        tokio::time::sleep(step).await;
    }
}

/// A server with its room.
struct Server {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let mut child =
            command.arg("room-ours").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    fn order(&mut self, what: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{what}").unwrap();
    }

    /// It ends when nobody speaks to it any more.
    fn end(mut self) {
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }
}

/// One more viewer, who notes when each line arrives.
async fn watch(address: SocketAddr, path: &str, arrived: &Arc<Arrived>) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: bench\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
         sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut head = [0; 1_024];
    let read = stream.read(&mut head).await.unwrap();
    assert!(head[..read].starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head[..read]));
    let arrived = arrived.clone();
    tokio::spawn(async move {
        let mut buffer = [0; 2_048];
        loop {
            let Ok(read @ 1..) = stream.read(&mut buffer).await else { return };
            arrived.note(&buffer[..read], "when=");
        }
    });
}

/// Our server: a shop whose room is on air, until nobody speaks to it any more.
pub async fn serve_ours() {
    let bounds = Bounds::of_files(connections::raise_open_files());
    let fair = fair::open(1, None).await;
    let (market, shop, now) = (&fair.market, fair.shop, fair.market.now());
    let look = async |tx: &mut Tx| {
        let account = tx.number("SELECT MAX(id) FROM account", &[]).await?;
        Ok::<_, DbError>((AccountId::new(account), tx.number("SELECT MAX(id) FROM listing", &[]).await?))
    };
    let (account, listing) = market.db.read(look).await.unwrap();
    let listing = ListingId::new(shop, listing);
    let host = Actor::Seller { account, shop, role: ShopRole::Owner };
    let new = NewRoom {
        title: "Bench".into(),
        at: None,
        repeats: live::Repeats::Once,
        cover: None,
        is_made: false,
    };
    let room = async move |tx: &mut Tx| live::plan(tx, &host, now, new.clone()).await;
    let room = market.db.write(room).await.unwrap().id;
    let begin = async move |tx: &mut Tx| live::begin(tx, &Actor::System, now, room).await;
    market.db.write(begin).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}\n/live/{room}/stream", listener.local_addr().unwrap());
    let (router, proxies) = (server::router::router(market), market.config.proxies.clone());
    tokio::spawn(connections::serve(listener, router, proxies, bounds, std::future::pending()));
    let (mut orders, mut said) = (orders(), 0_u64);
    while let Some(order) = orders.recv().await {
        let now = market.now();
        said += 1;
        if order == "line" {
            let (by, key) = (Actor::Buyer { account }, said.to_string());
            let words = format!("Is that the walnut one? when={:016}", micros());
            let say = async move |tx: &mut Tx| live::say(tx, &by, now, room, &key, words.clone()).await;
            market.db.write(say).await.unwrap();
        } else {
            let show = async move |tx: &mut Tx| {
                live::unpin(tx, &host, now, room, None).await?;
                live::pin(tx, &host, now, room, listing).await
            };
            market.db.write(show).await.unwrap();
        }
    }
}
