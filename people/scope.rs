//! What a token may do in its owner's name: the scopes, each brought by the capability whose word it is.

/// Who may give a scope to a token of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holders {
    Everybody,
    /// Moderators, and operators, who can do what the market can.
    Moderators,
    Operators,
}

/// One sort of act that a token opens; programs ask for it by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub name: &'static str,
    pub holders: Holders,
}

impl Scope {
    /// One that everybody may give to a token of theirs.
    pub const fn new(name: &'static str) -> Self {
        Self { name, holders: Holders::Everybody }
    }

    pub const fn of(name: &'static str, holders: Holders) -> Self {
        Self { name, holders }
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
