//! The origin of a design in the form of a listing, and what its pictures are like.

use askama::Template;
use people::{
    capability::{Filled, FormPart, Keeping},
    choices::Choice,
};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Shell,
    web::Fields,
};

use crate::designs::{
    self, Claim, Likeness, LikenessState, Record, beside,
    notices::{self, Notice},
};

/// Records to choose from; older ones are named by their address.
const OWN: i64 = 50;

#[derive(Template)]
#[template(path = "designs/views/_editor.html")]
struct Origin<'a> {
    shell: &'a Shell,
    form: &'a Fields,
    own: Vec<Choice>,
    claim: Option<Claim>,
    /// What the listing's pictures are like, each with its record.
    alike: Vec<(Likeness, Record)>,
    open: Vec<Notice>,
    handle: String,
}

pub fn fill<'a>(tx: &'a mut Tx, keeping: &'a Keeping) -> Later<'a, Filled> {
    Box::pin(beside::fill(tx, keeping))
}

pub fn draw<'a>(
    tx: &'a mut Tx,
    keeping: &'a Keeping,
    shell: &'a Shell,
    form: &'a Fields,
) -> Later<'a, FormPart> {
    Box::pin(async move {
        if !beside::may_say(keeping) {
            return Ok(String::new());
        }
        let chosen = form.value(beside::NAME);
        let records = designs::list_open_of_shop(tx, keeping.shop, i64::MAX, OWN).await?;
        let choice = |record: &Record| {
            let value = record.id.to_string();
            Choice { chosen: value == chosen, words: record.title.clone(), value }
        };
        let mut own: Vec<Choice> = records.iter().map(choice).collect();
        let claim = beside::kept(tx, keeping).await?;
        // What is chosen and is none of them, another maker's say, stays when the form is sent again.
        if let Some(kept) = claim.filter(|kept| !records.iter().any(|record| record.id == kept.record)) {
            own.extend(designs::find(tx, kept.record).await?.as_ref().map(choice));
        }
        let (mut alike, mut open) = (Vec::new(), Vec::new());
        if let Some(number) = keeping.listing {
            let listing = goods::catalog::ListingId::new(keeping.shop, number);
            for one in designs::likenesses_of(tx, listing).await? {
                if one.state == LikenessState::Gone {
                    continue;
                }
                if let Some(record) = designs::find(tx, one.record).await? {
                    alike.push((one, record));
                }
            }
            open = notices::find_open_on(tx, listing).await?;
        }
        let shop = people::shops::find(tx, keeping.shop).await?;
        let handle = shop.map(|shop| shop.handle).unwrap_or_default();
        Origin { shell, form, own, claim, alike, open, handle }.render().map_err(DbError::draw)
    })
}

pub fn check<'a>(
    tx: &'a mut Tx,
    keeping: &'a Keeping,
    form: &'a mut Fields,
) -> Later<'a, Result<(), DbError>> {
    Box::pin(beside::check(tx, keeping, form))
}

pub fn keep<'a>(tx: &'a mut Tx, keeping: &'a Keeping, form: &'a Fields) -> Later<'a, Result<(), DbError>> {
    Box::pin(beside::keep(tx, keeping, form))
}
