//! Cart, checkout, my orders, and the orders on a seller's desk.

use platform::web::Routes;

use crate::market::Market;

pub fn routes() -> Routes<Market> {
    Routes::default()
}
