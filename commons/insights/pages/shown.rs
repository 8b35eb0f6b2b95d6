//! What stood before somebody's eyes, as their browser says when they leave a page.

use axum::{extract::State, http::StatusCode};
use kernel::minutes;
use people::{capability::Sighting, shops, visit::Visit};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Limit, Problem},
};

use crate::{Commons, insights::opened::shown};

/// Times in a minute that one address tells it: many people share one.
const TIMES: u32 = 600;
/// Shops of one page.
const SHOPS: usize = 24;

/// `POST /shown`: the handles of shops of which something stood in sight for a moment.
pub async fn note(State(market): State<Commons>, visit: Visit, form: Fields) -> Result<StatusCode, Problem> {
    let limit = Limit { name: "insights-shown", times: TIMES, per: minutes(1) };
    market.limits.take(limit, visit.from.clone())?;
    let handles: Vec<String> = form.value("shops").split(' ').take(SHOPS).map(str::to_owned).collect();
    let find = async |tx: &mut Tx| {
        let mut seen = Vec::new();
        for handle in &handles {
            let shop = shops::find_by_handle(tx, handle).await?;
            seen.extend(shop.and_then(|shop| visit.sighting(shop.id, 0)));
        }
        Ok::<_, DbError>(seen)
    };
    if !visit.is_person || form.value("shops").is_empty() {
        return Ok(StatusCode::NO_CONTENT);
    }
    let mut seen: Vec<Sighting> = market.db.read(find).await?;
    seen.retain(|seen| market.showings().is_new(seen));
    if !seen.is_empty() {
        let act = async move |tx: &mut Tx| {
            for seen in &seen {
                shown(tx, seen).await?;
            }
            Ok::<_, DbError>(())
        };
        market.db.write(act).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
