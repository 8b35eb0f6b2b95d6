//! A shop's own side of the catalog: its list, the editor, photos, and whole files in and out.

mod edit;
mod fill;
mod form;
mod import;
mod list;
mod photos;
mod table;
mod words;

use axum::extract::DefaultBodyLimit;
use kernel::ShopId;
use platform::web::{Fields, Problem, Routes};

use super::{ListingId, SaveError};
use crate::{goods::Goods, visit::Visit};

pub(super) use edit::save;
pub(super) use fill::form as filled;
pub(super) use form::read;
pub(super) use import::{IMPORTS, file, own_run, refused_rows};
pub(super) use list::{read_pieces, read_state};
pub(super) use photos::{MOST_BYTES as MOST_PHOTO_BYTES, form_of, key as photo_key, put as put_photos};

pub fn routes() -> Routes<Goods> {
    let photos = Routes::default()
        .post("/desk/{handle}/listings/{id}/photos", photos::update)
        .map(|router| router.layer(DefaultBodyLimit::max(photos::MOST_BYTES)));
    let files = Routes::default()
        .get("/desk/{handle}/import", import::index)
        .post("/desk/{handle}/import", import::create)
        .map(|router| router.layer(DefaultBodyLimit::max(import::MOST_BYTES)));
    Routes::default()
        .merge(photos)
        .merge(files)
        .get("/desk/{handle}/import/{id}", import::show)
        .post("/desk/{handle}/import/{id}", import::start)
        .get("/desk/{handle}/import/{id}/refused.csv", import::refused_file)
        .get("/desk/{handle}/export.csv", import::export)
        .get("/desk/{handle}/listings", list::index)
        .get("/desk/{handle}/listings/new", edit::new)
        .post("/desk/{handle}/listings/new", edit::create)
        .get("/desk/{handle}/listings/{id}", edit::show)
        .post("/desk/{handle}/listings/{id}", edit::update)
        .post("/desk/{handle}/listings/{id}/state", list::set_state)
        .post("/desk/{handle}/listings/{id}/stock", list::restock)
}

/// The lists of a listing: given anew they replace what was there.
const LISTS: [&str; 3] = ["tags", "options", "variants"];

/// What a program gives, laid over what is there.
pub(super) fn overlaid(base: &Fields, given: &Fields) -> Fields {
    let list = |name: &str| LISTS.into_iter().find(|list| name.split('.').next() == Some(*list));
    let is_given = |name: &str| match list(name) {
        Some(list) => given.has(list) || given.count(list) > 0,
        None => given.has(name),
    };
    // A description that a program gives is HTML, whatever the editor would show.
    let is_plain = |name: &str| name.strip_suffix("_as").is_some_and(|body| given.has(body));
    given.over(base, |name| !is_given(name) && !is_plain(name))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_leaves_out_stays_and_a_list_is_replaced_whole() {
        let base = Fields::filled([
            ("title", "Bag"),
            ("body", "One"),
            ("body_as", "text"),
            ("variants.0.price", "1"),
            ("variants.1.price", "2"),
        ]);
        let given = Fields::filled([("body", "<p>Two</p>"), ("variants.0.price", "3")]);
        let both = overlaid(&base, &given);
        assert_eq!(
            (both.value("title"), both.value("body"), both.value("body_as")),
            ("Bag", "<p>Two</p>", "")
        );
        assert_eq!((both.count("variants"), both.value("variants.0.price")), (1, "3"));
    }
}
