use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    market::Market,
    shops::{self, Desk},
    visit::Visit,
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Paging, Problem},
};

use super::{Fame, ShownReview};
use crate::reviews::{Verdict, list_of_shop};

#[derive(Template)]
#[template(path = "reviews/views/desk_index.html")]
pub struct DeskReviewsPage {
    pub shell: Shell,
    pub desk: Desk,
    pub fame: Fame,
    pub reviews: Vec<ShownReview>,
    pub verdict: &'static str,
    pub older: String,
    pub base: String,
}

/// `GET /desk/{handle}/reviews?verdict=poor`: what buyers say, to be answered.
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let id = by.shop()?;
    let looking = visit.looking(visit.shell("desk"), Some(id), 0);
    let verdict = Verdict::parse(paging.asked.value("verdict"));
    let read = async |tx: &mut Tx| {
        let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
        let found = list_of_shop(tx, id, verdict, paging.before, paging.limit.and_one_more()).await?;
        let fame = Fame::of_shop(tx, &looking, id).await?;
        Ok::<_, DbError>(Some((shop, fame, ShownReview::load_all(tx, found).await?)))
    };
    let (shop, fame, reviews) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let (reviews, older) = paging.cut(reviews, |last| last.review.id.number());
    let verdict = verdict.map_or("", Verdict::name);
    let desk = Desk::new(&shop, "reviews");
    let (shell, base) = (visit.shell("desk"), format!("/desk/{handle}/reviews"));
    views::page(&DeskReviewsPage { shell, desk, fame, reviews, verdict, older, base })
}
