use kernel::{Side, Timestamp};
use people::shops::Shop;
use platform::views::Shell;

use super::list::offer_words;
use crate::negotiation::{Body, Message, OfferAct};

/// An offer that its reader can answer, or buy at: where it stands, and what it is.
pub struct Waiting {
    pub offer: String,
    pub href: String,
    pub words: String,
}

impl Waiting {
    /// The newest of the offers that were said, each as it stands now.
    pub fn of(
        shell: &Shell,
        shop: &Shop,
        side: Side,
        now: Timestamp,
        first: i64,
        said: &[Message],
    ) -> Option<Self> {
        let mut seen = Vec::new();
        for message in said {
            let Body::Offer { card } = &message.body else { continue };
            let is_old = seen.contains(&card.offer);
            seen.push(card.offer);
            seen.extend(card.answers);
            let waits = [OfferAct::Accept, OfferAct::Order].into_iter().any(|act| card.can(side, act));
            if is_old || !waits {
                continue;
            }
            let at = message.position;
            let page = if at < first { format!("?before={}", at + 1) } else { String::new() };
            let words = offer_words(shell, shop, card, now);
            return Some(Self { offer: card.offer.to_string(), href: format!("{page}#m{at}"), words });
        }
        None
    }
}
