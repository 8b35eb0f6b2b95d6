//! Ten thousand people who hear conversations: memory of a stream, and how fast what was said arrives, against a bare
//! loop that writes the same bytes to as many sockets.
//!
//! The servers are processes of their own, this program run again, so that their memory is theirs alone. They are told
//! by their standard input to say one thing to everybody.

use std::{
    io::{BufRead, BufReader, Write},
    net::SocketAddr,
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use axum::Router;
use dealing::negotiation::{Body, ConversationId, Message, topic};
use kernel::{AccountId, Side, Timestamp};
use platform::{
    db::{DbError, Rows, Tx},
    events::Event,
    params,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::{
    Figure,
    arrived::{Arrived, micros, orders},
    fair, percentile,
    process::resident_mib,
};

const STREAMS: usize = 10_000;
/// Buyer and seller hear each conversation.
const CONVERSATIONS: usize = STREAMS / 2;
const PER_SECOND: usize = 20_000;
const ROUNDS: usize = 30;
/// Streams that are open before memory is looked at first.
const WARM: usize = 500;

pub async fn run() -> Vec<Figure> {
    let ours = measure("streams-ours").await;
    let raw = measure("streams-raw").await;
    let (bare, _, bare_memory) = open("streams-bare").await;
    bare.end();
    vec![
        Figure::new("memory of a stream", ours.memory, Some(bare_memory), "B").note(format!(
            "{STREAMS} streams; the limit: axum's own stream of nothing; a socket alone {:.0} B",
            raw.memory
        )),
        Figure::new("deliveries, as fast as can be", ours.rate, Some(raw.rate), "1/s"),
        Figure::new(
            format!("delivery p99 at {PER_SECOND}/s"),
            ours.p99 * 1000.0,
            Some(raw.p99 * 1000.0),
            "µs",
        )
        .note(format!("p50 {:.0} µs; here less is better", ours.p50 * 1000.0)),
    ]
}

struct Figures {
    /// Of one stream, in bytes.
    memory: f64,
    rate: f64,
    p50: f64,
    p99: f64,
}

/// A server, and everybody who hears it.
struct Server {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Server {
    fn start(part: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let command = command.arg(part).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// It ends when nobody speaks to it any more.
    fn end(mut self) {
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }

    /// Say one thing in so many conversations, from the one after the last.
    fn tell(&mut self, conversations: usize) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{conversations}").unwrap();
    }
}

async fn measure(part: &str) -> Figures {
    let (mut server, arrived, memory) = open(part).await;
    let rate = as_fast_as_can_be(&mut server, &arrived).await;
    let (p50, p99) = steadily(&mut server, &arrived).await;
    server.end();
    Figures { memory, rate, p50, p99 }
}

/// A server with everybody connected to it, and what each of them costs it in bytes.
async fn open(part: &str) -> (Server, Arc<Arrived>, f64) {
    let mut server = Server::start(part);
    let address: SocketAddr = server.line().parse().unwrap();
    let requests: Vec<String> = (0..CONVERSATIONS).map(|_| server.line()).collect();
    let arrived = Arc::new(Arrived::default());
    let mut warm = 0.0;
    for n in 0..STREAMS {
        // What the first readers cost is the server's: statements, caches, texts.
        if n == WARM {
            tokio::time::sleep(Duration::from_secs(1)).await;
            warm = resident_mib(server.child.id());
        }
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(requests[n % CONVERSATIONS].replace("\\r\\n", "\r\n").as_bytes()).await.unwrap();
        let (ready, is_ready) = tokio::sync::oneshot::channel();
        tokio::spawn(hear(stream, arrived.clone(), ready));
        is_ready.await.unwrap();
    }
    tokio::time::sleep(Duration::from_secs(3)).await;
    let memory = resident_mib(server.child.id()) - warm;
    (server, arrived, memory * 1024.0 * 1024.0 / (STREAMS - WARM) as f64)
}

/// One thing to everybody, and when all have heard it the next: deliveries per second.
async fn as_fast_as_can_be(server: &mut Server, arrived: &Arrived) -> f64 {
    let begin = Instant::now();
    for _ in 0..ROUNDS {
        let goal = arrived.count.load(Ordering::Relaxed) + STREAMS as u64;
        server.tell(CONVERSATIONS);
        while arrived.count.load(Ordering::Relaxed) < goal {
            assert!(begin.elapsed() < Duration::from_secs(120), "something was not delivered");
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
    }
    (ROUNDS * STREAMS) as f64 / begin.elapsed().as_secs_f64()
}

/// So many deliveries a second for ten seconds, evenly: the middle and the 99th of a hundred, in milliseconds.
async fn steadily(server: &mut Server, arrived: &Arrived) -> (f64, f64) {
    const STEP: Duration = Duration::from_millis(5);
    let each = PER_SECOND / 2 * 5 / 1000;
    arrived.late.lock().unwrap().clear();
    let goal = arrived.count.load(Ordering::Relaxed) + (each * 2 * 2_000) as u64;
    let mut tick = tokio::time::interval(STEP);
    for _ in 0..2_000 {
        tick.tick().await;
        server.tell(each);
    }
    while arrived.count.load(Ordering::Relaxed) < goal {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let mut late = std::mem::take(&mut *arrived.late.lock().unwrap());
    (percentile(&mut late, 50), percentile(&mut late, 99))
}

/// Read a stream, and note when each thing that was said in it arrives.
async fn hear(mut stream: TcpStream, arrived: Arc<Arrived>, ready: tokio::sync::oneshot::Sender<()>) {
    let (mut buffer, mut ready) = ([0; 2048], Some(ready));
    loop {
        let Ok(read @ 1..) = stream.read(&mut buffer).await else { return };
        if let Some(ready) = ready.take() {
            let _ = ready.send(());
        }
        arrived.note(&buffer[..read], "at=");
    }
}

/// Our server: a shop with conversations, whose owner hears each of them twice.
pub async fn serve_ours() {
    let fair = fair::open(1, None).await;
    let (now, shop) = (fair.market.now(), fair.shop);
    let ids: Vec<ConversationId> =
        (0..CONVERSATIONS).map(|_| ConversationId::new(shop, fair.market.chance.next_id(now))).collect();
    keep(&fair.market, now, &ids).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    for id in &ids {
        println!(
            "GET /api/v1/conversations/{id}/events HTTP/1.1\\r\\nhost: bench\\r\\nauthorization: Bearer {}\\r\\n\
             connection: upgrade\\r\\nupgrade: websocket\\r\\nsec-websocket-version: 13\\r\\n\
             sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n\\r\\n",
            fair.token
        );
    }
    let router: Router = server::router::router(&fair.market);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    let (mut orders, mut next, mut positions) = (orders(), 0, vec![0_i64; CONVERSATIONS]);
    while let Some(order) = orders.recv().await {
        let count: usize = order.parse().unwrap();
        for _ in 0..count {
            positions[next] += 1;
            let body = Body::Text { words: format!("at={:016}", micros()) };
            let (key, at) = (String::new(), now);
            let message =
                Message { position: positions[next], by: Side::Buyer, account: None, key, body, at };
            let body = serde_json::to_string(&message).unwrap();
            fair.market.db.hub().tell(Event { topic: topic(ids[next]), number: positions[next], body });
            next = (next + 1) % CONVERSATIONS;
        }
    }
}

async fn keep(market: &selling::Selling, now: Timestamp, ids: &[ConversationId]) {
    let rows: Vec<_> =
        ids.iter().map(|id| params![id.shop(), id.number(), id.number(), now].to_vec()).collect();
    let act = async move |tx: &mut Tx| {
        let statements = CONVERSATION.statements(rows.clone());
        let owner = tx.number("SELECT MAX(id) FROM account", &[]).await?;
        let shop = tx.number("SELECT MAX(id) FROM shop", &[]).await?;
        tx.execute(MEMBER, params![shop, AccountId::new(owner), now]).await?;
        tx.execute_all(&statements).await.map(drop)
    };
    market.db.write::<_, DbError, _>(act).await.unwrap();
}

const CONVERSATION: Rows = Rows {
    head: "INSERT INTO conversation (shop_id, id, buyer_id, last_position, last_at, preview, last_kind, last_by, \
        buyer_read, seller_read, buyer_unread, seller_unread, staff_note, blocked_by_buyer, blocked_by_seller, \
        created_at)",
    tuple: "($1, $2, $3, 0, $4, '', '', 'buyer', 0, 0, 0, 0, '', 0, 0, $4)",
    tail: "",
};
const MEMBER: &str =
    "INSERT INTO shop_member (shop_id, account_id, role, since) VALUES ($1, $2, 'owner', $3)";

/// What the web framework itself needs for a stream in which nothing happens.
pub async fn serve_bare() {
    use axum::response::sse::{Event, Sse};
    use futures_util::{StreamExt, stream};
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    (0..CONVERSATIONS).for_each(|_| println!("GET / HTTP/1.1\\r\\nhost: bench\\r\\n\\r\\n"));
    let first = || stream::iter([Ok::<_, std::convert::Infallible>(Event::default().comment("here"))]);
    let router = Router::new()
        .route("/", axum::routing::get(async move || Sse::new(first().chain(stream::pending()))));
    tokio::select! {
        served = axum::serve(listener, router) => served.unwrap(),
        _ = async { orders().recv().await } => {}
    }
}

/// The bare loop: a head, then the same bytes as ours to one socket after the other.
pub async fn serve_raw() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    (0..CONVERSATIONS).for_each(|_| println!("GET / HTTP/1.1\\r\\n\\r\\n"));
    let sockets = Arc::new(tokio::sync::Mutex::new(Vec::new()));
    let kept = sockets.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = [0; 512];
            assert!(socket.read(&mut request).await.unwrap() > 0);
            socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n").await.unwrap();
            kept.lock().await.push(socket);
        }
    });
    let (mut orders, mut next) = (orders(), 0);
    while let Some(order) = orders.recv().await {
        let count: usize = order.parse().unwrap();
        let mut sockets = sockets.lock().await;
        for _ in 0..count {
            let event = said();
            for socket in [next, next + CONVERSATIONS] {
                sockets[socket].write_all(event.as_bytes()).await.unwrap();
            }
            next = (next + 1) % CONVERSATIONS;
        }
    }
}

/// What one event of ours is on the wire.
fn said() -> String {
    let at = micros();
    format!(
        "d1\r\nid: 1\nevent: message\ndata: {{\"position\":1,\"by\":\"buyer\",\"kind\":\"text\",\
         \"words\":\"at={at:016}\",\"photos\":[],\"listing\":null,\"offer\":null,\"quote\":null,\
         \"at\":\"2026-11-22T00:00:00.000000Z\"}}\n\n\r\n"
    )
}
