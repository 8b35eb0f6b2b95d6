use kernel::words;

/// A way to go: in the bars of every page, on somebody's own page, or from a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub place: Place,
    /// Its place among the others: the smallest is first.
    pub rank: u16,
    /// The section of the pages it leads to, and the counter beside it.
    pub name: &'static str,
    /// A whole path; at a shop's desk what follows `/desk/{handle}`.
    pub path: &'static str,
    pub icon: &'static str,
    /// The key of its words; on somebody's own page `mine-{name}-words` says more.
    pub text: &'static str,
}

words! {
    /// Where an entry stands: in the bar at the head of every page (some only for those who have signed in), in the
    /// bar at the foot of a phone, on somebody's own page (what they bought and kept, and their account), at a shop's
    /// desk, the operator's, the moderators', in the foot of every page, and where somebody begins to sell (the help, a new
    /// shop's desk).
    Place {
        Top = "top", SignedIn = "signed-in", Bottom = "bottom", Mine = "mine", Account = "account",
        Shop = "shop", Operator = "operator", Moderator = "moderator", Foot = "foot", Start = "start",
    }
}

impl Place {
    pub const fn entry(
        self,
        rank: u16,
        name: &'static str,
        path: &'static str,
        icon: &'static str,
        text: &'static str,
    ) -> Entry {
        Entry { place: self, rank, name, path, icon, text }
    }
}
