/// One state of a list, with how many are in it.
pub struct Tab {
    pub state: &'static str,
    pub count: i64,
    pub is_current: bool,
}

/// A tab for each state, the current one marked.
pub fn tabs<S: Copy + PartialEq>(
    all: &[S],
    name: impl Fn(S) -> &'static str,
    current: S,
    counts: &[(S, i64)],
) -> Vec<Tab> {
    let count = |state| counts.iter().find(|(have, _)| *have == state).map_or(0, |(_, count)| *count);
    let tab = |state: &S| Tab { state: name(*state), count: count(*state), is_current: *state == current };
    all.iter().map(tab).collect()
}
