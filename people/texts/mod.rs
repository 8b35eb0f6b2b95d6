//! Texts: short messages to the phones of those who have a phone number only.
//!
//! **Words.** A *text* is some words on their way to one person's phone. A *report* is what the gateway says of it later.
//!
//! **Promises.** A text goes to the number that its account has at that moment, and to no other; the number stands in no row
//! of ours and on nobody else's page, and the operator sees its last two digits. A code never stands in a row. Nobody gets
//! more than so many texts a day, and the market sends no more than so many: what is over a cap ends and is named. News
//! wait for the morning of whoever reads them, codes do not. A gateway's "no" ends a text; where it does not answer, the
//! job is tried again. A report counts once, whatever comes after it.
//!
//! **Not here.** Which news there are (`notifications`), how a gateway is asked (`platform::sms`), and mail.

mod capability;
mod code;
mod compose;
mod jobs;
mod numbers;
mod pages;
mod promises;
mod report;
mod send;
mod store;
mod text;
mod write;

pub use capability::CAPABILITY;
pub use compose::compose;
pub use report::report;
pub use store::{export, forget_person};
pub use text::{Text, TextId, TextState};
pub use write::write;
