//! The kinds of notification that designs send, in the order in which they are chosen from.

use people::kind::Kind;

pub const KINDS: &[Kind] = &[
    Kind::optional("designs.likeness", "designs"),
    Kind::optional("designs.claim", "designs"),
    Kind::required("designs.notice", "designs"),
];
