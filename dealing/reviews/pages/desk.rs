use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
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
    web::{Fields, Problem},
};

use super::{Fame, ShownReview};
use crate::reviews::{Verdict, list_of_shop};

const PAGE: usize = 20;

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
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let id = by.shop()?;
    let looking = visit.looking(visit.shell("desk"), Some(id), 0);
    let mut query = Fields::from_query(query.as_deref().unwrap_or_default());
    let before = query.maybe_whole("before", 1..=i64::MAX).unwrap_or(i64::MAX);
    let verdict = Verdict::parse(query.value("verdict"));
    let read = async |tx: &mut Tx| {
        let Some(shop) = shops::find(tx, id).await? else { return Ok(None) };
        let found = list_of_shop(tx, id, verdict, before, 21).await?;
        let fame = Fame::of_shop(tx, &looking, id).await?;
        Ok::<_, DbError>(Some((shop, fame, ShownReview::load_all(tx, found).await?)))
    };
    let (shop, fame, mut reviews) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let has_older = reviews.len() > PAGE;
    reviews.truncate(PAGE);
    let verdict = verdict.map_or("", Verdict::name);
    let older = match reviews.last().filter(|_| has_older) {
        Some(last) => {
            format!("/desk/{handle}/reviews?verdict={verdict}&before={}", last.review.id.number())
        }
        None => String::new(),
    };
    let desk = Desk::new(&shop, "reviews");
    let (shell, base) = (visit.shell("desk"), format!("/desk/{handle}/reviews"));
    views::page(&DeskReviewsPage { shell, desk, fame, reviews, verdict, older, base })
}
