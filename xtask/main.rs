//! The house's own checks: `cargo xtask boundaries`, `cargo xtask i18n`, `cargo xtask shapes`, `cargo xtask tidy`, or all
//! of them.
//!
//! `cargo xtask shrink` takes mended faults out of `xtask/faults.txt`; `cargo xtask remains` says what is left of them
//! and of circles.

mod boundaries;
mod files;
mod i18n;
mod shapes;
mod tidy;

use std::process::ExitCode;

/// Answers the faults it found.
type Check = fn() -> Vec<String>;

const CHECKS: [(&str, Check); 4] = [
    ("boundaries", boundaries::check),
    ("i18n", i18n::check),
    ("shapes", shapes::check),
    ("tidy", tidy::check),
];

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1);
    let is_good = match wanted.as_deref() {
        None => CHECKS.map(run).into_iter().all(|is_good| is_good),
        Some("remains") => print("remains", &boundaries::remains()),
        Some("shrink") => print("shrink", &boundaries::shrink()),
        Some(name) => CHECKS.into_iter().find(|check| check.0 == name).map_or_else(usage, run),
    };
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run((name, check): (&str, Check)) -> bool {
    let faults = check();
    let is_good = print(name, &faults);
    println!("{name}: {}", if is_good { "good".into() } else { format!("{} faults", faults.len()) });
    is_good
}

fn print(name: &str, faults: &[String]) -> bool {
    for fault in faults {
        println!("{name}: {fault}");
    }
    faults.is_empty()
}

fn usage() -> bool {
    println!("usage: cargo xtask [boundaries | i18n | shapes | tidy | remains | shrink]");
    false
}
