use kernel::Actor;
use platform::web::Problem;

use crate::{accounts, visit::Visit};

/// Who asks, if they run the market and the token may say so.
pub fn operator(visit: &Visit) -> Result<Actor, Problem> {
    let by = visit.operator()?;
    visit.allow(accounts::scopes::OPERATOR)?;
    Ok(by)
}
