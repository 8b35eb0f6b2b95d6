//! Reports of conversations for programs: the same acts.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::StatusCode,
};
use people::{
    accounts,
    market::Market,
    moderator::{PAGE, PAGE_AND_ONE, Shelf},
    visit::Visit,
    wire::{List, time},
};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Problem},
};
use selling::{Selling, orders};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Report, ReportId, find, list_decided, list_waiting, look,
    pages::{read_decision, read_told},
    report, rule,
};
use crate::negotiation::{ConversationId, MessageOut, find_for};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(routes!(tell))
        .routes(routes!(list_reported))
        .routes(routes!(show))
        .routes(routes!(decide))
}

/// What one side has told the moderators about a conversation.
#[derive(Serialize, ToSchema)]
pub struct ConversationReportOut {
    id: String,
    conversation: String,
    /// `buyer` or `seller`: who reports.
    by: &'static str,
    /// Position of the reported message; none for the whole conversation.
    message: Option<i64>,
    /// `insulting`, `fraud`, `elsewhere`, `unwanted`, `forbidden` or `other`.
    reason: &'static str,
    words: String,
    /// `dismiss`, `warn` or `pause`; none while it waits.
    ruling: Option<&'static str>,
    ruling_words: Option<String>,
    paused_until: Option<String>,
    at: String,
}

impl From<Report> for ConversationReportOut {
    fn from(report: Report) -> Self {
        let decided = report.decided.as_ref();
        Self {
            id: report.id.to_string(),
            conversation: report.conversation.to_string(),
            by: report.side.name(),
            message: report.position,
            reason: report.reason.name(),
            ruling: decided.map(|decided| decided.ruling.name()),
            ruling_words: decided.map(|decided| decided.words.clone()),
            paused_until: decided.and_then(|decided| decided.paused_until).map(time),
            words: report.words,
            at: time(report.at),
        }
    }
}

/// Why a conversation is reported.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ConversationReportIn {
    /// Position of a message of the other side; the whole conversation when there is none.
    message: Option<i64>,
    /// `insulting`, `fraud`, `elsewhere`, `unwanted`, `forbidden` or `other`.
    reason: String,
    words: Option<String>,
}

/// Report a conversation, or one message of the other side, to the moderators.
#[utoipa::path(post, path = "/conversations/{id}/reports", tag = "negotiation", params(("id" = String, Path)),
    request_body = ConversationReportIn, responses((status = 201, body = ConversationReportOut)))]
async fn tell(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    mut body: Fields,
) -> Result<(StatusCode, Json<ConversationReportOut>), Problem> {
    visit.allow(orders::scopes::WRITE)?;
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let own = async move |tx: &mut Tx| find_for(tx, &by, id).await;
    market.db.read::<_, DbError, _>(own).await?.ok_or_else(Problem::not_found)?;
    let told = read_told(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| report(tx, &by, now, &rules, id, told.clone()).await;
    Ok((StatusCode::CREATED, Json(market.db.write(act).await?.into())))
}

#[derive(Deserialize, IntoParams)]
struct ReportsQuery {
    /// `waiting`, the longest waiting first, or `done`, the newest first.
    state: Option<String>,
    /// `next` of the page before.
    cursor: Option<i64>,
}

/// Reported conversations, as a moderator. What was said in them is read one by one.
#[utoipa::path(get, path = "/reported-conversations", tag = "negotiation", params(ReportsQuery),
    responses((status = 200, body = List<ConversationReportOut>)))]
async fn list_reported(
    State(market): State<Market>,
    visit: Visit,
    Query(query): Query<ReportsQuery>,
) -> Result<Json<List<ConversationReportOut>>, Problem> {
    visit.allow(accounts::scopes::OPERATOR)?;
    visit.moderator()?;
    let (shelf, at) = (Shelf::of(query.state.as_deref().unwrap_or_default()), query.cursor);
    let read = async move |tx: &mut Tx| match shelf {
        Shelf::Waiting => list_waiting(tx, at.unwrap_or(0), PAGE_AND_ONE).await,
        Shelf::Done => list_decided(tx, at.unwrap_or(i64::MAX), PAGE_AND_ONE).await,
    };
    let mut found = market.db.report::<_, DbError, _>(read).await?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|last| last.id.number().to_string());
    Ok(Json(List { items: found.into_iter().map(Into::into).collect(), next }))
}

/// A report with what a moderator reads of the conversation.
#[derive(Serialize, ToSchema)]
pub struct ReportedConversationOut {
    report: ConversationReportOut,
    messages: Vec<MessageOut>,
}

/// Read a reported conversation, as a moderator: what was said around what is reported. The reading is written down.
#[utoipa::path(get, path = "/reported-conversations/{id}", tag = "negotiation", params(("id" = String, Path)),
    responses((status = 200, body = ReportedConversationOut)))]
async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReportId>,
) -> Result<Json<ReportedConversationOut>, Problem> {
    visit.allow(accounts::scopes::OPERATOR)?;
    let (by, now) = (visit.moderator()?, visit.now);
    let seen = market.db.write(async move |tx: &mut Tx| look(tx, &by, now, id).await).await?;
    let messages = seen.messages.into_iter().map(Into::into).collect();
    Ok(Json(ReportedConversationOut { report: seen.report.into(), messages }))
}

/// What a moderator decides about a reported conversation.
#[derive(Deserialize, ToSchema)]
#[allow(dead_code, reason = "the shape for the description; Fields reads it")]
pub struct ConversationRulingIn {
    /// `dismiss`, `warn` or `pause`.
    ruling: String,
    /// Of a pause, 1 to 365: the writer begins no conversations meanwhile.
    days: Option<i64>,
    reason: String,
}

/// Decide about a reported conversation, as a moderator.
#[utoipa::path(post, path = "/reported-conversations/{id}/ruling", tag = "negotiation", params(("id" = String, Path)),
    request_body = ConversationRulingIn, responses((status = 200, body = ConversationReportOut)))]
async fn decide(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ReportId>,
    mut body: Fields,
) -> Result<Json<ConversationReportOut>, Problem> {
    visit.allow(accounts::scopes::OPERATOR)?;
    let (by, now) = (visit.moderator()?, visit.now);
    market.db.read(async move |tx: &mut Tx| find(tx, id).await).await?.ok_or_else(Problem::not_found)?;
    let decision = read_decision(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let act = async move |tx: &mut Tx| rule(tx, &by, now, id, decision.clone()).await;
    let ruled = market.db.write(act).await?;
    market.work.notify_one();
    Ok(Json(ruled.into()))
}
