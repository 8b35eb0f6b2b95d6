//! What festivals tell people.

use people::kind::Kind;
use platform::mail::{Mail, Sheet};

use super::{booths, programme};

pub const KINDS: &[Kind] = &[booths::mail::APPLICATION, programme::mail::PROGRAMME];

/// One of each, for the operator to look at.
pub fn mails(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    vec![Box::new(booths::mail::sample(sheet)), Box::new(programme::mail::sample(sheet))]
}
