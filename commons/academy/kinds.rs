//! The kinds of notification that the academy sends, in the order in which they are chosen from.

use people::kind::Kind;

use super::{
    cohorts::mail::{COHORT, SESSION},
    questions::mail::ANSWER,
};

pub const KINDS: &[Kind] = &[
    Kind::optional("academy.certificate", "academy"),
    Kind::required("academy.withdrawn", "academy"),
    Kind::optional("academy.mark", "academy"),
    SESSION,
    COHORT,
    ANSWER,
];
