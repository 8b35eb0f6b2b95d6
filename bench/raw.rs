//! The limit on SQLite: the statements of one purchase in a bare loop, 256 purchases to a transaction, one thread.

use std::{path::Path, time::Instant};

use rusqlite::{Connection, params};

use crate::{TIME, fair::ENDLESS};

const STATEMENTS: [&str; 6] = [
    "INSERT INTO purchase (id, buyer_id, key, minor, currency, state, close_at, created_at) \
     VALUES (?1, 7, ?2, 2799, 'CNY', 'unpaid', ?3, ?3) ON CONFLICT (buyer_id, key) DO NOTHING",
    "UPDATE stock SET available = available - 1 WHERE shop_id = 1 AND variant_id = ?1 AND available >= 1",
    "INSERT INTO job (id, kind, body, run_at, attempts, state, created_at) \
     VALUES (?1, 'orders.close_unpaid', ?2, ?3, 0, 'waiting', ?3)",
    "INSERT INTO orders (shop_id, id, purchase_id, buyer_id, state, facts, items_minor, shipping_minor, total_minor, \
     commission_minor, currency, ship_to, note, created_at, updated_at) \
     VALUES (1, ?1, ?1, 7, 'unpaid', ?2, 1999, 800, 2799, 100, 'CNY', ?3, '', ?4, ?4)",
    "INSERT INTO order_line (shop_id, order_id, position, listing_id, variant_id, kind, title, choices, sku, picture, \
     quantity, unit_minor, held) VALUES (1, ?1, 1, 1, ?2, 'stock', 'A bowl', '', 'B-1', '', 1, 1999, 1)",
    "INSERT INTO order_step (shop_id, order_id, id, act, state, by_role, by_account, detail, created_at) \
     VALUES (1, ?1, ?1, 'place', 'unpaid', 'buyer', 7, ?2, ?3)",
];

/// Purchases a second.
pub fn run(path: &Path, skus: i64) -> f64 {
    let mut connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 268435456; \
             PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;",
        )
        .unwrap();
    connection.set_prepared_statement_cache_capacity(64);
    for sku in 0..skus {
        connection
            .execute(
                "INSERT INTO stock (shop_id, variant_id, available) VALUES (1, ?1, ?2)",
                params![sku, ENDLESS],
            )
            .unwrap();
    }
    let facts = r#"{"unpaid":{"close_at":"2026-11-22T10:30:00Z"}}"#;
    let address = serde_json::to_string(&crate::fair::address()).unwrap();
    let (begin, mut number) = (Instant::now(), 1_i64 << 40);
    let first = number;
    while begin.elapsed() < TIME {
        let transaction = connection.transaction().unwrap();
        for _ in 0..256 {
            number += 1;
            let sku = number.wrapping_mul(7919) % skus.max(1);
            let [purchase, stock, job, order, line, step] =
                STATEMENTS.map(|sql| transaction.prepare_cached(sql).unwrap());
            let [mut purchase, mut stock, mut job, mut order, mut line, mut step] =
                [purchase, stock, job, order, line, step];
            purchase.execute(params![number, format!("key-{number:020}"), number]).unwrap();
            stock.execute(params![sku]).unwrap();
            job.execute(params![number, r#"{"purchase":"06y3men001fsj"}"#, number]).unwrap();
            order.execute(params![number, facts, address, number]).unwrap();
            line.execute(params![number, sku]).unwrap();
            step.execute(params![number, facts, number]).unwrap();
        }
        transaction.commit().unwrap();
    }
    (number - first) as f64 / begin.elapsed().as_secs_f64()
}
