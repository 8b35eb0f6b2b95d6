//! Live video: what a publisher and a thousand readers cost, and how far behind a viewer is.
//!
//! The server is a process of its own, this program run again, with `broadcast` under the smallest router. Publishers are
//! ffmpeg, which sends a file without touching it; beside it nginx with its module for RTMP takes the same.

use std::{
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Body as HttpBody,
    extract::{Path as Named, RawQuery, State},
    http::Response,
    routing::{get, post},
};
use broadcast::{
    Admission, Admitting, Body, Broadcast, Camera, Config, Film, Gate, Joined, Keeping, Knock, Media,
    NotJoined, Seat, Sender, ShowName,
};
use kernel::{Chance, Clock, Timestamp};
use tokio::net::TcpListener;

use crate::{
    Figure,
    client::Client,
    percentile,
    process::{cpu_ms, resident_mib},
};

const PUBLISHERS: usize = 8;
const READERS: usize = 200;
const MEASURED: Duration = Duration::from_secs(10);
/// Until publishers are on air and the first segments are whole.
const SETTLING: Duration = Duration::from_secs(8);
/// How far a player stays behind the end of the list, as the list says: three parts of 0.4 s.
const HOLD_BACK_MS: f64 = 1_200.0;
const MODULE: &str = "/usr/lib/nginx/modules/ngx_rtmp_module.so";
const NGINX_PORT: u16 = 18_935;

pub async fn run() -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("720p.mp4");
    encode(&file);
    let ours = Ours::start();
    let (cpu, memory) = publish(ours.child.id(), &ours.rtmp.to_string(), &file).await;
    let (reader_cpu, bits) = read(&ours, &file).await;
    let lag = lag(&ours).await;
    drop(ours);
    let beside = Nginx::start(folder.path());
    let (their_cpu, their_memory) = match &beside {
        Some(nginx) => {
            let (cpu, memory) = publish(nginx.0.id(), &format!("127.0.0.1:{NGINX_PORT}"), &file).await;
            assert_eq!(std::fs::read_dir(folder.path().join("hls")).unwrap().count(), PUBLISHERS);
            (Some(cpu * 1_000.0), Some(memory * 1_024.0))
        }
        None => (None, None),
    };
    vec![
        Figure::new("live: CPU of a publisher", cpu * 1_000.0, their_cpu, "µs/s").note(format!(
            "{PUBLISHERS} of 720p30 with 2.5 Mbit/s by RTMP; beside: nginx-rtmp, which writes HLS to its disk"
        )),
        Figure::new("live: memory of a publisher", memory * 1_024.0, their_memory, "KiB")
            .note("ours holds the last 36 s for its readers"),
        Figure::new("live: CPU of 1,000 readers", reader_cpu * 1_000.0 / READERS as f64, None, "ms/s").note(
            format!("{READERS} who reload as players do and fetch each part, {:.1} Mbit/s each", bits / 1e6),
        ),
        Figure::new("live: from the publisher to a reader", lag.0, None, "ms").note(format!(
            "the end of a part, median; p99 {:.0} ms; with PART-HOLD-BACK a play-head is {:.0} ms behind",
            lag.1,
            lag.0 + HOLD_BACK_MS
        )),
    ]
}

fn encode(file: &Path) {
    let arguments = "-hide_banner -loglevel error -f lavfi -i testsrc2=size=1280x720:rate=30 -f lavfi -i \
        sine=frequency=440 -t 20 -c:v libx264 -preset veryfast -pix_fmt yuv420p -g 60 -bf 0 -b:v 2500k -maxrate 2500k \
        -bufsize 2500k -c:a aac";
    let made = Command::new("ffmpeg").args(arguments.split_whitespace()).arg(file).status().unwrap();
    assert!(made.success());
}

/// Ends with this.
struct Publisher(Child);

