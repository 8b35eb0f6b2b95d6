//! The schema, step by step. A test compares this list with the folder.

use platform::db::Migration;

macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        /// Every migration, in order.
        pub const MIGRATIONS: &[Migration] = &[
            $(Migration { name: $name, sql: include_str!(concat!("../migrations/", $name, ".sql")) }),*
        ];
    };
}

migrations![
    "0001_platform",
    "0002_accounts",
    "0003_shops",
    "0004_catalog",
    "0005_shipping",
    "0006_ledger",
    "0007_payments",
    "0008_orders",
    "0009_search",
    "0010_orders_refund_requests",
    "0020_accounts_codes",
    "0021_shops_changes",
    "0022_shops_cover",
    "0023_orders_of_market",
    "0030_payouts",
    "0031_reconciliation",
    "0032_payments_sandbox_refunds",
    "0040_reviews",
    "0041_notifications",
    "0042_orders_gifts",
    "0050_negotiation",
    "0051_orders_deposits",
    "0052_negotiation_reports",
    "0053_notifications_push",
    "0054_negotiation_deals",
    "0056_negotiation_quotes",
    "0060_promotions",
    "0061_orders_coupons",
];
