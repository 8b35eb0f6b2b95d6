//! What a token may do in its owner's name: the scopes, each brought by the capability whose word it is.

/// One sort of act that a token opens; programs ask for it by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub name: &'static str,
    /// Nobody else may give it to a token.
    pub is_for_operators: bool,
}

impl Scope {
    /// One that everybody may give to a token of theirs.
    pub const fn new(name: &'static str) -> Self {
        Self { name, is_for_operators: false }
    }

    pub const fn for_operators(name: &'static str) -> Self {
        Self { name, is_for_operators: true }
    }

    /// The last part of the keys of its texts.
    pub fn key(self) -> String {
        self.name.replace(':', "-")
    }
}

/// A scope as a type, so that a call says in its signature what its callers need.
pub trait Grant {
    const SCOPE: Scope;
}
