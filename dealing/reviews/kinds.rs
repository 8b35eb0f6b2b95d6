//! The kinds of notification that reviews send, in the order in which they are chosen from.

use people::kind::Kind;

pub const KINDS: &[Kind] = &[
    Kind::optional("reviews.reminder", "reviews"),
    Kind::optional("reviews.published", "reviews"),
    Kind::optional("reviews.replied", "reviews"),
];
