//! The house's own checks: `cargo xtask boundaries`, `cargo xtask i18n`, `cargo xtask tidy`, or all of them.

mod boundaries;
mod files;
mod i18n;
mod tidy;

use std::process::ExitCode;

/// Answers the faults it found.
type Check = fn() -> Vec<String>;

fn main() -> ExitCode {
    let wanted = std::env::args().nth(1);
    let checks: [(&str, Check); 3] =
        [("boundaries", boundaries::check), ("i18n", i18n::check), ("tidy", tidy::check)];
    let mut is_good = true;
    let mut is_known = wanted.is_none();
    for (name, check) in checks {
        if wanted.as_deref().is_some_and(|wanted| wanted != name) {
            continue;
        }
        is_known = true;
        let faults = check();
        for fault in &faults {
            println!("{name}: {fault}");
        }
        println!(
            "{name}: {}",
            if faults.is_empty() { "good".into() } else { format!("{} faults", faults.len()) }
        );
        is_good &= faults.is_empty();
    }
    if !is_known {
        println!("usage: cargo xtask [boundaries | i18n | tidy]");
    }
    if is_good && is_known { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
