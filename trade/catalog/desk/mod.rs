//! A shop's own side of the catalog: its list, the editor, photos, and whole files in and out.

mod edit;
mod fill;
mod form;
mod list;
mod table;
mod words;

use kernel::ShopId;
use platform::web::{Problem, Routes};

use super::{ListingId, SaveError};
use crate::{market::Market, visit::Visit};

pub(crate) use form::read;

pub fn routes() -> Routes<Market> {
    Routes::default()
        .get("/desk/{handle}/listings", list::index)
        .get("/desk/{handle}/listings/new", edit::new)
        .post("/desk/{handle}/listings/new", edit::create)
        .get("/desk/{handle}/listings/{id}", edit::show)
        .post("/desk/{handle}/listings/{id}", edit::update)
        .post("/desk/{handle}/listings/{id}/state", list::set_state)
        .post("/desk/{handle}/listings/{id}/stock", list::restock)
}

/// The shop of a desk whose listing this is; a listing of another shop does not exist here.
fn own(visit: &Visit, handle: &str, id: ListingId) -> Result<ShopId, Problem> {
    let (by, _) = visit.seller(handle)?;
    let shop = by.shop()?;
    if id.shop() == shop { Ok(shop) } else { Err(Problem::not_found()) }
}

impl From<SaveError> for Problem {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::NoSuchShop | SaveError::NoSuchListing => Self::not_found(),
            SaveError::HandleTaken => Self::conflict("problem-listing-handle-taken"),
            SaveError::NoVariants
            | SaveError::TooMany
            | SaveError::Choices
            | SaveError::OtherCurrency
            | SaveError::Negative => Self::conflict("problem-listing-refused"),
            SaveError::Store(error) => error.into(),
        }
    }
}
