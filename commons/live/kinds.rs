//! What shows tell people.

use people::kind::Kind;
use platform::mail::{Mail, Sheet};

use super::{giveaways, hosting, law, receipts, schedule};

pub const KINDS: &[Kind] = &[
    schedule::mail::SOON,
    schedule::mail::ON_AIR,
    receipts::mail::MOMENT,
    law::mail::BAN,
    law::mail::PASSAGE,
    hosting::mail::HOSTING,
    giveaways::mail::PRIZE,
];

/// One of each, for the operator to look at.
pub fn mails(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let mut mails = law::mail::samples(sheet);
    mails.extend([
        schedule::mail::sample(sheet),
        receipts::mail::sample(sheet),
        hosting::mail::sample(sheet),
        giveaways::mail::sample(sheet),
    ]);
    mails
}
