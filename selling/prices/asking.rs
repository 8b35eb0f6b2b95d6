use std::sync::Arc;

use kernel::{AccountId, ShopId, Timestamp};
use people::{
    capability::{Brought, Looking},
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

    /// Whoever looks at a page.
    pub fn of(looking: &Looking) -> Self {
        let Looking { now, account, rules, capabilities, .. } = looking;
        Self { now: *now, buyer: *account, rules: rules.clone(), capabilities: capabilities.clone() }
    }
}

/// Everything that may be taken off these things, of all capabilities. Cost: what each source asks, for all lines at once.
pub async fn reductions(tx: &mut Tx, asking: &Asking, lines: &[Line]) -> Result<Vec<Reduction>, DbError> {
    let mut things: Vec<(ShopId, i64)> = lines.iter().map(|line| (line.shop, line.listing)).collect();
    things.sort_unstable();
    things.dedup();
    let mut all = Vec::new();
    if things.is_empty() {
        return Ok(all);
    }
    let asked = Asked { now: asking.now, buyer: asking.buyer, things: &things };
    for source in asking.capabilities.iter().flat_map(|brought| brought.web.reductions) {
        all.extend(source(tx, &asked).await?);
    }
    Ok(all)
}
