use kernel::{Timestamp, id};
use platform::push::Subscriber;

id!(
    /// A browser that may be woken.
    DeviceId
);

#[derive(Clone)]
pub struct Device {
    pub id: DeviceId,
    /// Where it was switched on; none for a program.
    pub session: Option<i64>,
    pub subscriber: Subscriber,
    /// The browser in two words.
    pub name: String,
    /// One after the other since it was last reached.
    pub failures: i64,
    pub at: Timestamp,
}
