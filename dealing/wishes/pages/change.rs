use std::fmt::Display;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use goods::catalog::ListingId;
use kernel::words;
use people::{
    market::Market,
    visit::{Visit, return_to},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};

use super::common::may_change;
use crate::wishes::{self, WishId};

words! {
    /// What becomes of a listing: `keep` of the form.
    Change { Keep = "yes", TakeOut = "no" }
}

/// `POST /wishes`: `keep` a `listing`, `yes` or `no`, and be on the page of `return_to` again.
pub async fn change(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let listing: Option<ListingId> = form.parsed("listing", |text| text.parse().ok());
    let change = form.parsed("keep", Change::parse);
    let (Some(listing), Some(change)) = (listing, change) else { return Err(Problem::invalid(&form)) };
    may_change(&market, &visit)?;
    let back = return_to(form.value("return_to"), "/wishes");
    match change {
        Change::Keep => {
            let ((holder, cookie), now) = (visit.ensure_holder().await?, visit.now);
            market.db.write(async move |tx: &mut Tx| wishes::keep(tx, now, holder, listing).await).await?;
            Ok((cookie, Redirect::to(&with(&back, "done", "done-wish-kept"))).into_response())
        }
        Change::TakeOut => {
            let wish = match visit.holder() {
                Some(holder) => {
                    market
                        .db
                        .write(async move |tx: &mut Tx| wishes::take_out(tx, holder, listing).await)
                        .await?
                }
                None => None,
            };
            Ok(Redirect::to(&without(&back, listing, wish)).into_response())
        }
    }
}

/// Where one goes on when something was taken out. The list shows what it was where it stood.
fn without(back: &str, listing: ListingId, wish: Option<WishId>) -> String {
    if !is_list(back) {
        return with(back, "done", "done-wish-out");
    }
    let list = with(&format!("{back}#out"), "taken", listing);
    wish.map(|wish| with(&list, "at", wish)).unwrap_or(list)
}

fn is_list(path: &str) -> bool {
    path == "/wishes" || path.starts_with("/wishes?")
}

/// A path with more in its query; the part of the page that it names stays the same.
fn with(path: &str, name: &str, value: impl Display) -> String {
    let (path, part) = path.split_at(path.find('#').unwrap_or(path.len()));
    let sign = if path.contains('?') { '&' } else { '?' };
    format!("{path}{sign}{name}={value}{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_back_to_the_same_part_of_the_same_page() {
        for (path, expected) in [
            ("/wishes", "/wishes?done=x"),
            ("/wishes?before=7", "/wishes?before=7&done=x"),
            ("/shops/ana/bowl#wish", "/shops/ana/bowl?done=x#wish"),
        ] {
            assert_eq!(with(path, "done", "x"), expected);
        }
    }
}
