use kernel::{Money, Timestamp};
use platform::{
    db::{DbError, Row, Tx},
    params,
};

const SEND_BACK: &str = "INSERT INTO sandbox_refund (reference, key, minor, currency, created_at) \
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
/// Note what was sent back; the same key sends it once.
pub(super) async fn send_back(
    tx: &mut Tx,
    now: Timestamp,
    reference: &str,
    key: &str,
    amount: Money,
) -> Result<(), DbError> {
    let values = params![reference, key, amount.minor(), amount.currency(), now];
    tx.execute(SEND_BACK, values).await.map(drop)
}

const CHARGES: &str = "SELECT reference, minor, currency, created_at FROM sandbox_charge \
    WHERE state = 'paid' AND created_at >= $1 AND created_at < $2 AND reference > $3 ORDER BY reference LIMIT 5000";
const REFUNDS: &str = "SELECT reference, key, minor, currency, created_at FROM sandbox_refund \
    WHERE created_at >= $1 AND created_at < $2 AND (reference > $3 OR (reference = $3 AND key > $4)) \
    ORDER BY reference, key LIMIT 5000";
/// A row of the gateway's report: type, reference, key, amount, currency, time.
pub(super) type ReportRow = [String; 6];

fn row(kind: &str, reference: String, key: String, amount: Money, at: Timestamp) -> ReportRow {
    [kind.to_owned(), reference, key, amount.decimal(), amount.currency().code().to_owned(), at.rfc3339()]
}

/// What the gateway charged and sent back in some time, by its own books.
pub(super) async fn report(tx: &mut Tx, from: Timestamp, to: Timestamp) -> Result<Vec<ReportRow>, DbError> {
    let (mut rows, mut after) = (Vec::new(), String::new());
    loop {
        let decode = |mut row: Row| Ok((row.text()?, row.money()?, row.time()?));
        let page = tx.list(CHARGES, params![from, to, &after], decode).await?;
        let Some((last, _, _)) = page.last() else { break };
        after.clone_from(last);
        rows.extend(
            page.into_iter()
                .map(|(reference, amount, at)| row("charge", reference, String::new(), amount, at)),
        );
    }
    let mut after = (String::new(), String::new());
    loop {
        let decode = |mut row: Row| Ok((row.text()?, row.text()?, row.money()?, row.time()?));
        let page = tx.list(REFUNDS, params![from, to, &after.0, &after.1], decode).await?;
        let Some((reference, key, _, _)) = page.last() else { break };
        after = (reference.clone(), key.clone());
        rows.extend(
            page.into_iter().map(|(reference, key, amount, at)| row("refund", reference, key, amount, at)),
        );
    }
    Ok(rows)
}
