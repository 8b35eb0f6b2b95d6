//! What a listing says of the origin of its design, said in the form of the listing.

use goods::catalog::ListingId;
use kernel::Actor;
use people::capability::Keeping;
use platform::{
    db::{DbError, Tx},
    web::{Fields, Refusal},
};

use super::{Claim, RecordId, claim, claim_store, find};

pub const NAME: &str = "design";
/// Where another maker's record is named, by its number or its address.
pub const OTHER: &str = "design_of";
const MOST: usize = 300;

fn listing(keeping: &Keeping) -> Option<ListingId> {
    keeping.listing.map(|number| ListingId::new(keeping.shop, number))
}

/// Whether somebody may say it: whoever works in the shop.
pub fn may_say(keeping: &Keeping) -> bool {
    matches!(keeping.by, Actor::Seller { shop, .. } if shop == keeping.shop)
}

/// What is kept of the listing.
pub async fn kept(tx: &mut Tx, keeping: &Keeping) -> Result<Option<Claim>, DbError> {
    match listing(keeping) {
        Some(listing) => claim_store::find(tx, listing).await,
        None => Ok(None),
    }
}

pub async fn fill(tx: &mut Tx, keeping: &Keeping) -> Result<Vec<(String, String)>, DbError> {
    let kept = kept(tx, keeping).await?;
    let kept = kept.filter(|kept| keeping.by != Actor::System || kept.state.is_good());
    Ok(kept.map(|kept| (NAME.to_owned(), kept.record.to_string())).into_iter().collect())
}

/// A record by its number, or by the address of its page.
fn record(text: &str) -> Option<RecordId> {
    let text = text.trim().trim_end_matches('/');
    let last = text.rsplit('/').next().unwrap_or_default();
    last.split(['?', '#']).next().unwrap_or_default().parse().ok()
}

/// What is said: which field, and which record.
fn said(form: &Fields) -> (&'static str, Option<Result<RecordId, ()>>) {
    let field = if form.value(OTHER).trim().is_empty() { NAME } else { OTHER };
    let text = form.value(field).trim();
    let said = (!text.is_empty()).then(|| record(text).ok_or(()));
    (field, said)
}

pub async fn check(tx: &mut Tx, keeping: &Keeping, form: &mut Fields) -> Result<(), DbError> {
    for name in [NAME, OTHER] {
        form.maybe_line(name, MOST);
    }
    let (field, said) = said(form);
    let Some(said) = said else { return Ok(()) };
    let found = match said {
        Ok(id) => find(tx, id).await?.filter(|record| record.is_open() || record.id.shop() == keeping.shop),
        Err(()) => None,
    };
    match found {
        None => form.refuse(field, Refusal::new("refused-no-design")),
        Some(record) if !record.is_open() => form.refuse(field, Refusal::new("refused-design-sealed")),
        Some(_) => {}
    }
    Ok(())
}

pub async fn keep(tx: &mut Tx, keeping: &Keeping, form: &Fields) -> Result<(), DbError> {
    // Whoever says nothing of it, an import say, changes nothing.
    let is_said = form.has(NAME) || form.has(OTHER);
    let Some(listing) = listing(keeping).filter(|_| is_said && may_say(keeping)) else { return Ok(()) };
    let record = said(form).1.and_then(Result::ok);
    claim(tx, keeping.now, listing, record).await
}

#[cfg(test)]
mod tests {
    use kernel::ShopId;

    use super::*;

    #[test]
    fn a_record_is_named_by_its_number_or_its_address() {
        let id = RecordId::new(ShopId::new(7), 9);
        for text in
            [format!("{id}"), format!(" https://fair.example/designs/{id}/?x=1"), format!("/designs/{id}")]
        {
            let text = text.replace("/?", "?");
            assert_eq!(record(&text), Some(id), "{text}");
        }
        assert_eq!(record("https://fair.example/shops/ana"), None);
    }
}
