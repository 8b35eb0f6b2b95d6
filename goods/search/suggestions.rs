//! What somebody may mean while they type: words of the trade, crafts, places and shops by their beginnings, in any
//! script and by sound.
//!
//! The names of each sort are an automaton in memory (a finite state transducer), in which a beginning is found by
//! walking its letters: the cost of a key pressed does not grow with the listings, and with the names only by what
//! begins so, of which [`LOOKED_AT`] are looked at. Ten thousand shops take less than a megabyte.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

use fst::{Automaton, IntoStreamer, Map, Streamer, automaton::Str};
use people::shops::{self, Shop, ShopState};
use platform::{
    db::{Db, DbError, Tx},
    i18n::{Lang, Texts},
};

use super::{
    fold::meet,
    index::store,
    sounds::{romaji, whole_sound},
};
use crate::catalog::CRAFTS;

/// Shops that are read at once.
const BATCH: i64 = 500;
/// Names of one sort with one beginning that are looked at.
const LOOKED_AT: usize = 100;

/// Something that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A name of the lexicon that some listing says.
    Word {
        text: String,
        lang: &'static str,
    },
    Craft(&'static str),
    Place {
        country: String,
        region: String,
        region_en: String,
    },
    Shop {
        handle: String,
        name: String,
        name_en: String,
        language: &'static str,
    },
}

/// All names of one sort: an automaton of them, and where the things that each names stand.
#[derive(Default)]
struct Names {
    automaton: Map<Vec<u8>>,
    /// Where the numbers of each name end; they begin where those before it end.
    ends: Vec<u32>,
    numbers: Vec<u32>,
    named: Vec<Named>,
}

/// What becomes the names of one sort.
#[derive(Default)]
struct Gathered {
    names: BTreeMap<String, Vec<u32>>,
    named: Vec<Named>,
}

/// Shared by everybody who asks, and replaced as a whole.
#[derive(Clone, Default)]
pub struct Suggestions(Arc<RwLock<Arc<[Names; 4]>>>);

impl Suggestions {
    /// Read anew which shops and places there are; `words` are said by some listing, each in its language.
    pub async fn refresh(&self, db: &Db, texts: &Texts, words: Vec<(String, Lang)>) -> Result<(), DbError> {
        let mut of_words = Gathered::default();
        for (text, lang) in words {
            of_words.add(Named::Word { text: text.clone(), lang: lang.code() }, [text].into_iter());
        }
        let mut crafts = Gathered::default();
        for craft in CRAFTS {
            let key = format!("craft-{}", craft.code);
            let called = Lang::ALL.into_iter().map(|lang| texts.of(lang).get(&key).to_owned());
            crafts.add(Named::Craft(craft.code), called);
        }
        let cells = db.read(async |tx: &mut Tx| store::cells(tx).await).await?;
        let known: BTreeMap<(String, String), String> =
            cells.into_iter().map(|cell| ((cell.country, cell.region), cell.region_en)).collect();
        let mut places = Gathered::default();
        for ((country, region), region_en) in known.into_iter().filter(|((_, region), _)| !region.is_empty())
        {
            let called = [region.clone(), region_en.clone()];
            places.add(Named::Place { country, region, region_en }, called.into_iter());
        }
        let mut of_shops = Gathered::default();
        let mut after = 0;
        loop {
            let shops = db.read(async |tx: &mut Tx| shops::list(tx, after, BATCH).await).await?;
            let Some(last) = shops.last() else { break };
            after = last.id.get();
            for shop in shops.into_iter().filter(|shop| shop.state == ShopState::Open) {
                let called = [shop.name.clone(), shop.name_en.clone(), shop.city.clone()];
                of_shops.add(shop_of(shop), called.into_iter());
            }
        }
        let made =
            tokio::task::spawn_blocking(move || [of_words, crafts, places, of_shops].map(Gathered::names));
        let made = Arc::new(made.await.map_err(|_| DbError::Panicked)?);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = made;
        Ok(())
    }

    /// What has a name, or a word of one, that begins so: words, crafts, places, then shops, so many of each.
    pub fn begun(&self, typed: &str, each: usize) -> Vec<Named> {
        let all = Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        let beginning = key(typed);
        if beginning.is_empty() {
            return Vec::new();
        }
        all.iter().flat_map(|names| names.begun(&beginning, each)).collect()
    }
}

