use kernel::{AccountId, Timestamp};
use platform::{db::Tx, jobs::Failure, push::Sent};

use super::{Device, store};
use crate::market::Market;

/// Failures, one after the other, after which a device is forgotten.
const MOST_FAILURES: i64 = 8;

/// Send something to one device. It is tried again by whoever's job this is; what is gone is forgotten, and so is what
/// fails for long.
pub async fn wake(
    market: &Market,
    now: Timestamp,
    account: AccountId,
    device: &Device,
    topic: &str,
    body: &[u8],
) -> Result<(), Failure> {
    let (id, failures) = (device.id, device.failures);
    let failed = match market.push.send(now, &device.subscriber, topic, body).await {
        Ok(Sent::Taken) => {
            if failures > 0 {
                let reset = async move |tx: &mut Tx| store::set_failures(tx, account, id, 0).await;
                market.db.write(reset).await?;
            }
            return Ok(());
        }
        Ok(Sent::Refused) => return Ok(()),
        Ok(Sent::Gone) => None,
        Err(error) => Some(error).filter(|_| failures + 1 < MOST_FAILURES),
    };
    let is_over = failed.is_none();
    let record = async move |tx: &mut Tx| match is_over {
        true => store::forget(tx, account, id).await.map(drop),
        false => store::set_failures(tx, account, id, failures + 1).await,
    };
    market.db.write(record).await?;
    failed.map_or(Ok(()), |error| Err(Failure(error.to_string())))
}
