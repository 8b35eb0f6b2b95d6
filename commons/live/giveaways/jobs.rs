use goods::catalog;
use kernel::Timestamp;
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};

use super::{
    draw,
    mail::PrizeMail,
    promises::{DrawGiveaway, ReturnPrizes, TellWinner},
    return_prizes, store,
};
use crate::Commons;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(draw_giveaway);
    bodies.on(give_back);
    bodies.on(tell_winner);
}

async fn draw_giveaway(market: Commons, now: Timestamp, job: DrawGiveaway) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| draw(tx, now, job.giveaway).await;
    Ok(market.db.write(act).await?)
}

async fn give_back(market: Commons, now: Timestamp, job: ReturnPrizes) -> Result<(), Failure> {
    let act = async move |tx: &mut Tx| return_prizes(tx, now, job.giveaway).await;
    Ok(market.db.write(act).await?)
}

async fn tell_winner(market: Commons, now: Timestamp, job: TellWinner) -> Result<(), Failure> {
    let id = job.giveaway;
    let look = async move |tx: &mut Tx| {
        let Some(giveaway) = store::find(tx, id).await? else { return Ok(None) };
        let prizes = store::prizes(tx, id).await?;
        let Some(prize) = prizes.into_iter().find(|prize| prize.number == job.number) else {
            return Ok(None);
        };
        let Some(shop) = shops::find(tx, id.shop()).await? else { return Ok(None) };
        let Some(account) = accounts::find(tx, prize.account).await? else { return Ok(None) };
        let offered = catalog::find_offered(tx, giveaway.variant).await?;
        let mail = PrizeMail {
            room: giveaway.room,
            giveaway: id,
            shop: shop.called(),
            title: offered.map(|offered| offered.title).unwrap_or_default(),
            until: prize.until,
        };
        Ok::<_, DbError>(Some((account, mail)))
    };
    match market.db.read(look).await? {
        Some((account, mail)) => post(&market, &account, now, &mail).await,
        None => Ok(()),
    }
}
