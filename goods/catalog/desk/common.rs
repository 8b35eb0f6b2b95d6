use kernel::ShopId;
use people::visit::Visit;
use platform::web::{Fields, Problem};

use crate::catalog::ListingId;

/// The lists of a listing: given anew they replace what was there.
pub const LISTS: [&str; 3] = ["tags", "options", "variants"];

/// What a program gives, laid over what is there; `more` are lists of other capabilities.
pub fn overlaid(base: &Fields, given: &Fields, more: &[&'static str]) -> Fields {
    let lists: Vec<&'static str> = LISTS.into_iter().chain(more.iter().copied()).collect();
    let list = |name: &str| lists.iter().copied().find(|list| name.split('.').next() == Some(*list));
    let is_given = |name: &str| match list(name) {
        Some(list) => given.has(list) || given.count(list) > 0,
        None => given.has(name),
    };
    // A description that a program gives is HTML, whatever the editor would show.
    let is_plain = |name: &str| name.strip_suffix("_as").is_some_and(|body| given.has(body));
    given.over(base, |name| !is_given(name) && !is_plain(name))
}

/// The shop of a desk whose listing this is; a listing of another shop does not exist here.
pub fn own(visit: &Visit, handle: &str, id: ListingId) -> Result<ShopId, Problem> {
    let (by, _) = visit.seller(handle)?;
    let shop = by.shop()?;
    if id.shop() == shop { Ok(shop) } else { Err(Problem::not_found()) }
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
        let both = overlaid(&base, &given, &[]);
        assert_eq!(
            (both.value("title"), both.value("body"), both.value("body_as")),
            ("Bag", "<p>Two</p>", "")
        );
        assert_eq!((both.count("variants"), both.value("variants.0.price")), (1, "3"));
    }
}
