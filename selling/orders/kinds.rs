//! The kinds of notification that orders send, in the order in which they are chosen from.

use people::kind::Kind;

pub const KINDS: &[Kind] = &[
    Kind::required("orders.paid", "purchases"),
    Kind::optional("orders.shipped", "purchases"),
    Kind::required("orders.release_near", "purchases"),
    Kind::required("orders.refunded", "purchases"),
    Kind::optional("orders.closed", "purchases"),
    Kind::required("orders.payment_sent_back", "purchases"),
    Kind::required("orders.deposit_paid", "purchases"),
    Kind::required("orders.ready", "purchases"),
    Kind::required("orders.deposit_forfeited", "purchases"),
    Kind::required("gifts.paid", "purchases"),
    Kind::optional("gifts.addressed", "purchases"),
    Kind::optional("gifts.thanked", "purchases"),
    Kind::required("orders.to_ship", "sales"),
    Kind::optional("orders.ship_reminder", "sales"),
    Kind::required("orders.to_make", "sales"),
    Kind::optional("orders.deposit_kept", "sales"),
    Kind::required("refunds.asked", "refunds"),
    Kind::required("refunds.offered", "refunds"),
    Kind::required("refunds.refused", "refunds"),
    Kind::required("refunds.address_needed", "refunds"),
    Kind::required("refunds.return_awaited", "refunds"),
    Kind::required("refunds.return_ordered", "refunds"),
    Kind::required("refunds.posted", "refunds"),
    Kind::required("refunds.disputed", "refunds"),
    Kind::optional("refunds.evidence", "refunds"),
    Kind::required("refunds.repaid", "refunds"),
    Kind::required("refunds.ruled", "refunds"),
    Kind::optional("refunds.closed", "refunds"),
];
