//! What is noted after somebody has looked at the page of a listing.

use axum::http::request::Parts;
use kernel::ShopId;
use platform::db::Tx;

use super::{Audience, Visit, browser, from};
use crate::{capability::Sighting, market::Market};

impl Visit {
    /// Note that a person has looked at the page of a listing, while the answer is on its way. Nobody of its shop is noted.
    pub fn tell_seen(&self, shop: ShopId, id: i64) {
        if let Some(many) = &self.for_many {
            return many.is_looked_at(shop, id);
        }
        let is_own = self.memberships.iter().any(|member| member.shop == shop);
        if !self.is_person || is_own || (self.holder().is_none() && self.came_from.is_none()) {
            return;
        }
        let seen = Sighting {
            now: self.now,
            lang: self.lang,
            account: self.account.as_ref().map(|account| account.id),
            holder: self.holder(),
            from: self.from.clone(),
            shop,
            id,
            came_from: self.came_from.clone(),
        };
        Self::note_seen(&self.market, seen);
    }

    /// The same of a guest, who looks at a page that was made for many.
    pub fn tell_guest_saw(market: &Market, audience: &Audience, parts: &Parts, shop: ShopId, id: i64) {
        let came_from = browser::came_from(&parts.headers, &market.config.public_url);
        if came_from.is_none() || !browser::is_person(&parts.headers) {
            return;
        }
        let (now, lang, from) = (market.now(), audience.lang, from(parts));
        let seen = Sighting { now, lang, account: None, holder: None, from, shop, id, came_from };
        Self::note_seen(market, seen);
    }

    fn note_seen(market: &Market, seen: Sighting) {
        let market = market.clone();
        tokio::spawn(async move {
            for note in market.capabilities.iter().filter_map(|brought| brought.web.seen) {
                let seen = seen.clone();
                let act = async move |tx: &mut Tx| note(tx, &seen).await;
                if let Err(error) = market.db.write(act).await {
                    tracing::warn!(%error, "a look at a listing was not noted");
                }
            }
        });
    }
}
