use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use people::{market::Market, visit::Visit};
use platform::{
    db::Tx,
    events::Event,
    web::{Fields, Limit, Problem},
};
use serde_json::json;

use crate::negotiation::{self, ConversationId, topic};

const TYPING: Limit = Limit { name: "typing", times: 60, per: kernel::minutes(1) };

/// `POST /conversations/{id}/reading`: what is on the screen has been read.
pub async fn read(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
    mut form: Fields,
) -> Result<StatusCode, Problem> {
    let by = visit.for_shop(id.shop())?;
    let position = form.whole("position", 0..=i64::MAX);
    if !form.is_good() {
        return Err(Problem::invalid(&form));
    }
    let act = async move |tx: &mut Tx| negotiation::read(tx, &by, id, position).await;
    market.db.write(act).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /conversations/{id}/typing`: told to whoever listens, and kept nowhere.
pub async fn typing(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<ConversationId>,
) -> Result<StatusCode, Problem> {
    let by = visit.for_shop(id.shop())?;
    let side = by.side()?;
    market.limits.take(TYPING, visit.account_id()?.to_string())?;
    let find = async move |tx: &mut Tx| negotiation::find_for(tx, &by, id).await;
    let conversation = market.db.read(find).await?.ok_or_else(Problem::not_found)?;
    if !conversation.is_blocked() {
        let body = json!({ "typing": side.name() }).to_string();
        market.db.hub().tell(Event { topic: topic(id), number: 0, body });
    }
    Ok(StatusCode::NO_CONTENT)
}
