use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Side, Timestamp};
use people::{
    choices::{self, Choice},
    market::Market,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::{
    Case, Upload,
    common::{blame, read_said, read_wanted},
    keep,
};
use crate::orders::{
    self, OrderId, OrderLine,
    pages::{ShownOrder, load, read_parcel},
    refunds::{self, AskError, Kind, Reason, RefundAct, RefundableLine, RequestId, Window},
};

#[derive(Template)]
#[template(path = "orders/refunds/views/new.html")]
pub struct NewPage {
    pub shell: Shell,
    pub shown: ShownOrder,
    pub offered: Vec<RefundableLine>,
    pub left: orders::OrderAmount,
    pub window: Window,
    pub now: Timestamp,
    pub form: Fields,
}

impl NewPage {
    fn kind(&self, kind: &str) -> bool {
        let chosen = self.form.value("kind");
        if chosen.is_empty() { kind == Kind::Refund.name() } else { chosen == kind }
    }

    fn reasons(&self) -> Vec<Choice> {
        let open = Reason::ALL.iter().filter(|reason| self.window.takes(**reason, self.now));
        choices::words(open.map(|reason| reason.name()), self.form.value("reason"), |name| {
            self.shell.of("refund-reason", name)
        })
    }

    fn bought(&self, at: &usize) -> Option<&OrderLine> {
        self.shown.lines.get(*at)
    }

    /// Pieces of a line as typed; all of an order of one line.
    fn pieces(&self, at: &usize) -> String {
        let name = format!("lines.{at}.pieces");
        match self.offered.as_slice() {
            [only] if !self.form.has(&name) => only.pieces.to_string(),
            _ => self.form.value(&name).to_owned(),
        }
    }

    fn error(&self, at: &usize) -> String {
        self.shell.error(&self.form, &format!("lines.{at}.pieces"))
    }

    /// Until when something may go back for no reason.
    fn no_reason_until(&self) -> Option<Timestamp> {
        match self.window {
            Window::Until { no_reason, .. } if no_reason > self.now => Some(no_reason),
            Window::Until { .. } | Window::Open | Window::Shut => None,
        }
    }
}

async fn new_with(market: &Market, visit: &Visit, id: OrderId, form: Fields) -> Result<Response, Problem> {
    let buyer = visit.account_id()?;
    let read = async move |tx: &mut Tx| {
        let Some(order) = orders::find_for_buyer(tx, buyer, id).await? else { return Ok(None) };
        let taken = refunds::taken(tx, id, order.total.currency()).await?;
        let open = refunds::find_open(tx, id).await?;
        Ok::<_, DbError>(load(tx, order).await?.map(|shown| (shown, taken, open)))
    };
    let (shown, taken, open) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    if let Some(open) = open {
        return Ok(redirect(&format!("/refunds/{}", open.id), "done-refund-open"));
    }
    let (window, now) = (Window::of(&shown.order, &market.rules(), visit.zone()), visit.now);
    if !window.is_open(now) || shown.order.is_given_back() {
        return Err(AskError::NotNow.into());
    }
    let offered = refunds::offered(&shown.lines, &taken).map_err(Problem::broken)?;
    let left = shown.order.left().map_err(Problem::broken)?;
    let shell = visit.shell("orders");
    let page = NewPage { shell, shown, offered, left, window, now, form };
    views::show(&page, page.form.is_good())
}

/// `GET /orders/{id}/refunds/new`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
) -> Result<Response, Problem> {
    new_with(&market, &visit, id, Fields::default()).await
}