impl Names {
    /// The first of those that begin so, the shortest name before others.
    fn begun(&self, beginning: &str, each: usize) -> Vec<Named> {
        let mut found: Vec<(usize, u32)> = Vec::new();
        let mut stream = self.automaton.search(Str::new(beginning).starts_with()).into_stream();
        let mut looked_at = 0;
        while let Some((name, at)) = stream.next().filter(|_| looked_at < LOOKED_AT) {
            looked_at += 1;
            for number in self.numbers_of(at) {
                match found.iter_mut().find(|(_, known)| known == number) {
                    Some((length, _)) => *length = name.len().min(*length),
                    None => found.push((name.len(), *number)),
                }
            }
        }
        found.sort_unstable();
        let named = |(_, number): &(usize, u32)| self.named.get(usize::try_from(*number).ok()?).cloned();
        found.iter().filter_map(named).take(each).collect()
    }

    fn numbers_of(&self, at: u64) -> &[u32] {
        let Ok(at) = usize::try_from(at) else { return &[] };
        let end = |at: usize| self.ends.get(at).and_then(|end| usize::try_from(*end).ok());
        let from = at.checked_sub(1).map_or(Some(0), end);
        let range = from.zip(end(at)).map(|(from, to)| from..to);
        range.and_then(|range| self.numbers.get(range)).unwrap_or_default()
    }
}

fn shop_of(shop: Shop) -> Named {
    Named::Shop {
        handle: shop.handle,
        name: shop.name,
        name_en: shop.name_en,
        language: shop.language.code(),
    }
}

impl Gathered {
    fn add(&mut self, named: Named, called: impl Iterator<Item = String>) {
        let number = u32::try_from(self.named.len()).unwrap_or(u32::MAX);
        self.named.push(named);
        for whole in called.map(|name| key(&name)).filter(|name| !name.is_empty()) {
            let words =
                whole.match_indices(' ').map(|(at, _)| whole.get(at + 1..).unwrap_or_default().to_owned());
            let heard = Some(romaji(&whole)).filter(|heard| *heard != whole && heard.is_ascii());
            let others = words.chain(whole_sound(&whole)).chain(heard).collect::<Vec<_>>();
            for name in others.into_iter().chain([whole]) {
                let numbers = self.names.entry(name).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
    }

    fn names(self) -> Names {
        let mut names = Names { named: self.named, ..Names::default() };
        for numbers in self.names.values() {
            names.numbers.extend(numbers);
            names.ends.push(u32::try_from(names.numbers.len()).unwrap_or(u32::MAX));
        }
        // The names come in the order of their bytes, each once, so that nothing can be refused.
        names.automaton = Map::from_iter(self.names.keys().zip(0..)).unwrap_or_default();
        names
    }
}

/// A name as it is compared: in one script, with single spaces.
fn key(name: &str) -> String {
    meet(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_beginning_in_any_script_and_by_sound() {
        let shop = |handle: &str| Named::Shop {
            handle: handle.into(),
            name: "贺兰皮雕坊".into(),
            name_en: "Helan Leather Carving".into(),
            language: "zh-CN",
        };
        let word = |text: &str| Named::Word { text: text.into(), lang: "en" };
        let mut words = Gathered::default();
        for text in ["leather bag", "leather", "lacquer"] {
            words.add(word(text), [text.to_owned()].into_iter());
        }
        let (mut crafts, mut shops) = (Gathered::default(), Gathered::default());
        crafts.add(Named::Craft("leather"), ["Leather carving".to_owned(), "革細工".into()].into_iter());
        shops.add(shop("a"), ["贺兰皮雕坊".to_owned(), "Helan Leather Carving".into()].into_iter());
        let all = [words, crafts, Gathered::default(), shops].map(Gathered::names);
        let suggestions = Suggestions(Arc::new(RwLock::new(Arc::new(all))));
        for typed in ["賀蘭", "helan", "HELAN lea", "helanpi"] {
            assert_eq!(suggestions.begun(typed, 3), [shop("a")], "{typed}");
        }
        assert_eq!(suggestions.begun("carv", 3), [Named::Craft("leather"), shop("a")]);
        assert_eq!(suggestions.begun("革细", 3), [Named::Craft("leather")]);
        let leather = [word("leather"), word("leather bag"), Named::Craft("leather"), shop("a")];
        assert_eq!(suggestions.begun("Leath", 3), leather);
        assert_eq!(suggestions.begun("Leath", 1), [word("leather"), Named::Craft("leather"), shop("a")]);
        assert!(suggestions.begun("", 3).is_empty() && suggestions.begun("zzz", 3).is_empty());
    }
}
