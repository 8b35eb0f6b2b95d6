//! What pages of the shelf lend to those of later capabilities.

use people::{
    capability::Shown,
    panels::{self, Panels},
    visit::Visit,
};

use crate::catalog::Card;

/// What other capabilities say of listings on their cards: read for all cards of a page at once.
#[derive(Default)]
pub struct Marks(Panels);

impl Marks {
    pub async fn draw(visit: &Visit, cards: impl IntoIterator<Item = &Card>) -> Self {
        let mut shown: Vec<Shown> = Vec::new();
        for card in cards {
            let (shop, id, price) = (card.id.shop(), card.id.number(), card.low);
            if !shown.iter().any(|one| one.shop == shop && one.id == id) {
                shown.push(Shown { shop, id, price });
            }
        }
        if shown.is_empty() {
            return Self::default();
        }
        let mut looking = visit.looking(visit.shell(""), None, 0);
        looking.cards = shown;
        Self(panels::draw(visit, "card", looking).await)
    }

    /// The HTML of what is said of one.
    pub fn of(&self, card: &Card) -> String {
        self.0.of("card", &card.id.to_string())
    }
}
