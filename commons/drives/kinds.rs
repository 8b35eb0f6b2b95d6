//! The kinds of notification that drives send.

use people::kind::Kind;

/// Who is asked has two weeks to answer, and has given the address for it: so it goes by text as well.
pub const KINDS: &[Kind] = &[Kind::required("drives.invitation", "drives")];
