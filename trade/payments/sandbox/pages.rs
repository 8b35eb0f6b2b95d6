//! The gateway's own page, where the payer decides what shall happen.

use platform::web::Routes;

use crate::market::Market;

pub fn routes() -> Routes<Market> {
    Routes::default()
}