impl Publisher {
    fn start(file: &Path, to: &str, key: &str) -> Self {
        let mut command = Command::new("ffmpeg");
        command.args("-loglevel error -nostdin -re -stream_loop -1 -i".split(' ')).arg(file);
        command.args("-c copy -f flv".split(' ')).arg(format!("rtmp://{to}/live/{key}"));
        Self(command.stderr(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// What one of several publishers costs a server: milliseconds of CPU a second, and MiB.
async fn publish(process: u32, to: &str, file: &Path) -> (f64, f64) {
    let rest = resident_mib(process);
    let publishers: Vec<Publisher> =
        (0..PUBLISHERS).map(|number| Publisher::start(file, to, &format!("show{number}"))).collect();
    // Memory grows until the window of the last seconds is full.
    tokio::time::sleep(SETTLING + Duration::from_secs(32)).await;
    let before = cpu_ms(process);
    tokio::time::sleep(MEASURED).await;
    let cpu = (cpu_ms(process) - before) / MEASURED.as_secs_f64() / PUBLISHERS as f64;
    let memory = (resident_mib(process) - rest) / PUBLISHERS as f64;
    drop(publishers);
    (cpu, memory)
}

/// What readers of one show cost beside what its publisher does, in milliseconds a second, and the bits each reads.
async fn read(ours: &Ours, file: &Path) -> (f64, f64) {
    let _publisher = Publisher::start(file, &ours.rtmp.to_string(), "read");
    tokio::time::sleep(SETTLING).await;
    let process = ours.child.id();
    let before = cpu_ms(process);
    tokio::time::sleep(MEASURED).await;
    let alone = cpu_ms(process) - before;
    let mut readers = tokio::task::JoinSet::new();
    for _ in 0..READERS {
        let reader = Reader::open(ours.http, "read").await;
        readers.spawn(reader.follow(MEASURED + Duration::from_secs(4)));
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before = cpu_ms(process);
    tokio::time::sleep(MEASURED).await;
    let cpu = (cpu_ms(process) - before - alone).max(0.0) / MEASURED.as_secs_f64();
    let heard = readers.join_all().await;
    let bytes: usize = heard.iter().map(|heard| heard.bytes).sum();
    (cpu, bytes as f64 * 8.0 / READERS as f64 / (MEASURED.as_secs_f64() + 4.0))
}

/// How long after its publisher came to the end of a part a reader is told of it: median and p99, in milliseconds.
async fn lag(ours: &Ours) -> (f64, f64) {
    let mut sender = Sender::open(ours.rtmp, "live", "lag").await.unwrap();
    let film = Film::new(Timestamp::from_micros(0), Duration::ZERO);
    sender.video(&film.video().unwrap()).await.unwrap();
    let began = Instant::now();
    let sending = tokio::spawn(async move {
        for (number, unit) in (0..).zip(film) {
            tokio::time::sleep_until((began + Film::FRAME * number).into()).await;
            if sender.unit(&unit).await.is_err() {
                return;
            }
        }
    });
    tokio::time::sleep(SETTLING).await;
    let mut reader = Reader::open(ours.http, "lag").await;
    // The list still tells of the first frame, which was sent when the show began.
    let list = reader.list("").await;
    let first = times(&list).next().unwrap();
    let heard = reader.follow(MEASURED).await;
    sending.abort();
    let late = |(end, at): &(f64, Instant)| {
        let sent = Duration::from_secs_f64(end - first);
        u32::try_from(at.duration_since(began).saturating_sub(sent).as_micros()).unwrap()
    };
    let mut late: Vec<u32> = heard.parts.iter().map(late).collect();
    (percentile(&mut late, 50), percentile(&mut late, 99))
}

/// Somebody who follows a show part by part.
struct Reader {
    client: Client,
    show: &'static str,
    segment: u64,
    part: usize,
}

#[derive(Default)]
struct Heard {
    bytes: usize,
    /// Where each part ends, by the time of the programme, and when it was there.
    parts: Vec<(f64, Instant)>,
}

impl Reader {
    async fn open(address: SocketAddr, show: &'static str) -> Self {
        let mut reader = Self { client: Client::connect(address).await, show, segment: 0, part: 0 };
        let list = reader.list("").await;
        (reader.segment, reader.part) = hint(&list);
        reader
    }

    async fn list(&mut self, query: &str) -> String {
        let path = format!("/{}/live.m3u8{query}", self.show);
        let (status, list) = self.client.send("GET", &path, "", "").await;
        assert_eq!(status, 200, "{list}");
        list
    }

    /// Ask for the list that tells of the next part, read that part, and so on.
    async fn follow(mut self, time: Duration) -> Heard {
        let (began, mut heard) = (Instant::now(), Heard::default());
        while began.elapsed() < time {
            let query = format!("?_HLS_msn={}&_HLS_part={}", self.segment, self.part);
            let list = self.list(&query).await;
            let arrived = Instant::now();
            heard.bytes += list.len();
            let told = parts(&list);
            let known = format!("part-{}-{}.m4s", self.segment, self.part);
            let from = told.iter().position(|(name, _)| *name == known).unwrap_or(told.len());
            for (name, end) in &told[from..] {
                let (_, length) = self.client.ask(&format!("/{}/{name}", self.show), "").await;
                heard.bytes += length;
                heard.parts.push((*end, arrived));
            }
            (self.segment, self.part) = hint(&list);
        }
        heard
    }
}

/// The segment and the part that come next.
fn hint(list: &str) -> (u64, usize) {
    let name = list.rsplit_once("URI=\"part-").unwrap().1.split_once(".m4s").unwrap().0;
    let (segment, part) = name.split_once('-').unwrap();
    (segment.parse().unwrap(), part.parse().unwrap())
}

/// When the segments of a list began, by the time of the programme.
fn times(list: &str) -> impl Iterator<Item = f64> {
    let times = list.lines().filter_map(|line| line.strip_prefix("#EXT-X-PROGRAM-DATE-TIME:"));
    times.map(|time| Timestamp::parse_rfc3339(time).unwrap().micros() as f64 / 1e6)
}

/// Names of the parts of a list, and where each ends, by the time of the programme.
fn parts(list: &str) -> Vec<(String, f64)> {
    let (mut now, mut parts) = (0.0, Vec::new());
    for line in list.lines() {
        now = times(line).next().unwrap_or(now);
        if let Some(told) = line.strip_prefix("#EXT-X-PART:DURATION=") {
            let (duration, rest) = told.split_once(",URI=\"").unwrap();
            now += duration.parse::<f64>().unwrap();
            parts.push((rest.split_once('"').unwrap().0.to_owned(), now));
        }
    }
    parts
}

/// `broadcast` under the smallest router, in a process of its own; it ends with this.
pub struct Ours {
    child: Child,
    rtmp: SocketAddr,
    pub http: SocketAddr,
}

impl Ours {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn start() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let mut child =
            command.arg("live-ours").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut address = || said.next().unwrap().unwrap().parse().unwrap();
        let (rtmp, http) = (address(), address());
        Self { child, rtmp, http }
    }
}

impl Drop for Ours {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Everybody publishes; nothing is recorded.
struct Anybody;

impl Gate for Anybody {
    fn admit(&self, knock: Knock) -> Admitting<'_> {
        let show = ShowName::new(&knock.key).unwrap();
        Box::pin(async move { Ok(Admission { show, keeping: Keeping::Forgotten, camera: Camera::Main }) })
    }
}

/// Until it is killed.
pub async fn serve_ours() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::new(folder.path().to_owned());
    let anywhere = "127.0.0.1:0".parse().unwrap();
    config.rtmp = Some(anywhere);
    config.media = Some(Media { listen: anywhere, tcp: None, addresses: Vec::new() });
    config.limits.viewers = 10_000;
    let (broadcast, _events) =
        Broadcast::start(config, Clock::system(), Chance::from_entropy(), Anybody).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}\n{}", broadcast.rtmp().unwrap(), listener.local_addr().unwrap());
    let router = Router::new()
        .route("/{show}/{file}", get(file))
        .route("/whip/{show}", post(whip))
        .route("/whep/{show}", post(whep))
        .with_state(Arc::new(broadcast));
    axum::serve(listener, router).await.unwrap();
}

async fn file(
    State(broadcast): State<Arc<Broadcast>>,
    Named((show, file)): Named<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response<HttpBody> {
    let show = ShowName::new(&show).unwrap();
    let answer = broadcast.live(&show, &file, &query.unwrap_or_default()).await;
    let mut response = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    let Body::Bytes(bytes) = answer.body else { panic!("a show on air has no files") };
    response.body(HttpBody::from(bytes)).unwrap()
}

async fn whip(
    State(broadcast): State<Arc<Broadcast>>,
    Named(show): Named<String>,
    offer: String,
) -> Response<HttpBody> {
    joined(broadcast.whip(&show, None, &offer).await)
}

async fn whep(
    State(broadcast): State<Arc<Broadcast>>,
    Named(show): Named<String>,
    offer: String,
) -> Response<HttpBody> {
    joined(broadcast.whep(&ShowName::new(&show).unwrap(), Seat::Guest, None, &offer))
}

fn joined(joined: Result<Joined, NotJoined>) -> Response<HttpBody> {
    let (status, body) = match joined {
        Ok(joined) => (201, joined.answer),
        Err(why) => (why.status(), why.to_string()),
    };
    Response::builder().status(status).body(HttpBody::from(body)).unwrap()
}

/// nginx as Debian has it, writing HLS; it ends with this.
struct Nginx(Child);

impl Nginx {
    fn start(folder: &Path) -> Option<Self> {
        let program = PathBuf::from(std::env::var("BENCH_NGINX").unwrap_or("/usr/sbin/nginx".to_owned()));
        let module = std::env::var("BENCH_NGINX_RTMP").unwrap_or(MODULE.to_owned());
        if !program.exists() || !Path::new(&module).exists() {
            eprintln!("bench: install libnginx-mod-rtmp to measure nginx beside ours");
            return None;
        }
        let folder = folder.to_str().unwrap();
        let config = format!(
            "load_module {module};\ndaemon off;\nmaster_process off;\nuser root;\npid {folder}/nginx.pid;\n\
             error_log {folder}/error.log;\nevents {{}}\nrtmp {{ access_log off; server {{ listen 127.0.0.1:{NGINX_PORT}; \
             application live {{ live on; hls on; hls_path {folder}/hls; hls_fragment 2s; hls_nested on; }} }} }}\n"
        );
        let path = format!("{folder}/nginx.conf");
        std::fs::write(&path, config).unwrap();
        std::fs::create_dir_all(format!("{folder}/hls")).unwrap();
        let child = Command::new(program).args(["-p", folder, "-c", &path]).spawn().unwrap();
        std::thread::sleep(Duration::from_secs(1));
        Some(Self(child))
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}
