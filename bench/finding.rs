//! Finding, as a market grows: twenty shapes of queries with one client and with 64, beside bare tantivy, SQLite's FTS5
//! and PostgreSQL's `to_tsvector` on the same listings, in one run.
//!
//! Ours answers a page of cards with counts by every property; the others the best of the same words and how many
//! there are. `bench finding` measures ten thousand and a hundred thousand listings, `bench finding-million` a million.

use std::{
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use goods::search::{self, Filter, PageStart, Query, Sort};
use kernel::{Chance, Clock, Limit};
use selling::Selling;
use server::wiring;
use tokio::runtime::{Handle, Runtime};

use crate::{Figure, market, percentile, plot::Plot, rivals};

/// Listings of the demo market.
const DEMO: u64 = 710;
/// How long each figure is measured.
const MOMENT: Duration = Duration::from_millis(500);
const MANY: usize = 64;
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

/// What it costs with so many listings, each of the demo's as often as it takes.
pub fn run(runtime: &Runtime, scales: &[u64], postgres: Option<&str>) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut plot = Plot::default();
    for listings in scales {
        figures.extend(measure(runtime, *listings, postgres, &mut plot));
    }
    if scales.len() > 1 {
        std::fs::write("bench/finding.svg", plot.draw()).unwrap();
    }
    figures
}

fn measure(runtime: &Runtime, listings: u64, postgres: Option<&str>, plot: &mut Plot) -> Vec<Figure> {
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
    let mut figures = vec![
        Figure::new(format!("{name}: made and indexed"), made, None, "s"),
        Figure::new(format!("{name}: shelves and index made anew"), rate, None, "1/s"),
        Figure::new(format!("{name}: index"), mebibytes(&folder.path().join("search")), None, "MiB"),
        Figure::new(format!("{name}: database"), mebibytes(&folder.path().join("jishi.db")), None, "MiB"),
    ];
    let listed = folder.path().join("jishi.db");
    let bare = rivals::Bare::build(&listed, &folder.path().join("bare"));
    let fts = rivals::Fts::build(&listed, &folder.path().join("fts.db"));
    let server = postgres.map(|url| rivals::Server::build(runtime.handle(), &listed, url));
    for clients in [1, MANY] {
        for (what, times) in [
            ("no words at all", ours(runtime.handle(), &market, "", clients)),
            ("suggestions", suggested(runtime.handle(), &market, clients)),
        ] {
            let figure = Figure::new(format!("{name}: {what}, {clients} at once"), times.rate, None, "1/s");
            figures.push(figure.note(times.said()));
        }
    }
    for (at, (shape, words)) in SHAPES.iter().enumerate() {
        for clients in [1, MANY] {
            let ours = ours(runtime.handle(), &market, words, clients);
            let bare = hammer(clients, || bare.clone(), |bare| bare.find(words));
            let fts = hammer(clients, || fts.connect(), |fts| fts.find(words));
            let server = server.as_ref().map(|it| hammer(clients, || it.connect(), |it| it.find(words)));
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
            figures.push(Figure::new(what, ours.rate, Some(bare.rate), "1/s").note(note));
        }
    }
    figures
}

fn ours(runtime: &Handle, market: &Selling, words: &str, clients: usize) -> Times {
    let query = Query {
        words: words.to_owned(),
        filter: Filter::default(),
        sort: Sort::Fitting,
        place: PageStart::Start,
        limit: Limit::new(PAGE),
        near: None,
    };
    hammer(
        clients,
        || (market.clone(), query.clone(), runtime.clone()),
        |(market, query, runtime)| {
            let found = runtime.block_on(market.index.find(market, query)).unwrap();
            usize::try_from(found.total).unwrap()
        },
    )
}

/// What is suggested while somebody types.
fn suggested(runtime: &Handle, market: &Selling, clients: usize) -> Times {
    hammer(
        clients,
        || (market.clone(), runtime.clone(), 0),
        |(market, runtime, at)| {
            *at = (*at + 1) % TYPED.len();
            let names = market.index.suggestions.begun(TYPED[*at], 3).len();
            names + runtime.block_on(market.index.suggest(market, TYPED[*at], 6)).unwrap().len()
        },
    )
}

/// How often and how fast something was answered.
struct Times {
    rate: f64,
    p50: f64,
    p99: f64,
    found: usize,
}

impl Times {
    fn said(&self) -> String {
        format!("{:.2} / {:.2} ms ({})", self.p50, self.p99, self.found)
    }
}

/// Ask from so many threads, each with a connection of its own.
fn hammer<C: Send>(clients: usize, connect: impl Fn() -> C, ask: impl Fn(&mut C) -> usize + Sync) -> Times {
    let (stop, times) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let mut connections: Vec<C> = (0..clients).map(|_| connect()).collect();
    let found = ask(&mut connections[0]);
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for mut connection in connections {
            let (stop, times, ask) = (&stop, &times, &ask);
            scope.spawn(move || {
                let mut own = Vec::new();
                while !stop.load(Ordering::Relaxed) {
                    let begin = Instant::now();
                    ask(&mut connection);
                    own.push(u32::try_from(begin.elapsed().as_micros()).unwrap_or(u32::MAX));
                }
                times.lock().unwrap().extend(own);
            });
        }
        std::thread::sleep(MOMENT);
        stop.store(true, Ordering::Relaxed);
    });
    let elapsed = begin.elapsed().as_secs_f64();
    let mut times = times.into_inner().unwrap();
    let (p50, p99) = (percentile(&mut times, 50), percentile(&mut times, 99));
    Times { rate: times.len() as f64 / elapsed, p50, p99, found }
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
