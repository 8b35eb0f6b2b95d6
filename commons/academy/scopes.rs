//! What tokens may do with courses.

use people::scope::{Grant, Scope};

/// Learn, and see what was learnt.
pub struct Learn;

impl Grant for Learn {
    const SCOPE: Scope = Scope::new("academy:learn");
}

/// Write courses and lead cohorts, for who is a lecturer.
pub struct Teach;

impl Grant for Teach {
    const SCOPE: Scope = Scope::new("academy:teach");
}

pub const SCOPES: &[Scope] = &[Learn::SCOPE, Teach::SCOPE];
