//! What is noted after somebody has looked at the page of a listing.

use std::sync::Arc;

use axum::http::request::Parts;
use kernel::ShopId;
use platform::db::{DbError, Tx};

use super::{Audience, Visit, browser, from};
use crate::{capability::Sighting, market::Market};

impl Visit {
    /// Note that a person has looked at the page of a listing, while the answer is on its way.
    pub fn tell_seen(&self, shop: ShopId, id: i64) {
        if let Some(many) = &self.for_many {
            return many.is_looked_at(shop, id);
        }
        if let Some(seen) = self.sighting(shop, id) {
            Self::note_seen(&self.market, seen);
        }
    }

    /// That this person sees something of a shop. Nobody of the shop is noted, and no unknown guest who comes
    /// from nowhere else.
    pub fn sighting(&self, shop: ShopId, id: i64) -> Option<Sighting> {
        let is_own = self.memberships.iter().any(|member| member.shop == shop);
        if !self.is_person || is_own || (self.holder().is_none() && self.came_from.is_none()) {
            return None;
        }
        Some(Sighting {
            now: self.now,
            lang: self.lang,
            account: self.account.as_ref().map(|account| account.id),
            holder: self.holder(),
            from: self.from.clone(),
            shop,
            id,
            came_from: self.came_from.clone(),
        })
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
        if !market.sightings.add(seen) {
            return;
        }
        let market = market.clone();
        tokio::spawn(async move {
            while let Some(looks) = market.sightings.take() {
                let looks: Arc<[Sighting]> = looks.into();
                if note(&market, looks.clone()).await.is_ok() {
                    continue;
                }
                // One that cannot be noted keeps no other from it.
                for look in looks.iter() {
                    if let Err(error) = note(&market, [look.clone()].into()).await {
                        tracing::warn!(%error, "a look at a listing was not noted");
                    }
                }
            }
        });
    }
}

async fn note(market: &Market, looks: Arc<[Sighting]>) -> Result<(), DbError> {
    let capabilities = market.capabilities.clone();
    let act = async move |tx: &mut Tx| {
        for look in looks.iter() {
            for note in capabilities.iter().filter_map(|brought| brought.web.seen) {
                note(tx, look).await?;
            }
        }
        Ok(())
    };
    market.db.write(act).await
}
