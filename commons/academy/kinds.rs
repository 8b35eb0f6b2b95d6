//! The kinds of notification that the academy sends, in the order in which they are chosen from.

use people::kind::Kind;

pub const KINDS: &[Kind] =
    &[Kind::optional("academy.certificate", "academy"), Kind::optional("academy.mark", "academy")];
