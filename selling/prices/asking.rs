use std::sync::Arc;

use kernel::{AccountId, ShopId, Timestamp};
use people::{
    capability::{AskedNow, Brought},
    market::Market,
    reduction::{Asked, Reduction},
    rules::Rules,
};
use platform::db::{DbError, Tx};

use super::Line;

/// Who asks what things cost, and when.
#[derive(Clone)]
pub struct Asking {
    pub now: Timestamp,
    /// None while nobody has signed in.
    pub buyer: Option<AccountId>,
    pub rules: Arc<Rules>,
    capabilities: Arc<[Brought]>,
}

impl Asking {
    pub fn new(market: &Market, now: Timestamp, buyer: Option<AccountId>) -> Self {
        Self { now, buyer, rules: market.rules(), capabilities: market.capabilities.clone() }
    }

    /// The same, asked by somebody who is known by now.
    #[must_use]
    pub fn by(&self, buyer: AccountId) -> Self {
        Self { buyer: Some(buyer), ..self.clone() }
    }

    /// Everybody.
    pub fn of_now(asked: &AskedNow<'_>) -> Self {
        let AskedNow { now, rules, capabilities, .. } = asked;
        Self { now: *now, buyer: None, rules: rules.clone(), capabilities: capabilities.clone() }
    }
}

/// Everything that may be taken off these things, of all capabilities. Cost: what each source asks, for all lines at once.
pub async fn reductions(tx: &mut Tx, asking: &Asking, lines: &[Line]) -> Result<Vec<Reduction>, DbError> {
    let mut things: Vec<(ShopId, i64)> = lines.iter().map(|line| (line.shop, line.listing)).collect();
    things.sort_unstable();
    things.dedup();
    reductions_of(tx, asking, &things).await
}

/// The same of listings, each as its shop and its number.
pub async fn reductions_of(
    tx: &mut Tx,
    asking: &Asking,
    things: &[(ShopId, i64)],
) -> Result<Vec<Reduction>, DbError> {
    let mut all = Vec::new();
    if things.is_empty() {
        return Ok(all);
    }
    let asked = Asked { now: asking.now, buyer: asking.buyer, things };
    for source in asking.capabilities.iter().flat_map(|brought| brought.web.reductions) {
        all.extend(source(tx, &asked).await?);
    }
    Ok(all)
}
