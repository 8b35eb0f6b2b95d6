//! The limit on PostgreSQL as most programs use it: pgbench running the statements of one purchase in
//! the order of the act, a transaction each.

use std::{io::Write, process::Command};

use crate::{TIME, fair::ENDLESS};

/// A database of its own, and the connection text for it.
pub fn own_database(url: &str, part: &str) -> String {
    let name = format!("bench_{part}_{}", std::process::id());
    psql(url, &format!("CREATE DATABASE {name}"));
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

fn psql(url: &str, sql: &str) {
    let done = Command::new("psql").args([url, "-qc", sql]).status().unwrap();
    assert!(done.success(), "psql: {sql}");
}

/// Transactions a second with 16 clients.
pub fn run(url: &str, skus: usize) -> f64 {
    let last = skus - 1;
    psql(
        url,
        &format!(
            "INSERT INTO stock SELECT 1, n, {ENDLESS} FROM generate_series(0, {last}) n ON CONFLICT DO NOTHING"
        ),
    );
    psql(url, "CREATE SEQUENCE IF NOT EXISTS bench_id");
    let mut script = tempfile::NamedTempFile::new().unwrap();
    write!(script, "\\set sku random(0, {last})\n{SCRIPT}").unwrap();
    let seconds = TIME.as_secs().to_string();
    let output = Command::new("pgbench")
        .args(["-n", "-c", "16", "-j", "1", "-M", "prepared", "-T", &seconds, "-f"])
        .arg(script.path())
        .arg(url)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.starts_with("tps = "));
    let line = line.unwrap_or_else(|| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)));
    line["tps = ".len()..].split(' ').next().unwrap().parse().unwrap()
}

const SCRIPT: &str = "\
BEGIN;
SELECT nextval('bench_id') + 1099511627776 AS id \\gset
INSERT INTO purchase (id, buyer_id, key, minor, currency, state, close_at, created_at) VALUES (:id, 7, 'pgb-' || :id, 2799, 'CNY', 'unpaid', :id, :id) ON CONFLICT (buyer_id, key) DO NOTHING;
UPDATE stock SET available = available - 1 WHERE shop_id = 1 AND variant_id = :sku AND available >= 1;
INSERT INTO job (id, kind, body, run_at, attempts, state, created_at) VALUES (:id, 'orders.close_unpaid', '{}', :id, 0, 'waiting', :id);
INSERT INTO orders (shop_id, id, purchase_id, buyer_id, state, facts, items_minor, shipping_minor, total_minor, commission_minor, currency, ship_to, note, created_at, updated_at) VALUES (1, :id, :id, 7, 'unpaid', '{}', 1999, 800, 2799, 100, 'CNY', '{}', '', :id, :id);
INSERT INTO order_line (shop_id, order_id, position, listing_id, variant_id, kind, title, choices, sku, picture, quantity, unit_minor, held) VALUES (1, :id, 1, 1, :sku, 'stock', 'A bowl', '', 'B-1', '', 1, 1999, 1);
INSERT INTO order_step (shop_id, order_id, id, act, state, by_role, by_account, detail, created_at) VALUES (1, :id, :id, 'place', 'unpaid', 'buyer', 7, '{}', :id);
COMMIT;
";
