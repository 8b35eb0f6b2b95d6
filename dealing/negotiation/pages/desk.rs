use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::days;
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

use super::common::MOST_WORDS;
use crate::negotiation::{self, Away, ConversationId, QuickReply, ReplyId, SayError};

const MOST_NAME: usize = 40;
const MOST_NOTE: usize = 2_000;

/// What a shop has prepared for its conversations.
#[derive(Template)]
#[template(path = "negotiation/views/settings.html")]
struct SettingsPage {
    shell: Shell,
    desk: Desk,
    replies: Vec<QuickReply>,
    away: Away,
    form: Fields,
}

impl SettingsPage {
    /// The away message as typed, or as it is.
    fn away_words(&self) -> &str {
        if self.form.has("away") { self.form.value("away") } else { &self.away.words }
    }
}

async fn show(market: &Market, visit: &Visit, handle: &str, form: Fields) -> Result<Response, Problem> {
    let (_, member) = visit.seller(handle)?;
    let shop = member.shop;
    let read = async move |tx: &mut Tx| {
        let found = (negotiation::quick_replies(tx, shop).await?, negotiation::away(tx, shop).await?);
        Ok::<_, DbError>((found, shops::find(tx, shop).await?))
    };
    let ((replies, away), shop) = market.db.read(read).await?;
    let desk = Desk::new(&shop.ok_or_else(Problem::not_found)?, "talk");
    let page = SettingsPage { shell: visit.shell("desk"), desk, replies, away, form };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/conversations/settings`
pub async fn settings(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    show(&market, &visit, &handle, Fields::default()).await
}

/// `POST /desk/{handle}/conversations/away`
pub async fn set_away(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let away = Away { words: form.maybe_paragraphs("away", MOST_NOTE), is_on: form.flag("is_on") };
    if !form.is_good() {
        return show(&market, &visit, &handle, form).await;
    }
    let act = async move |tx: &mut Tx| negotiation::set_away(tx, &by, &away).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/conversations/settings"), "done-saved"))
}

/// `POST /desk/{handle}/conversations/replies`
pub async fn keep_reply(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let name = form.line("name", MOST_NAME);
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    if words.is_empty() {
        form.refuse("words", platform::web::Refusal::new("refused-empty"));
    }
    if !form.is_good() {
        return show(&market, &visit, &handle, form).await;
    }
    let act = async move |tx: &mut Tx| negotiation::keep_reply(tx, &by, now, &name, &words).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/conversations/settings"), "done-saved"))
}

/// `POST /desk/{handle}/conversations/replies/{id}/removal`
pub async fn forget_reply(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, ReplyId)>,
) -> Result<Response, Problem> {
    let (by, _) = visit.seller(&handle)?;
    let act = async move |tx: &mut Tx| negotiation::forget_reply(tx, &by, id).await;
    market.db.write(act).await?;
    Ok(redirect(&format!("/desk/{handle}/conversations/settings"), "done-saved"))
}

/// `POST /conversations/{id}/care`: who of the shop looks after it, a note, and whether it is put aside.
pub async fn care(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.for_shop(id.shop())?, visit.now);
    let to = form.value("assigned").parse().ok();
    let note = form.maybe_paragraphs("note", MOST_NOTE);
    let snooze = form.maybe_whole("snooze_days", 0..=30);
    if !form.is_good() {
        return super::talk::show_again(&market, &visit, by, id, form).await;
    }
    let act = async move |tx: &mut Tx| {
        negotiation::assign(tx, &by, id, to).await?;
        negotiation::note(tx, &by, id, &note).await?;
        if let Some(count) = snooze {
            let until = (count > 0).then(|| now + days(count.unsigned_abs()));
            negotiation::snooze(tx, &by, id, until).await?;
        }
        Ok::<_, SayError>(())
    };
    market.db.write(act).await?;
    Ok(redirect(&format!("/conversations/{id}"), "done-saved"))
}
