use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::Actor;
use people::{
    market::Market,
    shops::{self, Desk},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{ShownReview, common::read_words, shown::find_public};
use crate::reviews::{self, Author, ReviewId};

#[derive(Template)]
#[template(path = "reviews/views/reply.html")]
pub struct ReplyPage {
    pub shell: Shell,
    pub one: ShownReview,
    pub desk: Option<Desk>,
    pub form: Fields,
    pub base: String,
    pub back: String,
}

/// Show the form to the side that the review is about; to others there is no such review.
async fn show(
    market: &Market,
    visit: &Visit,
    by: Actor,
    id: ReviewId,
    form: Fields,
) -> Result<Response, Problem> {
    let read = async move |tx: &mut Tx| {
        let Some(one) = find_public(tx, id).await? else { return Ok(None) };
        let shop = shops::find(tx, id.shop()).await?;
        Ok::<_, DbError>(shop.map(|shop| (one, shop)))
    };
    let (one, shop) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let review = &one.review;
    let (is_about, back) = match by {
        Actor::Buyer { account } => {
            (review.author == Author::Seller && review.buyer == account, format!("/orders/{}", review.order))
        }
        Actor::Seller { shop: own, .. } => {
            (review.author == Author::Buyer && own == id.shop(), format!("/desk/{}/reviews", shop.handle))
        }
        Actor::Guest | Actor::Moderator { .. } | Actor::Operator { .. } | Actor::System => {
            (false, String::new())
        }
    };
    if !is_about {
        return Err(Problem::not_found());
    }
    if review.reply.is_some() {
        return Ok(redirect(&back, "done-reply-there"));
    }
    let (base, desk) = if by.shop().is_ok() {
        (format!("/desk/{}/reviews/{id}/reply", shop.handle), Some(Desk::new(&shop, "reviews")))
    } else {
        (format!("/reviews/{id}/reply"), None)
    };
    let shell = visit.shell("orders");
    let page = ReplyPage { shell, one, desk, form, base, back };
    views::show(&page, page.form.is_good())
}

async fn save(
    market: &Market,
    visit: &Visit,
    by: Actor,
    id: ReviewId,
    mut form: Fields,
    back: &str,
) -> Result<Response, Problem> {
    let (now, words) = (visit.now, read_words(&mut form, "words"));
    if !form.is_good() {
        return show(market, visit, by, id, form).await;
    }
    market.db.write(async move |tx: &mut Tx| reviews::reply(tx, &by, now, id, &words).await).await?;
    Ok(redirect(back, "done-replied"))
}

/// `GET /reviews/{id}/reply`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    show(&market, &visit, by, id, Fields::default()).await
}

/// `POST /reviews/{id}/reply`: the buyer answers what the shop says of them.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
    form: Fields,
) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    let find = async move |tx: &mut Tx| reviews::find(tx, id).await;
    let review = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    save(&market, &visit, by, id, form, &format!("/orders/{}", review.order)).await
}

/// `GET /desk/{handle}/reviews/{id}/reply`
pub async fn new_as_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ReviewId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    show(&market, &visit, by, id, Fields::default()).await
}

/// `POST /desk/{handle}/reviews/{id}/reply`: the shop answers its buyer.
pub async fn create_as_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ReviewId)>,
    form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    save(&market, &visit, by, id, form, &format!("/desk/{handle}/reviews")).await
}
