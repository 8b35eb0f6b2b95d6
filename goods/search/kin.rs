//! What a text names: so that somebody who looks for one thing is told to those who make things near to it.

use std::collections::BTreeSet;

use super::{
    fold::fold,
    lexicon::{Lexicon, atoms},
};

/// Steps from a thing to what it is a kind of, and so on.
const STEPS: usize = 3;

/// The entries of the lexicon that a text names, with what these are kinds of. What everything may be called is none.
pub fn kin(text: &str, lexicon: &Lexicon) -> BTreeSet<usize> {
    let atoms = atoms(&fold(text));
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < atoms.len() {
        let longest = lexicon.longest().min(atoms.len() - at);
        let named = (1..=longest).rev().find_map(|length| {
            let numbers = lexicon.named(atoms.get(at..at + length)?);
            (!numbers.is_empty()).then_some((length, numbers))
        });
        let (length, numbers) = named.unwrap_or((1, Vec::new()));
        found.extend(numbers);
        at += length;
    }
    for _ in 0..STEPS {
        let entries = found.iter().filter_map(|number| lexicon.entry(*number));
        let broader: Vec<usize> = entries.flat_map(|entry| entry.broader.iter().copied()).collect();
        found.extend(broader);
    }
    found.retain(|number| lexicon.entry(*number).is_some_and(|entry| !entry.is_plain));
    found
}

#[cfg(test)]
mod tests {
    use super::{super::lexicon::built_in, *};

    #[test]
    fn things_of_one_craft_are_near_in_any_language_and_others_are_not() {
        let near = |one: &str, other: &str| !kin(one, built_in()).is_disjoint(&kin(other, built_in()));
        assert!(near("sashiko bag", "刺绣"));
        assert!(near("急須", "teapot for two"));
        assert!(near("leather satchel", "cowhide belt"));
        assert!(!near("kayak", "teapot"));
        assert!(!near("", "teapot"));
    }
}
