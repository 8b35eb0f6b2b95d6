use kernel::{Actor, Timestamp};
use platform::db::Tx;

use super::{PriceError, PriceId, RoomPrice, store};
use crate::live::{Body, Sale, find_own, moment::by_host, say::put};

/// End a countdown now. Those who are behind still claim until the allowance is over; one that is over stays so.
pub async fn withdraw(tx: &mut Tx, by: &Actor, now: Timestamp, id: PriceId) -> Result<RoomPrice, PriceError> {
    by.shop()?;
    let price = store::find(tx, id).await?.ok_or(PriceError::NoSuchPrice)?;
    let room = find_own(tx, by, price.room).await?.ok_or(PriceError::NoSuchPrice)?;
    if now >= price.ends || price.sold_out.is_some() {
        return Ok(price);
    }
    let ended = RoomPrice { ends: now, counts_until: now + price.allowance(), ..price };
    store::end(tx, id, ended.ends, ended.counts_until).await?;
    let sale = Sale::PriceOver { price: id, listing: ended.listing, is_sold_out: false };
    put(tx, &room, &format!("price-over-{id}"), by_host(by, now, Body::Sale { sale })).await?;
    Ok(ended)
}
