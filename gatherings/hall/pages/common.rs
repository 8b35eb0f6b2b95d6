//! The room as pages and programs are told of it.

use kernel::hours;
use people::visit::Visit;
use platform::{
    db::Tx,
    web::{Limit, Problem},
};

use crate::{
    Commons,
    hall::{
        ExhibitId, enter, numbers,
        room::{Room, furnish},
    },
};

/// The hall of whoever looks, as it is now: the exhibit that was asked for by its own link stands first.
pub async fn room(market: &Commons, visit: &Visit, asked: Option<ExhibitId>) -> Result<Room, Problem> {
    let (now, lang) = (visit.now, visit.lang);
    let hall = match visit.holder() {
        Some(holder) => match market.read(async move |tx: &mut Tx| enter::kept(tx, now, holder).await).await?
        {
            Some(hall) => hall,
            None => market.db.write(async move |tx: &mut Tx| enter::enter(tx, now, holder).await).await?,
        },
        None => market.read(async move |tx: &mut Tx| enter::mix(tx, now).await).await?,
    };
    market.read(async move |tx: &mut Tx| furnish(tx, lang, &hall, asked).await).await
}

/// Count that somebody asks for another hall, or refuse it.
pub fn may_renew(market: &Commons, holder: i64) -> Result<(), Problem> {
    let times = market.rules().count(numbers::HALLS);
    market.limits.take(Limit { name: "halls", times, per: hours(1) }, holder.to_string())
}

/// Whole centimetres, as a length is told beside a piece.
pub fn centimetres(millimetres: i64) -> i64 {
    (millimetres + 5) / 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_rounded_to_centimetres() {
        assert_eq!([0, 4, 5, 99, 1_234].map(centimetres), [0, 0, 1, 10, 123]);
    }
}
