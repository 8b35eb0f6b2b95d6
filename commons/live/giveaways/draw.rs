use goods::catalog;
use kernel::{Timestamp, days};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{
    GiveawayId,
    promises::{ReturnPrizes, TellWinner},
    rule, store,
};
use crate::live::{Body, Moment, Sale, find_any, say::put};

/// Days in which a winner takes the prize.
const TAKEN_WITHIN: u64 = 7;

/// Draw a giveaway that nobody can enter any more, and tell everybody how. One that is drawn stays so.
pub async fn draw(tx: &mut Tx, now: Timestamp, id: GiveawayId) -> Result<(), DbError> {
    let Some(giveaway) = store::find(tx, id).await? else { return Ok(()) };
    if giveaway.is_drawn() || now < giveaway.closes {
        return Ok(());
    }
    let codes_hash = rule::hash_of_codes(&store::codes(tx, id).await?);
    let rounds = rule::draw(&giveaway.seed, &codes_hash, giveaway.entries, giveaway.winners);
    store::draw(tx, id, &codes_hash).await?;
    let until = now + days(TAKEN_WITHIN);
    let mut winners = Vec::with_capacity(rounds.len());
    for round in &rounds {
        if let Some(account) = store::account_of(tx, id, round.winner).await? {
            store::insert_prize(tx, id, round.winner, account, until).await?;
            jobs::enqueue(tx, now, now, &TellWinner { giveaway: id, number: round.winner }).await?;
            winners.push(round.winner);
        }
    }
    let unwon = giveaway.winners - i64::try_from(winners.len()).unwrap_or(0);
    put_back(tx, &giveaway, unwon).await?;
    if !winners.is_empty() {
        jobs::enqueue(tx, now, until, &ReturnPrizes { giveaway: id }).await?;
    }
    let sale = Sale::Drawn {
        giveaway: id,
        seed: giveaway.seed.clone(),
        entries: giveaway.entries,
        codes_hash,
        winners,
    };
    if let Some(room) = find_any(tx, giveaway.room).await? {
        let body = Body::Sale { sale };
        let (name, account) = (String::new(), None);
        let moment = Moment { position: 0, at: now, account, name, is_host: false, body, is_hidden: false };
        put(tx, &room, &format!("drawn-{id}"), moment).await?;
    }
    Ok(())
}

/// Pieces that nobody has are the shop's again.
pub(super) async fn put_back(tx: &mut Tx, giveaway: &super::Giveaway, pieces: i64) -> Result<(), DbError> {
    let offered = catalog::find_offered(tx, giveaway.variant).await?;
    if pieces > 0 && offered.is_some_and(|offered| offered.is_counted) {
        catalog::put_back(tx, &[(giveaway.variant, pieces)]).await?;
    }
    Ok(())
}
