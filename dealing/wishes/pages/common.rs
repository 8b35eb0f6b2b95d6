use kernel::hours;
use people::{market::Market, visit::Visit};
use platform::web::{Limit, Problem};

use crate::wishes::{KeepError, numbers};

/// Count a change of somebody's wishes, or refuse it.
pub fn may_change(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule = Limit { name: "wishes", times: market.rules().count(numbers::CHANGES), per: hours(1) };
    let who = visit.account_id().map_or_else(|_| visit.from.clone(), |account| account.to_string());
    market.limits.take(rule, who)
}

impl From<KeepError> for Problem {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::NoSuchListing => Self::not_found(),
            KeepError::Full => Self::conflict("problem-wishes-full"),
            KeepError::Store(error) => error.into(),
        }
    }
}
