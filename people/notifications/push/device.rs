use kernel::{Timestamp, id};
use platform::push::Subscriber;

use crate::accounts::TokenId;

id!(
    /// A browser that may be woken.
    DeviceId
);

#[derive(Clone)]
pub struct Device {
    pub id: DeviceId,
    /// Where it was switched on; none for a program.
    pub session: Option<i64>,
    /// The token of the program that switched it on.
    pub token: Option<TokenId>,
    pub subscriber: Subscriber,
    /// The browser in two words.
    pub name: String,
    /// One after the other since it was last reached.
    pub failures: i64,
    pub at: Timestamp,
}
