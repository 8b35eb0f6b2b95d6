use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Side};
use people::{
    market::Market,
    shops::{self, Desk},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell, Tab, tabs},
    web::{Fields, Paging, Problem, Refusal},
};

use super::{
    Case, Upload, case,
    common::{read_said, read_shelf, read_sum, read_words},
    keep,
};
use crate::orders::{
    self,
    pages::{ShownOrder, load},
    refunds::{self, OfferError, RefundAct, RefundRequest, RefundStage, RequestId},
};

/// A request as a row of a list.
pub struct RequestRow {
    pub request: RefundRequest,
    pub shown: ShownOrder,
}

impl RequestRow {
    pub fn amount(&self) -> kernel::Money {
        self.request.amount()
    }

    pub fn tone(&self) -> &'static str {
        case::tone(&self.request)
    }

    pub fn turn(&self, shell: &Shell, side: Side) -> String {
        case::turn(shell, &self.request, side)
    }

    pub fn due_at(&self) -> Option<kernel::Timestamp> {
        self.request.state.due_at()
    }

    pub fn state(&self) -> &'static str {
        self.request.state.name()
    }
}

/// Requests with their orders, as rows of a list.
pub async fn listed(tx: &mut Tx, requests: Vec<RefundRequest>) -> Result<Vec<RequestRow>, DbError> {
    let mut list = Vec::with_capacity(requests.len());
    for request in requests {
        let Some(order) = orders::find(tx, request.order).await? else { continue };
        if let Some(shown) = load(tx, order).await? {
            list.push(RequestRow { request, shown });
        }
    }
    Ok(list)
}

/// What waits for the shop's answer, the most urgent first.
pub async fn to_answer(tx: &mut Tx, shop: kernel::ShopId) -> Result<Vec<RequestRow>, DbError> {
    let mut waiting = Vec::new();
    for stage in [RefundStage::Requested, RefundStage::ReturnGranted, RefundStage::ReturnPosted] {
        waiting.extend(refunds::list_for_seller(tx, shop, stage, i64::MAX, 50).await?);
    }
    waiting.sort_by_key(|request| request.state.due_at());
    listed(tx, waiting).await
}

#[derive(Template)]
#[template(path = "orders/refunds/views/desk_index.html")]
pub struct DeskIndexPage {
    pub shell: Shell,
    pub desk: Desk,
    pub tabs: Vec<Tab>,
    pub list: Vec<RequestRow>,
    pub older: String,
}

/// `GET /desk/{handle}/refunds?state=requested`
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let id = by.shop()?;
    let state = RefundStage::parse(paging.asked.value("state")).unwrap_or(RefundStage::Requested);
    let limit = paging.limit.and_one_more();
    let read = async move |tx: &mut Tx| {
        let found = refunds::list_for_seller(tx, id, state, paging.before, limit).await?;
        let counts = refunds::count_for_seller(tx, id).await?;
        Ok::<_, DbError>((shops::find(tx, id).await?, counts, listed(tx, found).await?))
    };
    let (shop, counts, list) = market.db.read(read).await?;
    let (list, older) = paging.cut(list, |last| last.request.id.number());
    let tabs = tabs(RefundStage::ALL, RefundStage::name, state, &counts);
    let desk = Desk::new(&shop.ok_or_else(Problem::not_found)?, "refunds");
    views::page(&DeskIndexPage { shell: visit.shell("desk"), desk, tabs, list, older })
}

#[derive(Template)]
#[template(path = "orders/refunds/views/desk_show.html")]
pub struct DeskRequestPage {
    pub shell: Shell,
    pub desk: Desk,
    pub case: Case,
    pub form: Fields,
    pub base: String,
}

