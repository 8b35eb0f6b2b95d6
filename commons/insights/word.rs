//! What many look for, and how near it is to what a shop makes.

use std::collections::BTreeSet;

use super::crowd::Crowd;

/// What a crowd looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The language that the pages were read in.
    pub lang: String,
    pub text: String,
    /// In the busiest of the last four weeks.
    pub people: Crowd,
    /// In the busiest of the four weeks before.
    pub before: Crowd,
    /// How many listings of the market they found at most.
    pub found: i64,
}

/// Fewer listings than these are few for a crowd.
pub const FEW: i64 = 5;

impl Word {
    /// Whether it finds nothing, or hardly anything.
    pub fn is_unmet(&self) -> bool {
        self.found < FEW
    }

    pub fn is_rising(&self) -> bool {
        self.people > self.before
    }

    /// How much of it is unmet: the people who look for it, more where they find less.
    fn weight(&self) -> i64 {
        let unmet = match self.found {
            0 => 6,
            found if found < FEW => 3,
            _ => 1,
        };
        self.people.get().saturating_mul(unmet).saturating_add(if self.is_rising() { 10 } else { 0 })
    }

    /// Where what it finds is.
    pub fn path(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", &self.text).finish();
        format!("/search?{query}")
    }

    /// The form of a new listing of a shop, called so.
    pub fn draft_path(&self, handle: &str, craft: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("title", &self.text);
        if !craft.is_empty() {
            query.append_pair("craft", craft);
        }
        format!("/desk/{handle}/listings/new?{}", query.finish())
    }
}

/// What a shop could make next: unmet demand, that of its own craft and place before all other.
pub fn ranked(
    words: &[Word],
    own: &BTreeSet<usize>,
    kin: impl Fn(&str) -> BTreeSet<usize>,
) -> Vec<(Word, bool)> {
    let mut found: Vec<(Word, bool)> = words
        .iter()
        .filter(|word| word.is_unmet())
        .map(|word| (word.clone(), !kin(&word.text).is_disjoint(own)))
        .collect();
    found.sort_by(|(one, near), (other, also)| {
        (also, other.weight(), &one.text, &one.lang).cmp(&(near, one.weight(), &other.text, &other.lang))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, people: i64, before: i64, found: i64) -> Word {
        let (people, before) = (Crowd::kept(people), Crowd::kept(before));
        Word { lang: "en".into(), text: text.into(), people, before, found }
    }

    #[test]
    fn ones_own_craft_comes_first_then_what_most_miss() {
        let words = [
            word("kayak", 200, 0, 0),
            word("leather bag", 40, 40, 0),
            word("leather cup", 100, 100, 3),
            word("bowl", 400, 0, 90),
            word("leather belt", 40, 20, 0),
        ];
        let own = BTreeSet::from([7]);
        let kin = |text: &str| BTreeSet::from([if text.starts_with("leather") { 7 } else { 8 }]);
        let texts: Vec<String> = ranked(&words, &own, kin).into_iter().map(|(word, _)| word.text).collect();
        assert_eq!(texts, ["leather cup", "leather belt", "leather bag", "kayak"]);
    }

    #[test]
    fn words_in_addresses_are_words() {
        assert_eq!(
            word("a&b=c", 20, 0, 0).draft_path("ana", "wood"),
            "/desk/ana/listings/new?title=a%26b%3Dc&craft=wood"
        );
    }
}
