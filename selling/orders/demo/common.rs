//! What the demo of later capabilities does as well: pay, and take photos.

use kernel::{AccountId, Money, Timestamp};
use people::{
    accounts::{self, Address},
    fair::Broken,
    rules::Rules,
};
use platform::{
    db::{DbError, Tx},
    files::{Files, picture::narrowed},
};

use super::super::{OrderId, PayError, PurchaseId, lines, pay};
use crate::payments::{self, Payment, PaymentId, PaymentState, sandbox};

/// Pay a purchase as the sandbox would, without its pages.
pub async fn pay_at_once(
    tx: &mut Tx,
    now: Timestamp,
    rules: &Rules,
    payer: AccountId,
    purchase: PurchaseId,
    amount: Money,
) -> Result<(), PayError> {
    let reference = sandbox::book(tx, now, &purchase.to_string(), amount).await?;
    let payment = Payment {
        id: PaymentId::new(tx.next_id(now)),
        purchase: purchase.get(),
        payer,
        provider: "sandbox".into(),
        reference,
        state: PaymentState::Started,
        amount,
        created_at: now,
    };
    payments::insert(tx, &payment).await?;
    pay(tx, now, rules, &payment).await.map(drop)
}

/// Where a buyer lives.
pub async fn home(tx: &mut Tx, buyer: AccountId) -> Result<Address, Broken> {
    let book = accounts::list_addresses(tx, buyer).await?;
    Ok(book.into_iter().next().ok_or("a buyer lives nowhere")?.address)
}

/// Photos of what was bought, cut as proofs are: the pictures of its listings.
pub async fn photos(tx: &mut Tx, files: &Files, order: OrderId) -> Result<Vec<String>, DbError> {
    let mut names: Vec<String> = lines(tx, order).await?.into_iter().map(|line| line.picture).collect();
    names.dedup();
    let is_there = |name: &str| files.path(name, "-proof-1280.webp").is_some_and(|path| path.exists());
    names.retain(|name| {
        if is_there(name) {
            return true;
        }
        let Ok(picture) = files.get(name, "-640.webp") else { return false };
        let Ok(Some(small)) = narrowed(&picture, 320) else { return false };
        let sizes = [("-proof-320.webp", &small.webp), ("-proof-1280.webp", &picture)];
        sizes.iter().all(|(suffix, size)| files.put(name, suffix, size).is_ok())
    });
    Ok(names)
}
