use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    market::Market,
    moderator::{CaseList, CaseQuery, Desk, Frame, Shelf, VerdictOption},
    shops::{self, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{ShownReview, common::read_decision};
use crate::reviews::{
    self, Decided, Report, ReviewId, ReviewStage, count_open, list_decided, list_reported, reports,
};

/// A reported review in the list.
pub struct Waiting {
    pub one: ShownReview,
    pub reports: Vec<Report>,
    /// Of its first report.
    pub first: i64,
}

const DESK: Desk = Desk("reviews");

#[derive(Template)]
#[template(path = "reviews/views/moderator_index.html")]
pub struct ReportedPage {
    pub shell: Shell,
    pub frame: Frame,
    pub list: Vec<Waiting>,
    pub listing: CaseList,
}

/// `GET /moderator/reviews?state=done`: reported reviews, the longest waiting first.
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    asked: CaseQuery,
) -> Result<Response, Problem> {
    let (frame, _) = Frame::open(&visit, DESK)?;
    let read = async move |tx: &mut Tx| {
        let found = match asked.shelf {
            Shelf::Done => list_decided(tx, asked.before, asked.limit).await?,
            Shelf::Waiting => list_reported(tx, asked.after, asked.limit).await?,
        };
        let mut list = Vec::with_capacity(found.len());
        for reported in found {
            let Some(review) = reviews::find(tx, reported.review).await? else { continue };
            let one = ShownReview::load(tx, review).await?;
            let reports = reports(tx, reported.review).await?;
            list.push(Waiting { one, reports, first: reported.first });
        }
        Ok::<_, DbError>((list, count_open(tx).await?))
    };
    let (list, waiting) = market.db.report(read).await?;
    let (list, listing) = CaseList::cut(&asked, waiting, list, |waiting| waiting.first);
    views::page(&ReportedPage { shell: visit.shell("moderator"), frame, list, listing })
}

#[derive(Template)]
#[template(path = "reviews/views/moderator_show.html")]
pub struct DecisionPage {
    pub shell: Shell,
    pub one: ShownReview,
    pub shop: Shop,
    pub reports: Vec<Report>,
    pub form: Fields,
    pub frame: Frame,
}

impl DecisionPage {
    fn action(&self) -> String {
        format!("/moderator/reviews/{}/decision", self.one.review.id)
    }

    /// What can be decided about a review that stands, or about a hidden one.
    fn choices(&self) -> Vec<VerdictOption> {
        let choices = match self.one.review.state.stage() {
            ReviewStage::Hidden => [(Decided::Restore, "restore"), (Decided::Keep, "keep-hidden")],
            ReviewStage::Sealed | ReviewStage::Published => {
                [(Decided::Hide, "hide"), (Decided::Keep, "keep")]
            }
        };
        let choice = |(decided, key): (Decided, &str)| VerdictOption {
            value: decided.name(),
            words: self.shell.of("decision-choice", key),
            note: self.shell.of("decision-note", key),
        };
        choices.into_iter().map(choice).collect()
    }
}

async fn show_with(market: &Market, visit: &Visit, id: ReviewId, form: Fields) -> Result<Response, Problem> {
    let (frame, _) = Frame::open(visit, DESK)?;
    let read = async move |tx: &mut Tx| {
        let reports = reports(tx, id).await?;
        let Some(review) = reviews::find(tx, id).await?.filter(|_| !reports.is_empty()) else {
            return Ok(None);
        };
        let shop = shops::find(tx, id.shop()).await?;
        let one = ShownReview::load(tx, review).await?;
        Ok::<_, DbError>(shop.map(|shop| (one, shop, reports)))
    };
    let (one, shop, reports) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let shell = visit.shell("moderator");
    let page = DecisionPage { shell, one, shop, reports, form, frame };
    views::show(&page, page.form.is_good())
}

/// `GET /moderator/reviews/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
) -> Result<Response, Problem> {
    show_with(&market, &visit, id, Fields::default()).await
}

/// `POST /moderator/reviews/{id}/decision`
pub async fn decide(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.moderator()?, visit.now);
    let Some(decision) = read_decision(&mut form) else {
        return show_with(&market, &visit, id, form).await;
    };
    let act = async move |tx: &mut Tx| reviews::decide(tx, &by, now, id, decision.clone()).await;
    market.db.write(act).await?;
    Ok(redirect("/moderator/reviews", "done-review-decided"))
}
