//! Reports of conversations for programs: the same acts.

use axum::{
    Json,
    extract::{Path, Query},
    http::StatusCode,
};
use kernel::Side;
use people::{
    accounts::scopes::Moderate,
    caller::{Moderator, Party},
    calls,
    moderator::Shelf,
    one_of::{maybe_word_of, word_of},
    seek::Seek,
    wire::{Answer, List, Made, time},
};
use platform::{
    db::Tx,
    web::{Fields, Problem},
};
use selling::{Selling, orders::scopes::Write};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;

use super::{
    Report, ReportId, ReportReason, Ruling, find, list_decided, list_waiting, look,
    pages::{read_decision, read_told},
    report, rule,
};
use crate::negotiation::{ConversationId, MessageOut, find_for};

pub fn routes() -> OpenApiRouter<Selling> {
    OpenApiRouter::new()
        .routes(calls!(tell))
        .routes(calls!(list_reported))
        .routes(calls!(show))
        .routes(calls!(decide))
}

/// What one side has told the moderators about a conversation.
#[derive(Serialize, ToSchema)]
pub struct ConversationReportOut {
    id: String,
    conversation: String,
    /// `buyer` or `seller`: who reports.
    #[schema(schema_with = word_of::<Side>)]
    by: &'static str,
    /// Position of the reported message; none for the whole conversation.
    message: Option<i64>,
    /// `insulting`, `fraud`, `elsewhere`, `unwanted`, `forbidden` or `other`.
    #[schema(schema_with = word_of::<ReportReason>)]
    reason: &'static str,
    words: String,
    /// `dismiss`, `warn` or `pause`; none while it waits.
    #[schema(schema_with = maybe_word_of::<Ruling>)]
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
#[derive(ToSchema)]
pub struct ConversationReportIn {
    /// Position of a message of the other side; the whole conversation when there is none.
    pub message: Option<i64>,
    /// `insulting`, `fraud`, `elsewhere`, `unwanted`, `forbidden` or `other`.
    #[schema(schema_with = word_of::<ReportReason>)]
    pub reason: String,
    pub words: Option<String>,
}

/// Report a conversation, or one message of the other side, to the moderators.
#[utoipa::path(post, path = "/conversations/{id}/reports", tag = "negotiation", params(("id" = String, Path)),
    request_body = ConversationReportIn, responses((status = 201, body = ConversationReportOut)))]
async fn tell(
    Party { by, id, now, rules, market, .. }: Party<Write, ConversationId>,
    mut body: Fields,
) -> Made<ConversationReportOut> {
    market.find(async move |tx| find_for(tx, &by, id).await).await?;
    let told = read_told(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let made = market.write(async move |tx| report(tx, &by, now, &rules, id, told.clone()).await).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

#[derive(Deserialize, IntoParams)]
struct InState {
    /// `waiting`, the longest waiting first, or `done`, the newest first.
    #[param(schema_with = maybe_word_of::<Shelf>)]
    state: Option<String>,
}

/// Reported conversations, as a moderator. What was said in them is read one by one.
#[utoipa::path(get, path = "/reported-conversations", tag = "negotiation", params(InState, Seek),
    responses((status = 200, body = List<ConversationReportOut>)))]
async fn list_reported(
    Moderator { market, .. }: Moderator<Moderate>,
    Query(wanted): Query<InState>,
    seek: Seek,
) -> Answer<List<ConversationReportOut>> {
    let shelf = Shelf::of(wanted.state.as_deref().unwrap_or_default());
    let look = async move |tx: &mut Tx| match shelf {
        Shelf::Waiting => list_waiting(tx, seek.after(), seek.rows()).await,
        Shelf::Done => list_decided(tx, seek.before(), seek.rows()).await,
    };
    let page = seek.page(market.report(look).await?, |last| last.id.number());
    Ok(Json(page.map(ConversationReportOut::from)))
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
    Moderator { by, now, market, .. }: Moderator<Moderate>,
    Path(id): Path<ReportId>,
) -> Answer<ReportedConversationOut> {
    let seen = market.write(async move |tx| look(tx, &by, now, id).await).await?;
    let messages = seen.messages.into_iter().map(Into::into).collect();
    Ok(Json(ReportedConversationOut { report: seen.report.into(), messages }))
}

/// What a moderator decides about a reported conversation.
#[derive(ToSchema)]
pub struct ConversationRulingIn {
    /// `dismiss`, `warn` or `pause`.
    #[schema(schema_with = word_of::<Ruling>)]
    pub ruling: String,
    /// Of a pause, 1 to 365: the writer begins no conversations meanwhile.
    pub days: Option<i64>,
    pub reason: String,
}

/// Decide about a reported conversation, as a moderator.
#[utoipa::path(post, path = "/reported-conversations/{id}/ruling", tag = "negotiation", params(("id" = String, Path)),
    request_body = ConversationRulingIn, responses((status = 200, body = ConversationReportOut)))]
async fn decide(
    Moderator { by, now, market, .. }: Moderator<Moderate>,
    Path(id): Path<ReportId>,
    mut body: Fields,
) -> Answer<ConversationReportOut> {
    market.find(async move |tx| find(tx, id).await).await?;
    let decision = read_decision(&mut body).ok_or_else(|| Problem::invalid(&body))?;
    let ruled = market.write(async move |tx| rule(tx, &by, now, id, decision.clone()).await).await?;
    Ok(Json(ruled.into()))
}
