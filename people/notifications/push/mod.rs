//! Waking a browser whose page is closed.
//!
//! **Words.** A *device* is a browser in which somebody has switched this on.
//!
//! **Promises.** A device is woken for the person who is signed in there and for nobody else: once they sign out, or
//! somebody else switches it on, it hears no more of the first. A program's device lives as long as its token. A push service's address is shown to nobody. What cannot
//! be reached for long is forgotten, and what is gone at once.

mod device;
mod keep;
mod key;
mod store;
mod wake;

pub use device::{Device, DeviceId};
pub use keep::{KeepError, NewDevice, keep};
pub use key::our_key;
pub use store::{forget, forget_all, list, live};
pub use wake::wake;
