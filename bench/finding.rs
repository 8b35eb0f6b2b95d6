//! Finding, as a market grows: twenty shapes of queries with one client and with 64, beside bare tantivy, SQLite's FTS5
//! and PostgreSQL's `to_tsvector` on the same listings, in one run.
//!
//! Ours answers a page of cards with counts by every property; the others the best of the same words and how many
//! there are. `bench finding` measures ten thousand and a hundred thousand listings, `bench finding-million` a million besides.

use std::{
    collections::VecDeque,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use goods::search::{self, Filter, PageStart, Query, Sort};
use kernel::{Chance, Clock, Limit};
use selling::Selling;
use server::wiring;
use tokio::runtime::Runtime;

use crate::{Figure, market, percentile, plot::Plot, rivals};

/// Listings of the demo market.
const DEMO: u64 = 710;
/// How long each figure is measured.
const MOMENT: Duration = Duration::from_millis(500);
const MANY: usize = 64;
/// Listings up to which PostgreSQL is asked as well: an index of a million takes it longer than all the rest.
const ON_SERVER: u64 = 100_000;
/// Listings on a page.
pub const PAGE: i64 = 24;

/// What is typed: words at the head that many listings have, and rare ones, in five languages.
pub const SHAPES: [(&str, &str); 20] = [
    ("one frequent word", "tea"),
    ("one word", "teapot"),
    ("two words", "bamboo basket"),
    ("two words far apart", "blue bowl"),
    ("three words", "carved leather satchel"),
    ("a beginning", "embroi"),
    ("one slip", "teepot"),
    ("nothing fits", "zeppelin"),
    ("partly", "willow hovercraft"),
    ("a phrase", "\"tea set\""),
    ("without a word", "tea -set"),
    ("an amount", "tea 500g"),
    ("Chinese, one character", "茶"),
    ("Chinese, two", "茶壶"),
    ("Chinese, four", "刺绣书签"),
    ("traditional characters", "紫砂壺"),
    ("pinyin", "chahu"),
    ("Japanese", "風呂敷"),
    ("Hindi", "चाय"),
    ("Indonesian", "keranjang bambu"),
];

/// What is begun to be typed.
const TYPED: [&str; 6] = ["te", "bam", "茶", "紫砂", "ki", "zhej"];

/// The shapes that most people type.
fn is_head(shape: usize) -> bool {
    [0, 1, 2, 4, 12, 13].contains(&shape)
}

/// What it costs with so many listings, each of the demo's as often as it takes. Figures are told as they come.
pub fn run(runtime: &Runtime, scales: &[u64], postgres: Option<&str>) {
    let mut plot = Plot::default();
    for listings in scales {
        measure(runtime, *listings, postgres, &mut plot);
        std::fs::write("bench/finding.svg", plot.draw()).unwrap();
    }
}

fn measure(runtime: &Runtime, listings: u64, postgres: Option<&str>, plot: &mut Plot) {
    let folder = tempfile::tempdir_in(".").unwrap();
    let config = market::config(folder.path());
    let begin = Instant::now();
    let copies = listings.div_ceil(DEMO);
    runtime.block_on(server::demo::build(config.clone(), Path::new("demo"), copies)).unwrap().db.close();
    let made = begin.elapsed().as_secs_f64();
    let market = runtime.block_on(wiring::open(config, Clock::system(), Chance::from_entropy())).unwrap();
    let begin = Instant::now();
    let rebuilt = search::rebuild(&market.db, &market.index, market.now(), |_| {});
    let count = runtime.block_on(rebuilt).unwrap().listings;
    let rate = count as f64 / begin.elapsed().as_secs_f64();
    let name = format!("{count} listings");
    Figure::new(format!("{name}: made and indexed"), made, None, "s").print();
    Figure::new(format!("{name}: shelves and index made anew"), rate, None, "1/s").print();
    Figure::new(format!("{name}: index"), mebibytes(&folder.path().join("search")), None, "MiB").print();
    Figure::new(format!("{name}: database"), mebibytes(&folder.path().join("jishi.db")), None, "MiB").print();
    let listed = folder.path().join("jishi.db");
    let bare = rivals::Bare::build(&listed, &folder.path().join("bare"));
    let fts = rivals::Fts::build(&listed, &folder.path().join("fts.db"));
    let postgres = postgres.filter(|_| listings <= ON_SERVER);
    let server = postgres.map(|url| rivals::Server::build(runtime.handle(), &listed, url));
    for clients in [1, MANY] {
        for (what, times) in [
            ("no words at all", ours(runtime, &market, "", clients)),
            ("one frequent word, not asked before", afresh(runtime, &market, SHAPES[0].1, clients)),
            ("suggestions for six beginnings", suggested(runtime, &market, clients)),
        ] {
            let figure = Figure::new(format!("{name}: {what}, {clients} at once"), times.rate, None, "1/s");
            figure.note(times.said()).print();
        }
    }
    for (at, (shape, words)) in SHAPES.iter().enumerate() {
        for clients in [1, MANY] {
            let ours = ours(runtime, &market, words, clients);
            let bare = queue(clients, || bare.clone(), |bare| bare.find(words));
            let fts = queue(clients, || fts.connect(), |fts| fts.find(words));
            let server = server.as_ref().map(|it| queue(clients, || it.connect(), |it| it.find(words)));
            if clients == MANY && is_head(at) {
                plot.add(count as u64, "Jishi", ours.p99);
                plot.add(count as u64, "tantivy", bare.p99);
                plot.add(count as u64, "FTS5", fts.p99);
                if let Some(server) = &server {
                    plot.add(count as u64, "to_tsvector", server.p99);
                }
            }
            let beside = server.map_or_else(String::new, |it| format!(", to_tsvector {}", it.said()));
            let note = format!("{}; tantivy {}, FTS5 {}{beside}", ours.said(), bare.said(), fts.said());
            let what = format!("{name}: {shape}, {clients} at once");
            Figure::new(what, ours.rate, Some(bare.rate), "1/s").note(note).print();
        }
    }
}

fn ours(runtime: &Runtime, market: &Selling, words: &str, clients: usize) -> Times {
    let query = query(words, Limit::new(PAGE));
    tasks(runtime, clients, (market.clone(), query), |(market, query)| async move {
        let found = market.index.find(&market, &query).await.unwrap();
        usize::try_from(found.total).unwrap()
    })
}

/// The same with another length of the page each time, of which more are asked for than answers are kept.
fn afresh(runtime: &Runtime, market: &Selling, words: &'static str, clients: usize) -> Times {
    let at = Arc::new(AtomicI64::new(0));
    tasks(runtime, clients, (market.clone(), at), move |(market, at)| async move {
        let limit = Limit::new(1 + at.fetch_add(1, Ordering::Relaxed) % 100);
        let query = query(words, limit);
        let found = market.index.find(&market, &query).await.unwrap();
        usize::try_from(found.total).unwrap()
    })
}

fn query(words: &str, limit: Limit) -> Query {
    Query {
        words: words.to_owned(),
        filter: Filter::default(),
        sort: Sort::Fitting,
        place: PageStart::Start,
        limit,
        near: None,
    }
}

/// What is suggested while somebody types.
fn suggested(runtime: &Runtime, market: &Selling, clients: usize) -> Times {
    tasks(runtime, clients, market.clone(), |market| async move {
        let mut found = 0;
        for typed in TYPED {
            found += market.index.suggestions.begun(typed, 3).len();
            found += market.index.suggest(&market, typed, 6).await.unwrap().len();
        }
        found
    })
}

/// How often and how fast something was answered.
struct Times {
    rate: f64,
    p50: f64,
    p99: f64,
    found: usize,
}

impl Times {
    fn of(mut times: Vec<u32>, elapsed: f64, found: usize) -> Self {
        let (p50, p99) = (percentile(&mut times, 50), percentile(&mut times, 99));
        Self { rate: times.len() as f64 / elapsed, p50, p99, found }
    }

    fn said(&self) -> String {
        format!("{:.2} / {:.2} ms ({})", self.p50, self.p99, self.found)
    }
}

/// Ask what answers by itself: a task for each client, as a server has it.
fn tasks<C: Clone + Send + 'static, F: Future<Output = usize> + Send>(
    runtime: &Runtime,
    clients: usize,
    client: C,
    ask: impl Fn(C) -> F + Clone + Send + 'static,
) -> Times {
    let (stop, times) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
    let found = runtime.block_on(ask(client.clone()));
    let begin = Instant::now();
    let all: Vec<_> = (0..clients)
        .map(|_| {
            let (client, ask, stop, times) = (client.clone(), ask.clone(), stop.clone(), times.clone());
            runtime.spawn(async move {
                let mut own = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let begin = Instant::now();
                    // The others have their turn, as they have where each question is a request.
                    tokio::task::yield_now().await;
                    ask(client.clone()).await;
                    own.push(micros(begin));
                }
                times.lock().unwrap().extend(own);
            })
        })
        .collect();
    std::thread::sleep(MOMENT);
    stop.store(true, Ordering::Relaxed);
    let elapsed = begin.elapsed().as_secs_f64();
    for one in all {
        runtime.block_on(one).unwrap();
    }
    let times = std::mem::take(&mut *times.lock().unwrap());
    Times::of(times, elapsed, found)
}

