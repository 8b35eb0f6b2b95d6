//! Whose file it is, told by its first row.

use super::columns::Columns;
use super::etsy::Etsy;
use super::food_network::FoodNetwork;
use super::merchant::Merchant;
use super::woocommerce::WooCommerce;
use kernel::words;

words! {
    /// The program that a file comes from.
    FileKind {
        Shopify = "shopify",
        WooCommerce = "woocommerce",
        Etsy = "etsy",
        Merchant = "google-merchant",
        FoodNetwork = "open-food-network",
        Table = "table",
    }
}

/// The program that writes such a head; a table of the seller's own when no program we know does.
pub fn of(names: &[String]) -> FileKind {
    if WooCommerce::writes(names) {
        FileKind::WooCommerce
    } else if Etsy::writes(names) {
        FileKind::Etsy
    } else if Merchant::writes(names) {
        FileKind::Merchant
    } else if FoodNetwork::writes(names) {
        FileKind::FoodNetwork
    } else if Columns::are_shopifys(names) {
        FileKind::Shopify
    } else {
        FileKind::Table
    }
}

/// How many names are known to any program: the way to find out what separates the cells.
pub fn how_known(names: &[String]) -> usize {
    let others =
        [WooCommerce::known(names), Etsy::known(names), Merchant::known(names), FoodNetwork::known(names)];
    others.into_iter().max().unwrap_or(0).max(Columns::known(names))
}
