//! What the market does every night.

use kernel::{days, hours};
use platform::db::Tx;

use crate::story;

story!(the_ledger_is_summed_every_night_and_an_error_is_shown_until_it_is_mended, |market| {
    desks::operator::jobs::begin(&market.inner).await.unwrap();
    desks::operator::jobs::begin(&market.inner).await.unwrap();
    let (waiting, wrong) = (
        "SELECT COUNT(*) FROM job WHERE kind = 'operator.balance_ledger' AND state = 'waiting'",
        "SELECT COUNT(*) FROM job WHERE error LIKE 'the ledger does not come to nothing%'",
    );
    market.pass(days(3)).await;
    assert_eq!((market.number(waiting).await, market.number(wrong).await), (1, 0));

    let lost = "INSERT INTO entry (shop_id, transfer_id, leg, account, order_id, minor, currency) \
        VALUES (1, 1, 1, 'shop', 0, 5, 'CNY')";
    market.inner.db.write(async move |tx: &mut Tx| tx.execute_one(lost, &[]).await).await.unwrap();
    market.pass(hours(25)).await;
    assert_eq!(market.number(wrong).await, 1);
    market.pass(days(3)).await;
    let (operator, id) = market.person("Op").await;
    market.make(id, "is_operator").await;
    operator.get("/operator").await.shows("/operator/jobs?state=failed");
    operator.get("/operator/jobs?state=failed").await.shows("Sum the ledger").shows("come to nothing");

    let mend = "DELETE FROM entry WHERE shop_id = 1 AND transfer_id = 1";
    market.inner.db.write(async move |tx: &mut Tx| tx.execute_one(mend, &[]).await).await.unwrap();
    let again = "UPDATE job SET state = 'waiting' WHERE kind = 'operator.balance_ledger'";
    market.inner.db.write(async move |tx: &mut Tx| tx.execute_one(again, &[]).await).await.unwrap();
    market.pass(days(2)).await;
    assert_eq!((market.number(waiting).await, market.number(wrong).await), (1, 0));
});
