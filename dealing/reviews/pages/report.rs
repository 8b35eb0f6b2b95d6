use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::hours;
use people::{
    choices::{self, Choice},
    market::Market,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Limit, Problem},
};

use super::{ShownReview, common::MOST_WORDS, shown::find_public};
use crate::reviews::{self, Author, ReportReason, ReviewId};

pub const REPORTS: Limit = Limit { name: "reports", times: 20, per: hours(1) };

#[derive(Template)]
#[template(path = "reviews/views/report.html")]
pub struct ReportPage {
    pub shell: Shell,
    pub one: ShownReview,
    pub form: Fields,
}

impl ReportPage {
    fn reasons(&self) -> Vec<Choice> {
        let names = ReportReason::ALL.iter().map(|reason| reason.name());
        choices::words(names, self.form.value("reason"), |name| self.shell.of("report-reason", name))
    }
}

/// What somebody tells about a review, from a page or a program.
pub fn read_report(form: &mut Fields) -> Option<(ReportReason, String)> {
    let reason = form.parsed("reason", ReportReason::parse);
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    reason.filter(|_| form.is_good()).map(|reason| (reason, words))
}

async fn show(market: &Market, visit: &Visit, id: ReviewId, form: Fields) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let find = async move |tx: &mut Tx| find_public(tx, id).await;
    let one = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let is_member = visit.memberships.iter().any(|member| member.shop == id.shop());
    if one.review.author == Author::Seller && one.review.buyer != account && !is_member {
        return Err(Problem::not_found());
    }
    let page = ReportPage { shell: visit.shell("browse"), one, form };
    views::show(&page, page.form.is_good())
}

/// `GET /reviews/{id}/reports/new`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
) -> Result<Response, Problem> {
    show(&market, &visit, id, Fields::default()).await
}

/// `POST /reviews/{id}/reports`
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReviewId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    market.limits.take(REPORTS, visit.account_id()?.to_string())?;
    let Some((reason, words)) = read_report(&mut form) else {
        return show(&market, &visit, id, form).await;
    };
    let act = async move |tx: &mut Tx| reviews::report(tx, &by, now, id, reason, &words).await;
    market.db.write(act).await?;
    Ok(redirect("/help", "done-reported"))
}
