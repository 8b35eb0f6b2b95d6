//! What later capabilities know of listings that people choose by: kept for a minute, so that its cost does not grow
//! with how many people look around.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use kernel::Timestamp;
use people::{
    capability::{Admits, Brought, Facet},
    market::Market,
    one_of::one_of,
};
use platform::db::{DbError, Tx};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::{
    Choice,
    index::{CHANGED, Perk},
};

/// The facets of all capabilities, to the API's description.
pub struct PerkCode;

impl PartialSchema for PerkCode {
    fn schema() -> RefOr<Schema> {
        one_of(["free", "negotiable", "original", "rated", "ready"])
    }
}

impl ToSchema for PerkCode {}

const KEPT: Duration = Duration::from_secs(60);

/// What is known of each facet and since when, and which are being read.
#[derive(Clone, Default)]
pub struct Perks(Arc<Mutex<HashMap<&'static str, (Timestamp, Admits)>>>, Arc<Mutex<HashSet<&'static str>>>);

/// All facets that capabilities bring.
pub fn facets_of(capabilities: &[Brought]) -> impl Iterator<Item = &'static Facet> {
    capabilities.iter().flat_map(|brought| brought.web.facets)
}

impl Perks {
    /// What must be true of a listing for all that was chosen, and the others as they were read last, for counting:
    /// nobody waits for these.
    pub async fn known(&self, market: &Market, chosen: &Choice) -> Result<Vec<Perk>, DbError> {
        let mut found = Vec::new();
        for facet in facets_of(&market.capabilities) {
            let is_chosen = chosen.has(facet.name);
            let known = self.kept(facet.name);
            let is_fresh = known.as_ref().is_some_and(|(at, _)| market.now().since(*at) < KEPT);
            let known = match known {
                Some(known) if is_fresh => Some(known),
                _ if is_chosen => Some(self.read(market, facet).await?),
                stale => {
                    self.read_later(market, facet);
                    stale
                }
            };
            found.extend(known.map(|(at, admits)| Perk { name: facet.name, admits, at, is_chosen }));
        }
        Ok(found)
    }

    fn kept(&self, name: &str) -> Option<(Timestamp, Admits)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    async fn read(&self, market: &Market, facet: &'static Facet) -> Result<(Timestamp, Admits), DbError> {
        let now = market.now();
        let admits = market.db.report(async move |tx: &mut Tx| (facet.admits)(tx, now).await).await?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(facet.name, (now, Arc::clone(&admits)));
        drop(kept);
        market.db.changes().touch(CHANGED);
        Ok((now, admits))
    }

    /// Read it without anybody waiting; once at a time.
    fn read_later(&self, market: &Market, facet: &'static Facet) {
        if !self.1.lock().unwrap_or_else(PoisonError::into_inner).insert(facet.name) {
            return;
        }
        let (perks, market) = (self.clone(), market.clone());
        tokio::spawn(async move {
            if let Err(error) = perks.read(&market, facet).await {
                tracing::warn!(%error, facet = facet.name, "what listings are chosen by could not be read");
            }
            perks.1.lock().unwrap_or_else(PoisonError::into_inner).remove(facet.name);
        });
    }
}
