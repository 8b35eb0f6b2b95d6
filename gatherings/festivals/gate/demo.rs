//! The gates of a demo market: two phones, who came in by the day, and one ticket that came in at both.

use commons::Commons;
use kernel::{Day, Timestamp, minutes};
use people::fair::{Broken, Fair, MAKER};
use platform::db::{DbError, Tx};

use super::{Told, Way, record, register};
use crate::festivals::{
    Festival, FestivalId,
    tickets::{self, Reentry, TicketNumber},
};

/// A phone with the word of its link, and how often somebody went through.
pub struct Phone {
    token: String,
    counter: i64,
}

/// Register the phones of a festival, each under its name.
pub async fn open(
    market: &Commons,
    fair: &Fair,
    festival: FestivalId,
    names: &[String],
) -> Result<Vec<Phone>, Broken> {
    let (by, now) = (fair.stall(MAKER)?.seller(), market.now());
    let mut phones = Vec::new();
    for name in names {
        let new = (name.clone(), 0);
        let act = async move |tx: &mut Tx| register(tx, &by, now, festival, new.clone()).await;
        let (_, token) = market.db.write(act).await?;
        phones.push(Phone { token, counter: 0 });
    }
    Ok(phones)
}

/// Let in who has a ticket for today, a few minutes apart, and tell of it. Of those that are good for one day alone, one comes in
/// at both gates. Who leaves in between is not seen, so what lets in as often as one likes does so on the first day only.
pub async fn let_in(
    market: &Commons,
    festival: &Festival,
    phones: &mut [Phone],
    offered: Option<TicketNumber>,
) -> Result<(), Broken> {
    let (now, id) = (market.now(), festival.id);
    let today = Day::there(now, &festival.said.days.time_zone);
    let look = async move |tx: &mut Tx| {
        Ok::<_, DbError>((tickets::kinds(tx, id).await?, tickets::packed(tx, id).await?))
    };
    let (kinds, all) = market.db.read(look).await?;
    let admits_today = |ticket: &&tickets::Packed| {
        let kind = kinds.iter().find(|kind| kind.id == ticket.kind);
        kind.is_some_and(|kind| {
            let (first, last) = kind.admits(&festival.said.days);
            let is_today = first <= today && today <= last;
            is_today && (kind.said.reentry != Reentry::Free || today == festival.said.days.first)
        })
    };
    let good = all.iter().filter(|ticket| !ticket.is_void && Some(ticket.number) != offered);
    let good: Vec<_> = good.filter(admits_today).collect();
    let is_once = |ticket: &&&tickets::Packed| {
        kinds.iter().any(|kind| kind.id == ticket.kind && kind.said.reentry == Reentry::Once)
    };
    let twice = good.iter().find(is_once).map(|ticket| ticket.number);
    let count = phones.len().max(1);
    for (place, phone) in phones.iter_mut().enumerate() {
        let mut told = Vec::new();
        for (at, ticket) in good.iter().enumerate() {
            if at % count != place && twice != Some(ticket.number) {
                continue;
            }
            phone.counter += 1;
            let ago = minutes(u64::try_from((good.len() - at) * 9 + place)?);
            let (number, version) = (ticket.number, ticket.version);
            told.push(Told { counter: phone.counter, number, version, way: Way::In, at: now - ago });
        }
        tell(market, phone.token.clone(), now, told).await?;
    }
    Ok(())
}

async fn tell(market: &Commons, token: String, now: Timestamp, told: Vec<Told>) -> Result<(), Broken> {
    let act = async move |tx: &mut Tx| record(tx, now, &token, now, &told).await;
    market.db.write(act).await?;
    Ok(())
}
