use kernel::{Timestamp, minutes};
use platform::{
    db::Tx,
    jobs::{Bodies, Failure},
    mail::Mail,
};

use super::{
    Login, Password, Purpose, code,
    mail::CodeMail,
    promises::{SendCode, SweepAccess},
    store, sweep,
};
use crate::{
    market::Market,
    post::{carry, sheet},
};

/// Whoever waits longer than this has asked again.
const GIVE_UP: std::time::Duration = minutes(30);

pub fn bodies(bodies: &mut Bodies<Market>) {
    bodies.on(send_code);
    bodies.on(sweep_access);
}

async fn send_code(market: Market, now: Timestamp, job: SendCode) -> Result<(), Failure> {
    let login = Login::Email(job.email);
    let find = async move |tx: &mut Tx| store::find_by_login(tx, &login).await;
    let found = market.db.read(find).await?.filter(|account| account.closed_at.is_none());
    let (Some(account), Some(purpose)) = (found, Purpose::parse(&job.purpose)) else { return Ok(()) };
    if now.since(job.asked_at) > GIVE_UP {
        return Ok(());
    }
    let code = market.chance.digits(6);
    let (id, asker) = (account.id, job.asker);
    let hash = Password::new(code.clone()).hash_code(Some(id)).await;
    let hash = hash.map_err(|error| Failure(error.to_string()))?;
    let keep = async move |tx: &mut Tx| code::keep_code(tx, now, id, purpose, &hash, &asker).await;
    market.db.write(keep).await?;
    let Some(email) = account.email.as_deref() else { return Ok(()) };
    let sheet = sheet(&market, account.language, &account.zone, now);
    carry(&market, now, &CodeMail { purpose, code }.letter(&sheet), &sheet, email).await
}

async fn sweep_access(market: Market, now: Timestamp, _: SweepAccess) -> Result<(), Failure> {
    Ok(market.db.write(async move |tx: &mut Tx| sweep::sweep(tx, now).await).await?)
}
