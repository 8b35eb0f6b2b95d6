use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use people::{
    accounts,
    market::Market,
    moderator::{self, CaseList, CaseQuery, Desk, Frame, Shelf},
    panels::{self, Panels},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::{
    Case, Upload,
    common::{read_decision, read_said},
    desk::{RequestRow, listed},
    keep,
};
use crate::orders::{
    self, StepRow,
    refunds::{self, RefundAct, RefundStage, RequestId, RuleError, Ruling},
};
use kernel::Side;

const DESK: Desk = Desk("disputes");

#[derive(Template)]
#[template(path = "orders/refunds/views/moderator_index.html")]
pub struct DisputesPage {
    pub shell: Shell,
    pub lang: Lang,
    pub frame: Frame,
    pub list: Vec<RequestRow>,
    pub listing: CaseList,
}

/// `GET /moderator/disputes?state=waiting`: the oldest first.
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    asked: CaseQuery,
) -> Result<Response, Problem> {
    let (frame, _) = Frame::open(&visit, DESK)?;
    let state = if asked.shelf == Shelf::Done { RefundStage::Ruled } else { RefundStage::Disputed };
    let read = async move |tx: &mut Tx| {
        let found = refunds::list_in_market(tx, state, asked.after, asked.limit).await?;
        let waiting = refunds::count_in_market(tx, RefundStage::Disputed).await?;
        Ok::<_, DbError>((listed(tx, found).await?, waiting))
    };
    let (list, waiting) = market.db.report(read).await?;
    let (list, listing) = CaseList::cut(&asked, waiting, list, |listed| listed.request.id.number());
    let (shell, lang) = (visit.shell("moderator"), visit.lang);
    views::page(&DisputesPage { shell, lang, frame, list, listing })
}

#[derive(Template)]
#[template(path = "orders/refunds/views/moderator_show.html")]
pub struct DisputePage {
    pub shell: Shell,
    pub lang: Lang,
    pub case: Case,
    /// The order's own history.
    pub steps: Vec<StepRow>,
    pub buyer: String,
    /// Other requests of the same order.
    pub others: Vec<refunds::RefundRequest>,
    pub form: Fields,
    pub base: String,
    pub frame: Frame,
    pub panels: Panels,
}

impl DisputePage {
    fn action(&self) -> String {
        format!("{}/ruling", self.base)
    }

    fn rulings(&self) -> Vec<moderator::VerdictOption> {
        let choice = |ruling: &Ruling| moderator::VerdictOption {
            value: ruling.name(),
            words: self.shell.of("ruling-choice", ruling.name()),
            note: self.shell.of("ruling-note", ruling.name()),
        };
        let open = Ruling::ALL.iter().filter(|ruling| **ruling != Ruling::Return || self.case.can_go_back);
        open.map(choice).collect()
    }
}

async fn show_with(market: &Market, visit: &Visit, id: RequestId, form: Fields) -> Result<Response, Problem> {
    let (frame, by) = Frame::open(visit, DESK)?;
    let read = async move |tx: &mut Tx| {
        let Some(case) = Case::find(tx, &by, Side::Market, id).await? else { return Ok(None) };
        let steps = orders::steps(tx, case.request.order).await?;
        let buyer = accounts::find(tx, case.request.buyer).await?;
        let mut others = refunds::list_of_order(tx, case.request.order).await?;
        others.retain(|other| other.id != id);
        Ok::<_, DbError>(Some((case, steps, buyer.map(|buyer| buyer.name).unwrap_or_default(), others)))
    };
    let (case, steps, buyer, others) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let (shell, lang) = (visit.shell("moderator"), visit.lang);
    let base = format!("/moderator/disputes/{id}");
    let order = case.request.order;
    let looking = visit.looking(visit.shell("moderator"), Some(order.shop()), order.number());
    let panels = panels::draw(visit, "dispute", looking).await;
    let page = DisputePage { shell, lang, case, steps, buyer, others, form, base, frame, panels };
    views::show(&page, page.form.is_good())
}

/// `GET /moderator/disputes/{id}`: the whole history on one page.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
) -> Result<Response, Problem> {
    show_with(&market, &visit, id, Fields::default()).await
}

/// `POST /moderator/disputes/{id}/ruling`: the money moves at once, or the goods go back first.
pub async fn rule(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.moderator()?, visit.now, market.rules());
    let find = async move |tx: &mut Tx| refunds::find_for(tx, &by, id).await;
    let request = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let currency = request.asked.goods.currency();
    let Some(decision) = read_decision(&mut form, currency) else {
        return show_with(&market, &visit, id, form).await;
    };
    let done = if decision.ruling == Ruling::Return { "done-return-ordered" } else { "done-ruled" };
    let act = async move |tx: &mut Tx| refunds::rule(tx, &by, now, &rules, id, decision.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&format!("/moderator/disputes/{id}"), done)),
        Err(RuleError::NothingToReturn) => {
            form.refuse("ruling", Refusal::new("refused-nothing-to-return"));
            show_with(&market, &visit, id, form).await
        }
        Err(RuleError::NotAPart) => {
            form.refuse("amount", Refusal::new("refused-not-a-part"));
            show_with(&market, &visit, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /moderator/disputes/{id}/evidence`: the market asks or notes something that both sides see.
pub async fn say(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (by, now, mut form) = (visit.moderator()?, visit.now, upload.form);
    let find = async move |tx: &mut Tx| refunds::find_for(tx, &by, id).await;
    market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let photos = keep(&market, &visit, &mut form, upload.files).await?;
    let said = read_said(&mut form, photos);
    if !form.is_good() {
        return show_with(&market, &visit, id, form).await;
    }
    let act = async move |tx: &mut Tx| refunds::show_evidence(tx, &by, now, id, said.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/moderator/disputes/{id}"), "done-evidence"))
}
