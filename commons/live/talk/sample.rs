/// Lines a second that one can read.
const READABLE: u64 = 5;

/// What one viewer sees of a chat: everything while it can be read, and a fair part of it when it is faster.
///
/// Every line has the same chance, whenever in a second it is said, and another for each viewer; who said it and how long the
/// viewer has been there play no part.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    salt: u64,
    second: i64,
    /// Lines of this second so far, and of the one before.
    heard: u64,
    before: u64,
}

impl Sample {
    pub fn new(salt: u64) -> Self {
        Self { salt, second: i64::MIN, heard: 0, before: 0 }
    }

    /// Whether this viewer sees the line at a position that is said now.
    pub fn lets(&mut self, now_micros: i64, position: i64) -> bool {
        let second = now_micros.div_euclid(1_000_000);
        if second != self.second {
            self.before = if second == self.second.saturating_add(1) { self.heard } else { 0 };
            (self.second, self.heard) = (second, 0);
        }
        self.heard += 1;
        let rate = self.heard.max(self.before);
        rate <= READABLE || mixed(self.salt ^ position.unsigned_abs()) % rate < READABLE
    }
}

/// Bits that look as if thrown (splitmix64).
fn mixed(seed: u64) -> u64 {
    let mut bits = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which of so many lines a second a viewer sees in a minute.
    fn seen(salt: u64, rate: i64) -> Vec<i64> {
        let mut sample = Sample::new(salt);
        let lines = (0..60 * rate).map(|line| (line * 1_000_000 / rate, line));
        lines.filter(|(at, line)| sample.lets(*at, *line)).map(|(_, line)| line).collect()
    }

    #[test]
    fn a_chat_that_can_be_read_is_seen_whole() {
        assert_eq!(seen(1, 5).len(), 300);
    }

    #[test]
    fn of_a_fast_chat_everybody_sees_five_lines_a_second_others_each_and_every_line_is_seen() {
        let viewers: Vec<Vec<i64>> = (0..200).map(|salt| seen(salt * 7_919, 100)).collect();
        assert!(viewers.iter().all(|lines| (250..400).contains(&lines.len())));
        let missed = (0..6_000).filter(|line| !viewers.iter().any(|lines| lines.contains(line))).count();
        assert_eq!(missed, 0, "lines that nobody saw");
        // Early and late in a second alike.
        let early = viewers.iter().flatten().filter(|line| *line % 100 < 50 && **line >= 100).count();
        let all = viewers.iter().flatten().filter(|line| **line >= 100).count();
        assert!((45..56).contains(&(early * 100 / all)), "{early} of {all}");
    }
}
