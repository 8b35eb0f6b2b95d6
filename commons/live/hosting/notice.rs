use kernel::{ShopId, Timestamp};
use platform::{
    db::{DbError, Tx},
    jobs,
};

use super::{Agreement, promises::TellOfAgreement};

/// Promise that one of the two shops hears how an agreement stands now.
pub(super) async fn tell(
    tx: &mut Tx,
    now: Timestamp,
    agreement: &Agreement,
    to: ShopId,
) -> Result<(), DbError> {
    let stage = agreement.state.name().to_owned();
    jobs::enqueue(tx, now, now, &TellOfAgreement { agreement: agreement.id, to, stage }).await
}
