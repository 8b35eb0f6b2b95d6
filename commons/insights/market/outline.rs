//! The borders that maps of the market are drawn on.

use kernel::{Actor, Forbidden, Timestamp};
use platform::{
    audit,
    db::{DbError, Tx},
    params,
    plot::{OutlineError, Outlines},
};
use serde_json::json;

#[derive(Clone, Debug, thiserror::Error)]
pub enum DrawError {
    #[error(transparent)]
    Outline(#[from] OutlineError),
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the outlines could not be kept")]
    Store(#[from] DbError),
}

const PUT: &str = "INSERT INTO insight_outline (id, geojson, put_at) VALUES (1, $1, $2) \
    ON CONFLICT (id) DO UPDATE SET geojson = $1, put_at = $2";
const CLEAR: &str = "DELETE FROM insight_outline";
/// Draw maps on these borders from now on, or, where nothing is given, on none.
pub async fn draw_on(tx: &mut Tx, by: &Actor, now: Timestamp, geojson: &str) -> Result<(), DrawError> {
    let Actor::Operator { account } = *by else { return Err(Forbidden.into()) };
    let outlines = if geojson.trim().is_empty() {
        tx.execute(CLEAR, params![]).await?;
        0
    } else {
        let outlines = Outlines::read(geojson)?;
        tx.execute(PUT, params![geojson, now]).await?;
        outlines.0.len()
    };
    let detail = json!({ "outlines": outlines });
    Ok(audit::record(tx, now, Some(account), "insights.outlines", "", &detail).await?)
}

const FIND: &str = "SELECT geojson FROM insight_outline WHERE id = 1";
/// The borders that maps are drawn on; none where nobody brought any.
pub async fn outlines(tx: &mut Tx) -> Result<Outlines, DbError> {
    let found = tx.find(FIND, params![], |mut row| row.text()).await?;
    // What was kept was read before it was kept.
    Ok(found.and_then(|text| Outlines::read(&text).ok()).unwrap_or_default())
}
