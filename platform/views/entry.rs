/// A way to go from a desk: a shop's, the moderators', the operator's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub desk: &'static str,
    /// Its place among the others: the smallest is first.
    pub rank: u16,
    pub name: &'static str,
    /// A whole path; at a shop's desk what follows `/desk/{handle}`.
    pub path: &'static str,
    pub icon: &'static str,
    /// The key of its words.
    pub text: &'static str,
}

impl Entry {
    /// At a shop's desk.
    pub const fn shop(
        rank: u16,
        name: &'static str,
        path: &'static str,
        icon: &'static str,
        text: &'static str,
    ) -> Self {
        Self { desk: "shop", rank, name, path, icon, text }
    }

    /// At the operator's desk.
    pub const fn operator(
        rank: u16,
        name: &'static str,
        path: &'static str,
        icon: &'static str,
        text: &'static str,
    ) -> Self {
        Self { desk: "operator", rank, name, path, icon, text }
    }

    /// At the moderators' desk, and so at the operator's.
    pub const fn moderator(
        rank: u16,
        name: &'static str,
        path: &'static str,
        icon: &'static str,
        text: &'static str,
    ) -> Self {
        Self { desk: "moderator", rank, name, path, icon, text }
    }
}
