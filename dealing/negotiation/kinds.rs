//! The kinds of notification that negotiation send, in the order in which they are chosen from.

use people::kind::Kind;

pub const KINDS: &[Kind] = &[
    Kind::optional("negotiation.unread", "talk"),
    Kind::optional("negotiation.report_ruled", "talk"),
    Kind::required("negotiation.warned", "talk"),
];
