//! What is noted after somebody has looked at the page of a listing.

use kernel::ShopId;
use platform::db::Tx;

use super::Visit;
use crate::capability::Sighting;

impl Visit {
    /// Note that a person has looked at the page of a listing, while the answer is on its way. Nobody of its shop is noted.
    pub fn tell_seen(&self, shop: ShopId, id: i64) {
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
        let market = self.market.clone();
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