async fn show_with(
    market: &Market,
    visit: &Visit,
    handle: &str,
    id: RequestId,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(handle)?;
    let read = async move |tx: &mut Tx| {
        let case = Case::find(tx, &by, Side::Seller, id).await?;
        Ok::<_, DbError>((case, refunds::return_address(tx, id.shop()).await?))
    };
    let (case, address) = market.db.read(read).await?;
    let case = case.ok_or_else(Problem::not_found)?;
    if !form.has("send_to") {
        form.set("send_to", address.unwrap_or_default());
    }
    let (shell, desk) = (visit.shell("desk"), Desk::new(&case.shown.shop, "refunds"));
    let base = format!("/desk/{handle}/refunds/{id}");
    let page = DeskRequestPage { shell, desk, case, form, base };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/refunds/{id}`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RequestId)>,
) -> Result<Response, Problem> {
    show_with(&market, &visit, &handle, id, Fields::default()).await
}

/// Who asks, if the request is this shop's.
async fn own(market: &Market, visit: &Visit, handle: &str, id: RequestId) -> Result<Actor, Problem> {
    let (by, _) = visit.seller(handle)?;
    let find = async move |tx: &mut Tx| refunds::find_for(tx, &by, id).await;
    market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    Ok(by)
}

/// `POST /desk/{handle}/refunds/{id}/acceptance`: the goods may come back, to this address.
pub async fn accept(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RequestId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (own(&market, &visit, &handle, id).await?, visit.now, market.rules());
    let send_to = read_words(&mut form, "send_to");
    if !form.is_good() {
        return show_with(&market, &visit, &handle, id, form).await;
    }
    let act = async move |tx: &mut Tx| refunds::accept(tx, &by, now, &rules, id, send_to.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/refunds/{id}"), "done-return-accepted"))
}

/// `POST /desk/{handle}/refunds/{id}/refusal`
pub async fn refuse(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RequestId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (own(&market, &visit, &handle, id).await?, visit.now, market.rules());
    let words = read_words(&mut form, "refusal");
    if !form.is_good() {
        return show_with(&market, &visit, &handle, id, form).await;
    }
    let act = async move |tx: &mut Tx| refunds::refuse(tx, &by, now, &rules, id, words.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/refunds/{id}"), "done-refund-refused"))
}

/// `POST /desk/{handle}/refunds/{id}/offer`: so much, and the goods stay where they are.
pub async fn offer(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RequestId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (own(&market, &visit, &handle, id).await?, visit.now, market.rules());
    let find = async move |tx: &mut Tx| refunds::find_for(tx, &by, id).await;
    let request = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    let (amount, words) = read_sum(&mut form, "note", request.asked.goods.currency());
    if !form.is_good() {
        return show_with(&market, &visit, &handle, id, form).await;
    }
    let act = async move |tx: &mut Tx| refunds::offer(tx, &by, now, &rules, id, amount, words.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/refunds/{id}"), "done-refund-offered")),
        Err(OfferError::NotAPart) => {
            form.refuse("amount", Refusal::new("refused-not-a-part"));
            show_with(&market, &visit, &handle, id, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/{handle}/refunds/{id}/repayment`: the buyer gets what was asked for.
pub async fn refund(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RequestId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.seller(&handle)?.0, visit.now);
    let shelf = read_shelf(&mut form);
    market.db.write(async move |tx: &mut Tx| refunds::refund(tx, &by, now, id, shelf).await).await?;
    Ok(redirect(&format!("/desk/{handle}/refunds/{id}"), "done-refund-given"))
}

/// `POST /desk/{handle}/refunds/{id}/dispute`: what came back is not what was sent.
pub async fn dispute(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RequestId)>,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.seller(&handle)?.0, visit.now, market.rules());
    market.db.write(async move |tx: &mut Tx| refunds::dispute(tx, &by, now, &rules, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/refunds/{id}"), "done-market-called"))
}

/// `POST /desk/{handle}/refunds/{id}/evidence`
pub async fn say(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, RequestId)>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (by, now, mut form) = (own(&market, &visit, &handle, id).await?, visit.now, upload.form);
    let photos = keep(&market, &visit, &mut form, upload.files).await?;
    let said = read_said(&mut form, photos);
    if !form.is_good() {
        return show_with(&market, &visit, &handle, id, form).await;
    }
    let act = async move |tx: &mut Tx| refunds::show_evidence(tx, &by, now, id, said.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/refunds/{id}"), "done-evidence"))
}