/// `POST /orders/{id}/refunds`: ask for money back, with photos if there are any.
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<OrderId>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    let buyer = by.account()?;
    let find = async move |tx: &mut Tx| orders::find_for_buyer(tx, buyer, id).await;
    let order = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let mut form = upload.form;
    let wanted = read_wanted(&mut form, order.total.currency());
    let photos = keep(&market, &visit, &mut form, upload.files).await?;
    let Some(wanted) = wanted.filter(|_| form.is_good()) else {
        return new_with(&market, &visit, id, form).await;
    };
    let act = async move |tx: &mut Tx| {
        let request = refunds::ask(tx, &by, now, &rules, id, wanted.clone()).await?;
        if !photos.is_empty() {
            let said = refunds::Testimony { words: String::new(), photos: photos.clone() };
            refunds::show_evidence(tx, &by, now, request.id, said).await?;
        }
        Ok::<_, CreateError>(request)
    };
    match market.db.write(act).await {
        Ok(request) => Ok(redirect(&format!("/refunds/{}", request.id), "done-refund-asked")),
        Err(CreateError::Ask(AskError::Plan(error))) if blame(&mut form, &error) => {
            new_with(&market, &visit, id, form).await
        }
        Err(CreateError::Ask(error)) => Err(error.into()),
        Err(CreateError::Evidence(error)) => Err(error.into()),
    }
}

/// Asking and showing photos in one go.
#[derive(Clone, Debug, thiserror::Error)]
enum CreateError {
    #[error(transparent)]
    Ask(#[from] AskError),
    #[error(transparent)]
    Evidence(#[from] refunds::EvidenceError),
}

impl From<DbError> for CreateError {
    fn from(error: DbError) -> Self {
        Self::Ask(error.into())
    }
}

#[derive(Template)]
#[template(path = "orders/refunds/views/show.html")]
pub struct RequestPage {
    pub shell: Shell,
    pub lang: Lang,
    pub case: Case,
    pub form: Fields,
    /// Where its forms go.
    pub base: String,
}

async fn show_with(market: &Market, visit: &Visit, id: RequestId, form: Fields) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    let read = async move |tx: &mut Tx| Case::find(tx, &by, Side::Buyer, id).await;
    let case = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    let (shell, lang) = (visit.shell("orders"), visit.lang);
    let page = RequestPage { shell, lang, case, form, base: format!("/refunds/{id}") };
    views::show(&page, page.form.is_good())
}

/// `GET /refunds/{id}`: what was asked, whose turn it is and until when.
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
) -> Result<Response, Problem> {
    show_with(&market, &visit, id, Fields::default()).await
}

/// `POST /refunds/{id}/withdrawal`
pub async fn withdraw(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    market.db.write(async move |tx: &mut Tx| refunds::withdraw(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/refunds/{id}"), "done-refund-withdrawn"))
}

/// `POST /refunds/{id}/agreement`: what the shop offers will do.
pub async fn agree(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    market.db.write(async move |tx: &mut Tx| refunds::agree(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/refunds/{id}"), "done-refund-agreed"))
}

/// `POST /refunds/{id}/parcel`: the goods are on their way back.
pub async fn post(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    let parcel = read_parcel(&mut form);
    if !form.is_good() {
        return show_with(&market, &visit, id, form).await;
    }
    let act = async move |tx: &mut Tx| refunds::post(tx, &by, now, &rules, id, parcel.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/refunds/{id}"), "done-return-posted"))
}

/// `POST /refunds/{id}/dispute`: call the market in.
pub async fn dispute(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| refunds::dispute(tx, &by, now, &rules, id).await).await?;
    Ok(redirect(&format!("/refunds/{id}"), "done-market-called"))
}

/// `POST /refunds/{id}/evidence`
pub async fn say(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<RequestId>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (by, now, mut form) = (visit.buyer()?, visit.now, upload.form);
    let find = async move |tx: &mut Tx| refunds::find_for(tx, &by, id).await;
    market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let photos = keep(&market, &visit, &mut form, upload.files).await?;
    let said = read_said(&mut form, photos);
    if !form.is_good() {
        return show_with(&market, &visit, id, form).await;
    }
    let act = async move |tx: &mut Tx| refunds::show_evidence(tx, &by, now, id, said.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/refunds/{id}"), "done-evidence"))
}
