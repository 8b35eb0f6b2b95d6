//! What later capabilities know of listings that people choose by: kept for a minute, so that its cost does not grow
//! with how many people look around.

use std::{
    collections::HashMap,
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

use super::Choice;

/// The facets of all capabilities, to the API's description.
pub struct PerkCode;

impl PartialSchema for PerkCode {
    fn schema() -> RefOr<Schema> {
        one_of(["free", "rated"])
    }
}

impl ToSchema for PerkCode {}

const KEPT: Duration = Duration::from_secs(60);

#[derive(Clone, Default)]
pub struct Perks(Arc<Mutex<HashMap<&'static str, (Timestamp, Admits)>>>);

/// All facets that capabilities bring.
pub fn facets_of(capabilities: &[Brought]) -> impl Iterator<Item = &'static Facet> {
    capabilities.iter().flat_map(|brought| brought.web.facets)
}

impl Perks {
    /// What must be true of a listing for all that was chosen.
    pub async fn chosen(&self, market: &Market, chosen: &Choice) -> Result<Vec<Admits>, DbError> {
        let mut found = Vec::new();
        for facet in facets_of(&market.capabilities).filter(|facet| chosen.has(facet.name)) {
            found.push(self.one(market, facet).await?);
        }
        Ok(found)
    }

    async fn one(&self, market: &Market, facet: &'static Facet) -> Result<Admits, DbError> {
        let now = market.now();
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(facet.name).cloned();
        if let Some((at, admits)) = known
            && now.since(at) < KEPT
        {
            return Ok(admits);
        }
        let admits = market.db.report(async move |tx: &mut Tx| (facet.admits)(tx).await).await?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(facet.name, (now, Arc::clone(&admits)));
        Ok(admits)
    }
}
