//! What is picked for somebody: by what they like, and a fair mix beside it.

use std::collections::BTreeMap;

use goods::{catalog::ListingId, search::fold};
use kernel::{ShopId, Timestamp, days};

use super::{Pick, Reason, exhibit_store::Candidate, pick::MOST, seed::mixed};

/// Of a hall, what taste may fill: the rest is there to be found.
const BY_TASTE: usize = 16;
/// Of one shop.
const OF_SHOP: usize = 3;
/// Days for which an exhibit is new.
const FRESH_DAYS: u64 = 14;

/// Something that somebody likes, as far as they have shown it.
#[derive(Clone, Debug)]
pub struct Liked {
    pub reason: Reason,
    /// How much it says, in hundredths.
    pub weight: i64,
    pub listing: Option<ListingId>,
    /// Empty where it is known of none.
    pub craft: String,
    pub words: String,
}

/// How well a candidate goes with what is liked, in hundredths; none where nothing says so.
fn fit(candidate: &Candidate, liked: &Liked) -> Option<i64> {
    let is_bought = matches!(liked.reason, Reason::Bought { .. });
    if liked.listing == Some(candidate.listing) {
        // What somebody has at home they need not be shown.
        return (!is_bought).then_some(liked.weight + 40);
    }
    if !liked.craft.is_empty() && liked.craft == candidate.craft {
        return Some(liked.weight);
    }
    let words = fold(&liked.words);
    if !words.is_empty() {
        let has = |title: &str| words.split_whitespace().all(|word| fold(title).contains(word));
        return (has(&candidate.title) || has(&candidate.title_en)).then_some(liked.weight);
    }
    let shop = liked.listing.map(ListingId::shop);
    (shop == Some(candidate.listing.shop())).then_some(liked.weight / 2)
}

/// Pick a hall. The same candidates, likings and seed make the same hall.
pub fn choose(candidates: &[Candidate], liked: &[Liked], seed: i64, now: Timestamp) -> Vec<Pick> {
    let mut fitting: Vec<(i64, &Candidate, &Reason)> = Vec::new();
    for candidate in candidates {
        let best = liked.iter().filter_map(|one| Some((fit(candidate, one)?, &one.reason)));
        if let Some((fit, reason)) = best.max_by_key(|(fit, _)| *fit) {
            fitting.push((fit, candidate, reason));
        }
    }
    fitting.sort_by_key(|(fit, one, _)| (std::cmp::Reverse(*fit), mixed(seed, one.exhibit.number())));
    let mut of_shop: BTreeMap<ShopId, usize> = BTreeMap::new();
    let mut picks: Vec<Pick> = Vec::new();
    for (_, candidate, reason) in fitting {
        let count = of_shop.entry(candidate.exhibit.shop()).or_default();
        if *count < OF_SHOP && picks.len() < BY_TASTE {
            *count += 1;
            picks.push(Pick { exhibit: candidate.exhibit, reason: reason.clone() });
        }
    }
    for candidate in mix(candidates, seed) {
        let is_in = picks.iter().any(|pick| pick.exhibit == candidate.exhibit);
        if !is_in && picks.len() < MOST {
            let is_fresh = now < candidate.created_at + days(FRESH_DAYS);
            let reason = if is_fresh { Reason::Fresh } else { Reason::Mix };
            picks.push(Pick { exhibit: candidate.exhibit, reason });
        }
    }
    picks
}

/// All in an order in which each shop has its first before any has its second, and which shop is first is by chance.
fn mix(candidates: &[Candidate], seed: i64) -> Vec<&Candidate> {
    let mut order: Vec<&Candidate> = candidates.iter().collect();
    order.sort_by_key(|one| mixed(seed, one.exhibit.number()));
    let mut counts: BTreeMap<ShopId, usize> = BTreeMap::new();
    let mut rounds: Vec<(usize, u64, &Candidate)> = order
        .into_iter()
        .map(|one| {
            let count = counts.entry(one.exhibit.shop()).or_default();
            *count += 1;
            (*count, mixed(seed, one.exhibit.shop().get()), one)
        })
        .collect();
    rounds.sort_by_key(|(round, shop, _)| (*round, *shop));
    rounds.into_iter().map(|(_, _, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hall::ExhibitId;

    fn candidate(shop: i64, number: i64, craft: &str, title: &str) -> Candidate {
        let shop = ShopId::new(shop);
        Candidate {
            exhibit: ExhibitId::new(shop, number),
            listing: ListingId::new(shop, number + 1_000),
            craft: craft.into(),
            title: title.into(),
            title_en: String::new(),
            created_at: Timestamp::from_micros(0),
        }
    }

    fn now() -> Timestamp {
        Timestamp::from_micros(0) + days(100)
    }

    #[test]
    fn what_is_liked_stands_first_and_says_why() {
        let all: Vec<_> = (0..40)
            .map(|at| candidate(at % 10, at, if at < 4 { "ceramics" } else { "wood" }, "一只碗"))
            .collect();
        let seen = ListingId::new(ShopId::new(77), 5);
        let liked = Liked {
            reason: Reason::Viewed { of: seen },
            weight: 60,
            listing: Some(seen),
            craft: "ceramics".into(),
            words: String::new(),
        };
        let picks = choose(&all, &[liked], 7, now());
        assert_eq!(picks.len(), MOST);
        assert!(
            picks
                .iter()
                .take(4)
                .all(|pick| pick.reason == Reason::Viewed { of: seen } && pick.exhibit.number() < 4)
        );
        assert!(picks.iter().skip(4).all(|pick| pick.reason == Reason::Mix));
    }

    #[test]
    fn in_the_mix_every_shop_comes_before_any_comes_twice() {
        let mut all: Vec<_> = (0..60).map(|at| candidate(1, at, "", "")).collect();
        all.extend((2..8).map(|shop| candidate(shop, 100 + shop, "", "")));
        let first: std::collections::BTreeSet<_> =
            choose(&all, &[], 3, now()).iter().take(7).map(|pick| pick.exhibit.shop()).collect();
        assert_eq!(first.len(), 7);
        assert_eq!(choose(&all, &[], 3, now()), choose(&all, &[], 3, now()));
        assert_ne!(choose(&all, &[], 3, now()), choose(&all, &[], 4, now()));
    }

    #[test]
    fn what_somebody_bought_is_not_shown_for_that_and_words_find_titles() {
        let bowl = candidate(1, 1, "", "青瓷碗");
        let bought = Liked {
            reason: Reason::Bought { of: bowl.listing },
            weight: 90,
            listing: Some(bowl.listing),
            craft: "ceramics".into(),
            words: String::new(),
        };
        assert_eq!(choose(std::slice::from_ref(&bowl), &[bought], 1, now())[0].reason, Reason::Mix);
        let words = "青瓷".to_owned();
        let reason = Reason::Searched { words: words.clone() };
        let searched =
            Liked { reason: reason.clone(), weight: 50, listing: None, craft: String::new(), words };
        assert_eq!(choose(&[bowl], &[searched], 1, now())[0].reason, reason);
    }
}
