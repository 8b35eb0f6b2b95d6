//! Receipts are cut, and thrown away when nothing can be asked of their orders any more.

use broadcast::ClipRange;
use kernel::{Timestamp, days};
use people::{accounts, notifications::post, shops};
use platform::{
    db::{DbError, Tx},
    jobs::{self, Bodies, Failure},
};
use selling::orders::{self, OrderStage, refunds};

use super::{
    Receipt, list_moments,
    mail::MomentMail,
    promises::{AFTER, BEFORE, CURRENT, ForgetReceipts, KeepReceipt, TellOfMoment},
    receipt::ReceiptStep,
    store,
};
use crate::{Commons, live::show_name};

pub fn bodies(bodies: &mut Bodies<Commons>) {
    bodies.on(keep_receipt);
    bodies.on(forget_receipts);
    bodies.on(tell_of_moment);
}

async fn take_step(
    market: &Commons,
    now: Timestamp,
    old: &Receipt,
    step: ReceiptStep,
) -> Result<bool, Failure> {
    let Ok(state) = old.state.clone().next(step) else { return Ok(false) };
    let (old, new) = (old.clone(), Receipt { state, updated_at: now, ..old.clone() });
    Ok(market.db.write(async move |tx: &mut Tx| store::advance(tx, now, &old, &new).await).await?)
}

async fn keep_receipt(market: Commons, now: Timestamp, job: KeepReceipt) -> Result<(), Failure> {
    let found = market.db.read(async move |tx: &mut Tx| store::find(tx, job.order).await).await?;
    let Some(receipt) = found.filter(Receipt::is_waiting) else { return Ok(()) };
    let studio = market.studio();
    let place = show_name(receipt.room).zip(studio.receipt_file(receipt.order));
    let step = match studio.broadcast().zip(place) {
        Some((broadcast, (name, file))) => {
            let range = ClipRange { from: receipt.at - BEFORE, to: receipt.at + AFTER };
            match broadcast.copy(&name, range, &file).await {
                Ok(Some(copied)) => ReceiptStep::Keep {
                    size_bytes: i64::try_from(copied.size_bytes).unwrap_or(i64::MAX),
                    seconds: i64::try_from(copied.lasts.as_secs()).unwrap_or(0),
                },
                Ok(None) => ReceiptStep::Miss,
                // It is tried again: the disk may have room by then.
                Err(error) => return Err(Failure(error.to_string())),
            }
        }
        None => ReceiptStep::Miss,
    };
    take_step(&market, now, &receipt, step).await.map(drop)
}

/// Whether something may still be asked of an order.
async fn is_asked_of(
    tx: &mut Tx,
    now: Timestamp,
    after_sales: std::time::Duration,
    receipt: &Receipt,
) -> Result<bool, DbError> {
    let Some(order) = orders::find(tx, receipt.order).await? else { return Ok(false) };
    let is_over =
        matches!(order.state.stage(), OrderStage::Completed | OrderStage::Closed | OrderStage::Refunded);
    if !is_over || order.updated_at + after_sales > now {
        return Ok(true);
    }
    Ok(refunds::list_of_order(tx, receipt.order).await?.iter().any(refunds::RefundRequest::is_open))
}

async fn forget_receipts(market: Commons, now: Timestamp, _: ForgetReceipts) -> Result<(), Failure> {
    let after_sales = market.rules().time(orders::numbers::AFTER_SALES);
    let mut from = (Timestamp::from_micros(0), 0, 0);
    loop {
        let look = async move |tx: &mut Tx| {
            let kept = store::list_kept(tx, from, CURRENT).await?;
            let mut done = Vec::new();
            for receipt in &kept {
                if !is_asked_of(tx, now, after_sales, receipt).await? {
                    done.push(receipt.clone());
                }
            }
            let last =
                kept.last().map(|last| (last.updated_at, last.order.shop().get(), last.order.number()));
            Ok::<_, DbError>((done, last.filter(|_| i64::try_from(kept.len()).is_ok_and(|n| n >= CURRENT))))
        };
        let (done, last) = market.db.read(look).await?;
        for receipt in done {
            market.studio().forget_receipt(receipt.order).await;
            take_step(&market, now, &receipt, ReceiptStep::Forget).await?;
        }
        match last {
            Some(last) => from = last,
            None => break,
        }
    }
    let act = async move |tx: &mut Tx| jobs::again(tx, now, now + days(1), &ForgetReceipts {}).await;
    Ok(market.db.write(act).await?)
}

async fn tell_of_moment(market: Commons, now: Timestamp, job: TellOfMoment) -> Result<(), Failure> {
    let look = async move |tx: &mut Tx| {
        let Some(moment) = list_moments(tx, job.order).await?.into_iter().find(|one| one.id == job.moment)
        else {
            return Ok(None);
        };
        let Some(order) = orders::find(tx, job.order).await? else { return Ok(None) };
        let Some(shop) = shops::find(tx, job.order.shop()).await? else { return Ok(None) };
        let Some(account) = accounts::find(tx, order.buyer).await? else { return Ok(None) };
        Ok::<_, DbError>(Some((
            account,
            MomentMail { order: order.id, shop: shop.called(), words: moment.words },
        )))
    };
    match market.db.read(look).await? {
        Some((account, mail)) => post(&market, &account, now, &mail).await,
        None => Ok(()),
    }
}
