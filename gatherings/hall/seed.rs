//! Order without a preference: numbers that look drawn by chance and are the same whenever they are asked for.

/// Mix a number with a seed (SplitMix64, which spreads every bit over all of them).
pub fn mixed(seed: i64, number: i64) -> u64 {
    let mut bits = seed.cast_unsigned() ^ number.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// A number from `-most` to `most`.
pub fn within(seed: i64, number: i64, most: i64) -> i64 {
    let span = (2 * most + 1).cast_unsigned().max(1);
    (mixed(seed, number) % span).cast_signed() - most
}
