use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    market::Market,
    photos::{self, Upload},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use selling::orders::OrderId;

use super::common::MOST_WORDS;
use crate::negotiation::{pages::may_say, quotes};

/// What the shop says of a part of the work, from a page or a program.
pub(in crate::negotiation::quotes) async fn read_progress(
    market: &Market,
    visit: &Visit,
    upload: Upload,
) -> Result<(Fields, String, Vec<String>), Problem> {
    let Upload { mut form, files } = upload;
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    let photos = photos::keep(market, visit, &mut form, files).await?;
    Ok((form, words, photos))
}

/// `POST /desk/{handle}/orders/{id}/milestones/{position}`: a part of the work is done.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id, position)): Path<(String, OrderId, i64)>,
    upload: Upload,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    may_say(&market, &visit)?;
    let (form, words, photos) = read_progress(&market, &visit, upload).await?;
    if !form.is_good() {
        return Err(Problem::invalid(&form));
    }
    let act = async move |tx: &mut Tx| {
        quotes::progress(tx, &by, now, id, position, words.clone(), photos.clone()).await
    };
    market.db.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/orders/{id}"), "done-progress"))
}
