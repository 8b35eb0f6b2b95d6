//! What festivals tell people.

use people::kind::Kind;
use platform::mail::{Mail, Sheet};

use super::{booths, programme, tickets};

pub const KINDS: &[Kind] = &[
    booths::mail::APPLICATION,
    programme::mail::PROGRAMME,
    tickets::mail::TICKETS,
    tickets::mail::MOVED,
    tickets::mail::VOID,
];

/// One of each, for the operator to look at.
pub fn mails(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let mut all: Vec<Box<dyn Mail>> =
        vec![Box::new(booths::mail::sample(sheet)), Box::new(programme::mail::sample(sheet))];
    all.extend(tickets::mail::samples(sheet));
    all
}
