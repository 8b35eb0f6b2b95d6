use kernel::Actor;
use people::{accounts, visit::Visit};
use platform::web::Problem;

/// Who asks, if they run the market and the token may say so.
pub fn operator(visit: &Visit) -> Result<Actor, Problem> {
    let by = visit.operator()?;
    visit.allow(accounts::scopes::OPERATOR)?;
    Ok(by)
}
