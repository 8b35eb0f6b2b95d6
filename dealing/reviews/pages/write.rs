use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Timestamp};
use people::{
    market::Market,
    photos::{Upload, keep},
    shops::Desk,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};
use selling::orders::{
    self, OrderId,
    pages::{ShownOrder, load},
};

use super::{
    common::{read_change, read_said},
    shown::can_edit,
};
use crate::{
    reviews::numbers,
    reviews::{self, Author, EditError, Review, ReviewId, ReviewState, Verdict, write_until},
};

#[derive(Template)]
#[template(path = "reviews/views/write.html")]
pub struct WritePage {
    pub shell: Shell,
    pub lang: Lang,
    pub shown: ShownOrder,
    /// Of the shop, when it is the shop that writes.
    pub desk: Option<Desk>,
    /// What was written before, when it is changed.
    pub own: Option<Review>,
    pub until: Timestamp,
    pub form: Fields,
    /// Where the form goes, and where one came from.
    pub base: String,
    pub back: String,
}

impl WritePage {
    fn is_buyer(&self) -> bool {
        self.desk.is_none()
    }

    /// Whether everybody can read it already, so that it may only get better.
    fn is_public(&self) -> bool {
        self.own.as_ref().is_some_and(Review::is_published)
    }

    fn photos(&self) -> &[String] {
        self.own.as_ref().map_or(&[], |own| &own.said.photos)
    }
}

/// Who writes, about which order, and where they came from.
struct Place {
    by: Actor,
    author: Author,
    order: OrderId,
    back: String,
}

impl Place {
    fn buyer(visit: &Visit, order: OrderId) -> Result<Self, Problem> {
        Ok(Self { by: visit.buyer()?, author: Author::Buyer, order, back: format!("/orders/{order}") })
    }

    fn seller(visit: &Visit, handle: &str, order: OrderId) -> Result<Self, Problem> {
        let (by, _) = visit.seller(handle)?;
        Ok(Self { by, author: Author::Seller, order, back: format!("/desk/{handle}/orders/{order}") })
    }

    /// The order if it is theirs, with what they have said of it.
    async fn find(&self, market: &Market) -> Result<(ShownOrder, Option<Review>), Problem> {
        let (by, author, id) = (self.by, self.author, self.order);
        let read = async move |tx: &mut Tx| {
            let Some(order) = orders::find_for(tx, &by, id).await? else { return Ok(None) };
            let both = reviews::list_of_order(tx, id).await?;
            let own = both.into_iter().find(|review| review.author == author);
            Ok::<_, DbError>(load(tx, order).await?.map(|shown| (shown, own)))
        };
        market.db.read(read).await?.ok_or_else(Problem::not_found)
    }
}

/// The form as it stands: empty, or filled in with what was said before.
fn filled(own: Option<&Review>) -> Fields {
    let Some(own) = own else { return Fields::default() };
    let mut form = Fields::filled([("verdict", own.said.verdict.name()), ("words", &own.said.words)]);
    if let Some(scores) = own.said.scores {
        for (name, score) in
            [("described", scores.described), ("service", scores.service), ("delivery", scores.delivery)]
        {
            form.set(name, score.to_string());
        }
    }
    form
}

async fn show(
    market: &Market,
    visit: &Visit,
    place: &Place,
    form: Option<Fields>,
) -> Result<Response, Problem> {
    let (shown, own) = place.find(market).await?;
    let rules = market.rules();
    let until = write_until(&shown.order, &rules);
    let is_open = match &own {
        Some(own) => can_edit(own, &rules, visit.now),
        None => until.is_some_and(|until| visit.now < until),
    };
    let Some(until) = until.filter(|_| is_open) else {
        return Ok(redirect(&place.back, "done-review-closed"));
    };
    let desk = (place.author == Author::Seller).then(|| Desk::new(&shown.shop, "orders"));
    let until = match own.as_ref().map(|own| own.state) {
        Some(ReviewState::Published { at }) => at + rules.time(numbers::REVIEW),
        _ => until,
    };
    let form = form.unwrap_or_else(|| filled(own.as_ref()));
    let (shell, lang) = (visit.shell("orders"), visit.lang);
    let (base, back) = (format!("{}/review", place.back), place.back.clone());
    let page = WritePage { shell, lang, shown, desk, own, until, form, base, back };
    views::show(&page, page.form.is_good())
}

async fn save(market: &Market, visit: &Visit, place: Place, upload: Upload) -> Result<Response, Problem> {
    let (_, own) = place.find(market).await?;
    let (now, rules, mut form) = (visit.now, market.rules(), upload.form);
    let photos = keep(market, visit, &mut form, upload.files).await?;
    let change = read_change(&mut form);
    let Some(said) = read_said(&mut form, place.author, photos) else {
        return show(market, visit, &place, Some(form)).await;
    };
    let (by, order) = (place.by, place.order);
    let Some(own) = own else {
        let act = async move |tx: &mut Tx| reviews::write(tx, &by, now, &rules, order, said.clone()).await;
        let review = market.db.write(act).await?;
        let done = if review.is_published() { "done-review-both" } else { "done-review-sealed" };
        return Ok(redirect(&place.back, done));
    };
    let id: ReviewId = own.id;
    let act = async move |tx: &mut Tx| reviews::edit(tx, &by, now, &rules, id, said.clone(), change).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&place.back, "done-review-edited")),
        Err(EditError::OnlyBetter) => {
            form.refuse("verdict", Refusal::new("refused-only-better"));
            show(market, visit, &place, Some(form)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /orders/{id}/review`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    show(&market, &visit, &Place::buyer(&visit, id)?, None).await
}

/// `POST /orders/{id}/review`: the buyer writes, or changes what they wrote.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
    upload: Upload,
) -> Result<Response, Problem> {
    let place = Place::buyer(&visit, id)?;
    save(&market, &visit, place, upload).await
}

/// `GET /desk/{handle}/orders/{id}/review`
pub async fn new_as_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
) -> Result<Response, Problem> {
    show(&market, &visit, &Place::seller(&visit, &handle, id)?, None).await
}

/// `POST /desk/{handle}/orders/{id}/review`: the shop writes, or changes what it wrote.
pub async fn create_as_shop(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, OrderId)>,
    upload: Upload,
) -> Result<Response, Problem> {
    let place = Place::seller(&visit, &handle, id)?;
    save(&market, &visit, place, upload).await
}
