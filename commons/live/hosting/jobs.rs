use kernel::Timestamp;
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    jobs::{Bodies, Failure},
};

use super::{mail::AgreementMail, promises::TellOfAgreement, store};
use crate::Commons;

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(tell_of_agreement);
}

async fn tell_of_agreement(market: Commons, now: Timestamp, job: TellOfAgreement) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let found = store::find_any(tx, job.agreement).await?;
        let Some(agreement) = found.filter(|found| found.state.name() == job.stage) else { return Ok(None) };
        let other = if job.to == agreement.of { agreement.id.shop() } else { agreement.of };
        let Some(shop) = shops::find(tx, job.to).await? else { return Ok(None) };
        let Some(other) = shops::find(tx, other).await? else { return Ok(None) };
        let Some(owner) = shops::owned_by(tx, job.to).await? else { return Ok(None) };
        let Some(account) = accounts::find(tx, owner).await? else { return Ok(None) };
        let mail = AgreementMail {
            handle: shop.handle,
            other: other.called(),
            stage: agreement.state.stage(),
            basis_points: agreement.rate.get(),
            words: agreement.words,
        };
        Ok::<_, DbError>(Some((account, mail)))
    };
    match market.db.read(look).await? {
        Some((account, mail)) => post(&market, &account, now, &mail).await,
        None => Ok(()),
    }
}
