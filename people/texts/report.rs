use kernel::Timestamp;
use platform::{
    db::{DbError, Tx},
    sms::{Report, ReportedState},
};

use super::{TextState, store};

/// Write down what the gateway says of a text. Said twice it counts once; what is over stays as it is, and a text that is
/// nobody's changes nothing.
pub async fn report(tx: &mut Tx, now: Timestamp, report: &Report) -> Result<(), DbError> {
    let state = match report.state {
        Some(ReportedState::Delivered) => TextState::Delivered,
        Some(ReportedState::Undelivered) => TextState::Undelivered,
        None => return Ok(()),
    };
    store::report(tx, now, &report.reference, state).await
}
