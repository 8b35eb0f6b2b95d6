//! What is left to do until nothing central grows with a capability.

use crate::{boundaries, files};

/// A list that every new capability would have to be written into: its file, what shows that it is still there, and
/// what it lists.
const CENTRAL: &[(&str, &str, &str)] = &[
    ("trade/rules.rs", "number(\"payout_", "numbers of all capabilities"),
    ("trade/notifications/kind.rs", "pub const KINDS", "kinds of notifications of all capabilities"),
    ("trade/notifications/post.rs", "mail::samples(", "mails of all capabilities"),
    ("trade/operator/pages/mail.rs", "orders::mail::samples(", "mails of all capabilities"),
    ("server/wiring.rs", "orders::jobs::", "jobs of all capabilities"),
    ("trade/audit.rs", "const RULES", "invariants of all capabilities"),
    ("trade/news.rs", "reviews::order_moved(", "who listens to an order's steps"),
    ("trade/shops/desk.rs", "ENTRIES", "navigation of the seller's desk"),
    ("trade/operator/views/_nav.html", "/operator/coupons", "navigation of the operator"),
    ("platform/views/_topbar.html", "cart_count", "counters of all capabilities"),
    ("trade/shops/handle.rs", "RESERVED", "handles that are addresses"),
    ("trade/trade.rs", ".merge(orders::", "pages and API of all capabilities"),
];

/// The one crate that all capabilities stood in.
const OLD_CRATE: &str = "trade";

pub fn remains() -> Vec<String> {
    let mut left = boundaries::remains();
    let central = CENTRAL.iter().filter(|(path, mark, _)| files::text(path).contains(mark));
    left.extend(central.map(|(path, _, what)| format!("{path} lists the {what}")));
    let mut parts: Vec<String> = files::below(OLD_CRATE, &[".rs"])
        .iter()
        .filter_map(|file| file.path.split('/').nth(1).map(str::to_owned))
        .collect();
    parts.dedup();
    left.extend(parts.iter().map(|part| format!("{OLD_CRATE}/{part} is not yet in its crate")));
    left
}
