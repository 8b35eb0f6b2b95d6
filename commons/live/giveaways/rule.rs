//! The draw, as anybody can repeat it.

use sha2::{Digest, Sha256};

/// A hash as it is written: 64 letters.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of all codes in the order of their numbers, a line each.
pub fn hash_of_codes(codes: &[String]) -> String {
    hash(&codes.join("\n"))
}

/// One round: what is hashed, the number that its first eight bytes make, and who it falls on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    pub text: String,
    pub hash: String,
    /// How many numbers were still in it.
    pub left: u64,
    /// The remainder: the place among those, from 0 on.
    pub place: u64,
    pub winner: i64,
}

/// Draw so many of the numbers 1 to `entries`, without laying one back.
///
/// Round by round the hash of `seed:hash of the codes:round` is taken; its first eight bytes as a number, divided by how many
/// are left, leave the place of the winner among those who are left, in the order of their numbers.
pub fn draw(seed: &str, codes_hash: &str, entries: i64, winners: i64) -> Vec<Round> {
    let mut left: Vec<i64> = (1..=entries).collect();
    let mut rounds = Vec::new();
    for round in 0..winners {
        let count = u64::try_from(left.len()).unwrap_or(0);
        if count == 0 {
            break;
        }
        let text = format!("{seed}:{codes_hash}:{round}");
        let hash = hash(&text);
        let number = u64::from_str_radix(hash.get(..16).unwrap_or("0"), 16).unwrap_or(0);
        let place = number % count;
        let winner = left.remove(usize::try_from(place).unwrap_or(0));
        rounds.push(Round { text, hash, left: count, place, winner });
    }
    rounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_is_the_same_for_everybody_and_falls_on_all_alike() {
        let codes = hash_of_codes(&["a".to_owned(), "b".to_owned()]);
        assert_eq!(codes, hash("a\nb"));
        let winners =
            |seed: &str| draw(seed, &codes, 10, 3).into_iter().map(|it| it.winner).collect::<Vec<_>>();
        assert_eq!(winners("seed"), winners("seed"));
        let mut seen = [0; 10];
        for seed in 0..1_000 {
            let drawn = winners(&seed.to_string());
            assert_eq!(drawn.len(), 3);
            for winner in &drawn {
                assert_eq!(drawn.iter().filter(|it| *it == winner).count(), 1);
                seen[usize::try_from(*winner).unwrap() - 1] += 1;
            }
        }
        assert!(seen.iter().all(|times| (230..370).contains(times)), "{seen:?}");
        assert_eq!(draw("seed", &codes, 2, 5).len(), 2);
        assert!(draw("seed", &codes, 0, 5).is_empty());
    }
}
