//! Notifications: what has happened, in the market itself, beside the mail that says the same.
//!
//! **Words.** A *notification* is the subject of a mail with the page that it leads to, read or not. It is worded when it is
//! read: kept are the key of its text and the names, amounts and days in it. A *kind* is one sort
//! of them. A *choice* says of a kind whether it comes by mail, in the list, or both.
//!
//! **Promises.** Whatever the market writes to somebody about their orders stands in their list as well, in the words of
//! the mail; what is told twice while it is unread stands there once, at the time of the last. Somebody may switch every
//! kind off in either place, but those on which money depends. The list is nobody else's, and is kept for 90 d.
//!
//! A browser in which somebody switched it on is woken while no page is open (`push`).
//!
//! **Not here.** Carrying mail (`people/post.rs`), and what is said: each capability has it in its `mail.rs`.

pub mod api;
pub mod api_push;
mod arrive;
mod capability;
mod choose;
mod demo;
pub mod jobs;
mod new_notification;
mod notification;
pub mod numbers;
pub mod pages;
mod post;
pub mod push;
mod store;

pub use crate::kind::{Delivery, Kind, Preference, Topic};
pub use arrive::{arrive, arrive_many};
pub use capability::CAPABILITY;
pub use choose::{ChooseError, choose};
pub use new_notification::NewNotification;
pub use notification::{Notification, NotificationId};
pub use post::post;
pub use store::{choices, count_unread, export, find, forget, forget_person, list, read, read_all};
