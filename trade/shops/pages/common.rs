use kernel::Actor;
use platform::{db::Tx, web::Problem};

use crate::{
    market::Market,
    shops::{self, Shop},
    visit::Visit,
};

/// The shop of a desk, and in whose name its pages act.
pub async fn seller(market: &Market, visit: &Visit, handle: &str) -> Result<(Actor, Shop), Problem> {
    let (by, member) = visit.seller(handle)?;
    let id = member.shop;
    let shop = market.db.read(async move |tx: &mut Tx| shops::find(tx, id).await).await?;
    Ok((by, shop.ok_or_else(Problem::not_found)?))
}
