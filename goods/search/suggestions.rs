//! What somebody may mean while they type: shops, places, crafts and words of the trade by their beginnings, in any
//! script and by sound.
//!
//! Kept in memory and in order, so that a beginning is found by halving: the cost of a key pressed does not grow with
//! the listings, only with the logarithm of the shops and places. Ten thousand shops take about three megabytes.

use std::{
    collections::BTreeMap,
    sync::{Arc, PoisonError, RwLock},
};

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
/// Names with one beginning that are looked at.
const LOOKED_AT: usize = 200;

/// Something that has a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    Craft(&'static str),
    Place { country: String, region: String, region_en: String },
    Shop { handle: String, name: String, name_en: String, language: &'static str },
}

/// All names in their order, each with what it names.
#[derive(Default)]
struct Names {
    sorted: Vec<(String, u32)>,
    named: Vec<Named>,
}

/// Shared by everybody who asks, and replaced as a whole.
#[derive(Clone, Default)]
pub struct Suggestions(Arc<RwLock<Arc<Names>>>);

impl Suggestions {
    /// Read anew which shops and places there are.
    pub async fn refresh(&self, db: &Db, texts: &Texts) -> Result<(), DbError> {
        let mut names = Names::default();
        for craft in CRAFTS {
            let key = format!("craft-{}", craft.code);
            let called = Lang::ALL.into_iter().map(|lang| texts.of(lang).get(&key).to_owned());
            names.add(Named::Craft(craft.code), called);
        }
        let cells = db.read(async |tx: &mut Tx| store::cells(tx).await).await?;
        let places: BTreeMap<(String, String), String> =
            cells.into_iter().map(|cell| ((cell.country, cell.region), cell.region_en)).collect();
        for ((country, region), region_en) in places.into_iter().filter(|((_, region), _)| !region.is_empty())
        {
            let called = [region.clone(), region_en.clone()];
            names.add(Named::Place { country, region, region_en }, called.into_iter());
        }
        let mut after = 0;
        loop {
            let shops = db.read(async |tx: &mut Tx| shops::list(tx, after, BATCH).await).await?;
            let Some(last) = shops.last() else { break };
            after = last.id.get();
            for shop in shops.into_iter().filter(|shop| shop.state == ShopState::Open) {
                let called = [shop.name.clone(), shop.name_en.clone(), shop.city.clone()];
                names.add(shop_of(shop), called.into_iter());
            }
        }
        names.sorted.sort_unstable();
        names.sorted.dedup();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(names);
        Ok(())
    }

    /// What has a name, or a word of one, that begins so: crafts, then places, then shops, so many of each.
    pub fn begun(&self, typed: &str, each: usize) -> Vec<Named> {
        let names = Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner));
        let beginning = key(typed);
        if beginning.is_empty() {
            return Vec::new();
        }
        let from = names.sorted.partition_point(|(name, _)| *name < beginning);
        let begun = names.sorted.iter().skip(from).take_while(|(name, _)| name.starts_with(&beginning));
        let mut found: Vec<&Named> = Vec::new();
        for (_, number) in begun.take(LOOKED_AT) {
            let Some(named) = usize::try_from(*number).ok().and_then(|number| names.named.get(number)) else {
                continue;
            };
            let alike =
                found.iter().filter(|other| std::mem::discriminant(**other) == std::mem::discriminant(named));
            if !found.contains(&named) && alike.count() < each {
                found.push(named);
            }
        }
        found.sort();
        found.into_iter().cloned().collect()
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

impl Names {
    fn add(&mut self, named: Named, called: impl Iterator<Item = String>) {
        let number = u32::try_from(self.named.len()).unwrap_or(u32::MAX);
        self.named.push(named);
        for whole in called.map(|name| key(&name)).filter(|name| !name.is_empty()) {
            let words =
                whole.match_indices(' ').map(|(at, _)| whole.get(at + 1..).unwrap_or_default().to_owned());
            self.sorted.extend(words.map(|word| (word, number)));
            self.sorted.extend(whole_sound(&whole).map(|sound| (sound, number)));
            let heard = romaji(&whole);
            if heard != whole && heard.is_ascii() {
                self.sorted.push((heard, number));
            }
            self.sorted.push((whole, number));
        }
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
        let mut names = Names::default();
        let shop = |handle: &str| Named::Shop {
            handle: handle.into(),
            name: "贺兰皮雕坊".into(),
            name_en: "Helan Leather Carving".into(),
            language: "zh-CN",
        };
        names.add(shop("a"), ["贺兰皮雕坊".to_owned(), "Helan Leather Carving".into()].into_iter());
        names.add(Named::Craft("leather"), ["Leather carving".to_owned(), "革細工".into()].into_iter());
        names.sorted.sort_unstable();
        let suggestions = Suggestions(Arc::new(RwLock::new(Arc::new(names))));
        for typed in ["賀蘭", "helan", "HELAN lea", "helanpi"] {
            assert_eq!(suggestions.begun(typed, 3), [shop("a")], "{typed}");
        }
        assert_eq!(suggestions.begun("carv", 3), [Named::Craft("leather"), shop("a")]);
        assert_eq!(suggestions.begun("革细", 3), [Named::Craft("leather")]);
        assert!(suggestions.begun("", 3).is_empty() && suggestions.begun("zzz", 3).is_empty());
    }
}