/// Ask what keeps a thread busy: clients stand in one queue before as many threads as there are cores.
fn queue<C: Send>(clients: usize, connect: impl Fn() -> C, ask: impl Fn(&mut C) -> usize + Sync) -> Times {
    let threads = clients.min(std::thread::available_parallelism().map_or(2, Into::into));
    let mut connections: Vec<C> = (0..threads).map(|_| connect()).collect();
    let found = ask(&mut connections[0]);
    let (stop, times) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let begin = Instant::now();
    let waiting: Mutex<VecDeque<Instant>> = Mutex::new((0..clients).map(|_| begin).collect());
    std::thread::scope(|scope| {
        for mut connection in connections {
            let (stop, times, ask, waiting) = (&stop, &times, &ask, &waiting);
            scope.spawn(move || {
                let mut own = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let Some(since) = waiting.lock().unwrap().pop_front() else { continue };
                    ask(&mut connection);
                    own.push(micros(since));
                    waiting.lock().unwrap().push_back(Instant::now());
                }
                times.lock().unwrap().extend(own);
            });
        }
        std::thread::sleep(MOMENT);
        stop.store(true, Ordering::Relaxed);
    });
    Times::of(times.into_inner().unwrap(), begin.elapsed().as_secs_f64(), found)
}

fn micros(since: Instant) -> u32 {
    u32::try_from(since.elapsed().as_micros()).unwrap_or(u32::MAX)
}

fn mebibytes(path: &Path) -> f64 {
    let of_folder = |path: &Path| -> u64 {
        walk(path).iter().filter_map(|file| std::fs::metadata(file).ok()).map(|it| it.len()).sum()
    };
    let bytes = if path.is_dir() { of_folder(path) } else { std::fs::metadata(path).unwrap().len() };
    bytes as f64 / f64::from(1 << 20)
}

fn walk(path: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// Words that stand together in a text, as all four are given them: letters as they are, Han and kana in pairs.
pub fn split(text: &str) -> Vec<String> {
    let folded = search::fold(text);
    let mut words = Vec::new();
    for piece in folded.split(|c: char| !c.is_alphanumeric() && !is_mark(c)).filter(|piece| !piece.is_empty())
    {
        if piece.is_ascii() || !piece.chars().all(is_run) {
            words.push(piece.to_owned());
            continue;
        }
        let run: Vec<char> = piece.chars().collect();
        if run.len() == 1 {
            words.push(piece.to_owned());
        }
        words.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    words
}

fn is_run(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// Vowels of Devanagari stand after their letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{97f}')
}
