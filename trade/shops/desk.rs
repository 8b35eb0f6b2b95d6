use super::Shop;

/// The side navigation of a seller's desk.
#[derive(Clone, Debug)]
pub struct Desk {
    pub handle: String,
    pub name: String,
    pub seal: String,
    pub lang: &'static str,
    /// The name of the entry that is current.
    pub current: &'static str,
}

/// One way to go from a desk.
pub struct DeskLink {
    pub name: &'static str,
    /// After `/desk/{handle}`.
    pub path: &'static str,
    pub icon: &'static str,
    /// The key of its words.
    pub text: &'static str,
}

const fn entry(name: &'static str, path: &'static str, icon: &'static str, text: &'static str) -> DeskLink {
    DeskLink { name, path, icon, text }
}

impl Desk {
    /// Where one can go from a desk.
    pub const ENTRIES: &[DeskLink] = &[
        entry("overview", "", "home", "desk-title"),
        entry("orders", "/orders", "orders", "desk-orders"),
        entry("talk", "/conversations", "talk", "talk-title"),
        entry("refunds", "/refunds", "undo", "desk-refunds"),
        entry("reviews", "/reviews", "star", "reviews-title"),
        entry("listings", "/listings", "tag", "desk-listings"),
        entry("import", "/import", "upload", "desk-import"),
        entry("coupons", "/coupons", "ticket", "coupons-title"),
        entry("money", "/money", "coins", "money-title"),
        entry("shipping", "/shipping", "truck", "shipping-title"),
        entry("settings", "/settings", "gear", "settings-title"),
        entry("staff", "/staff", "person", "staff-title"),
        entry("holiday", "/holiday", "leaf", "holiday-title"),
    ];

    pub fn new(shop: &Shop, current: &'static str) -> Self {
        Self {
            handle: shop.handle.clone(),
            name: shop.name.clone(),
            seal: shop.seal.clone(),
            lang: shop.language.code(),
            current,
        }
    }
}
