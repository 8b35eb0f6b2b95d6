use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use people::{
    choices::{self, Choice},
    market::Market,
    shops,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::read_told;
use crate::negotiation::{
    self, ConversationId,
    pages::MessageView,
    reports::{self, ReportReason},
};

/// Telling the moderators about a message, or about the whole conversation.
#[derive(Template)]
#[template(path = "negotiation/reports/views/new.html")]
struct ReportPage {
    shell: Shell,
    conversation: ConversationId,
    /// The message that is told about.
    said: Option<MessageView>,
    form: Fields,
}

impl ReportPage {
    fn reasons(&self) -> Vec<Choice> {
        let names = ReportReason::ALL.iter().map(|reason| reason.name());
        choices::words(names, self.form.value("reason"), |name| self.shell.of("talk-report-reason", name))
    }
}

async fn show(
    market: &Market,
    visit: &Visit,
    id: ConversationId,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, account) = (visit.for_shop(id.shop())?, visit.account_id()?);
    let side = by.side()?;
    let position = form.maybe_whole("message", 1..=i64::MAX);
    let read = async move |tx: &mut Tx| {
        let Some(_) = negotiation::find_for(tx, &by, id).await? else { return Ok(None) };
        let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
        let message = match position {
            Some(at) => negotiation::messages_after(tx, id, at.saturating_sub(1), 1).await?.pop(),
            None => None,
        };
        let open = reports::find_open_of(tx, id, account).await?;
        Ok::<_, DbError>(Some((shop, message, open)))
    };
    let (shop, message, open) = market.db.read(read).await?.ok_or_else(Problem::not_found)?;
    if open.is_some() {
        return Err(Problem::conflict("problem-talk-reported"));
    }
    let shell = visit.shell("talk");
    let message = message.filter(|message| Some(message.position) == position && message.by != side);
    if position.is_some() && message.is_none() {
        return Err(Problem::not_found());
    }
    let said = message.map(|message| {
        let said = MessageView::new(market, shell.clone(), visit.lang, &shop, id, side, message);
        MessageView { is_latest: false, ..said }
    });
    let page = ReportPage { shell, conversation: id, said, form };
    views::show(&page, page.form.is_good())
}

/// `GET /conversations/{id}/reports/new?message=`
pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let form = Fields::from_query(query.as_deref().unwrap_or_default());
    show(&market, &visit, id, form).await
}

/// `POST /conversations/{id}/reports`
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.for_shop(id.shop())?, visit.now, market.rules());
    let Some(told) = read_told(&mut form) else {
        return show(&market, &visit, id, form).await;
    };
    let act = async move |tx: &mut Tx| reports::report(tx, &by, now, &rules, id, told.clone()).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/conversations/{id}"), "done-talk-reported"))
}
