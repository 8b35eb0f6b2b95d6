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

impl Desk {
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
