//! A gate's page in Chromium: a check among 50,000 tickets, and the list that its phone keeps.

use std::process::Command;

use crate::Figure;

/// What the page may take for a check, in milliseconds.
const MOST_MS: f64 = 50.0;

pub fn run() -> Vec<Figure> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/browser/gate-bench.mjs");
    let out = Command::new("node").arg(script).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let told: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let number = |name: &str| told[name].as_f64().unwrap();
    let median =
        format!("median {} ms; the list opens in {} ms", number("check_median_ms"), number("open_ms"));
    let packed = format!("{:.0} kB packed", number("list_gzip_bytes") / 1_000.0);
    vec![
        Figure::new("gate: a check among 50,000 tickets, p95", number("check_p95_ms"), Some(MOST_MS), "ms")
            .note(median),
        Figure::new("gate: the list of 50,000 tickets", number("list_bytes") / 1_000.0, None, "kB")
            .note(packed),
    ]
}
