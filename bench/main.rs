//! Speed as ratios: what Jishi does against the raw limit, in one run on one machine.
//!
//! `make bench` prints the table. `bench orders`, `bench claims`, `bench purchases`, `bench pages`, `bench prices`,
//! `bench finding`, `bench gate`, `bench insights`, `bench judged`, `bench likeness`, `bench followers`, `bench streams`, `bench live`,
//! `bench near`, `bench room`, `bench villages` or `bench process` runs a part; `bench million` and `bench finding-million`,
//! which take minutes and ten gigabytes, are run by name only.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the real clock")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a benchmark that fails stops")]

mod arrived;
mod claims;
mod client;
mod fair;
mod finding;
mod followers;
mod gate;
mod insights;
mod judged;
mod likeness;
mod live;
mod market;
mod near;
mod orders;
mod pages;
mod pgbench;
mod plot;
mod prices;
mod process;
mod purchases;
mod raw;
mod rivals;
mod room;
mod streams;
mod villages;

use std::time::Duration;

/// How long each figure is measured.
pub const TIME: Duration = Duration::from_secs(4);
pub const CLIENTS: usize = 256;

/// One line of the table.
pub struct Figure {
    pub what: String,
    pub ours: f64,
    pub limit: Option<f64>,
    pub unit: &'static str,
    pub note: String,
}

impl Figure {
    pub fn new(what: impl Into<String>, ours: f64, limit: Option<f64>, unit: &'static str) -> Self {
        Self { what: what.into(), ours, limit, unit, note: String::new() }
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    fn print(&self) {
        let limit = self.limit.map_or("—".into(), |limit| format!("{limit:.0}"));
        let ratio = self.limit.map_or("—".into(), |limit| format!("{:.2}", self.ours / limit));
        println!("| {} | {:.0} | {limit} | {ratio} | {} | {} |", self.what, self.ours, self.unit, self.note);
    }
}

fn main() {
    let part = std::env::args().nth(1).unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    match part.as_str() {
        "live-ours" => return runtime.block_on(live::serve_ours()),
        "room-ours" => return runtime.block_on(room::serve_ours()),
        "streams-ours" => return runtime.block_on(streams::serve_ours()),
        "streams-bare" => return runtime.block_on(streams::serve_bare()),
        "streams-raw" => return runtime.block_on(streams::serve_raw()),
        _ => {}
    }
    println!("| what | ours | limit | ratio | unit | |\n|---|---|---|---|---|---|");
    let wanted = |name: &str| part.is_empty() || part == name;
    if wanted("orders") {
        runtime.block_on(orders::run()).iter().for_each(Figure::print);
    }
    if wanted("followers") {
        runtime.block_on(followers::run()).iter().for_each(Figure::print);
    }
    if wanted("claims") {
        runtime.block_on(claims::run()).iter().for_each(Figure::print);
    }
    if wanted("purchases") {
        runtime.block_on(purchases::run()).iter().for_each(Figure::print);
    }
    if wanted("pages") {
        runtime.block_on(pages::run()).iter().for_each(Figure::print);
    }
    if wanted("prices") {
        prices::run().iter().for_each(Figure::print);
    }
    if wanted("likeness") {
        likeness::run().iter().for_each(Figure::print);
    }
    if wanted("judged") {
        judged::run(&runtime).iter().for_each(Figure::print);
    }
    if wanted("insights") {
        let orders = std::env::args().nth(2).and_then(|many| many.parse().ok());
        runtime.block_on(insights::run(orders)).iter().for_each(Figure::print);
    }
    let postgres = std::env::var("JISHI_TEST_POSTGRES").ok();
    if wanted("finding") {
        finding::run(&runtime, &[10_000, 100_000], postgres.as_deref());
    }
    if part == "finding-million" {
        let scales = [10_000, 100_000, 1_000_000];
        finding::run(&runtime, &scales, postgres.as_deref());
    }
    if wanted("streams") {
        runtime.block_on(streams::run()).iter().for_each(Figure::print);
    }
    if wanted("live") {
        runtime.block_on(live::run()).iter().for_each(Figure::print);
    }
    if wanted("near") {
        runtime.block_on(near::run()).iter().for_each(Figure::print);
    }
    if wanted("room") {
        runtime.block_on(room::run()).iter().for_each(Figure::print);
    }
    if wanted("gate") {
        gate::run().iter().for_each(Figure::print);
    }
    if wanted("villages") {
        runtime.block_on(villages::run()).iter().for_each(Figure::print);
    }
    if wanted("process") {
        process::run().iter().for_each(Figure::print);
    }
    if part == "million" {
        process::million().iter().for_each(Figure::print);
    }
}

/// The value below which a share of the sorted times lies, in milliseconds.
pub fn percentile(times: &mut [u32], share: usize) -> f64 {
    if times.is_empty() {
        return 0.0;
    }
    times.sort_unstable();
    f64::from(times[(times.len() * share / 100).min(times.len() - 1)]) / 1000.0
}
