//! From numbers to heights: an axis that begins at nothing and ends at a round number.

/// An axis from zero to a round number, with some of the numbers on it.
#[derive(Clone, Debug)]
pub struct Scale {
    pub top: i64,
    /// Where a rule is drawn, with its words; the first is zero.
    pub ticks: Vec<(i64, String)>,
}

/// So many rules above zero, or a few more.
const RULES: i64 = 3;

impl Scale {
    /// An axis that has room for the values; `words` writes a number.
    pub fn fit(values: impl IntoIterator<Item = i64>, words: impl Fn(i64) -> String) -> Self {
        let most = values.into_iter().max().unwrap_or_default().max(1);
        let step = round_step(most);
        let rules = (most / step).saturating_add(i64::from(most % step != 0)).clamp(1, 2 * RULES);
        let ticks = (0..=rules).map(|at| at.saturating_mul(step));
        Self { top: rules.saturating_mul(step), ticks: ticks.map(|number| (number, words(number))).collect() }
    }

    /// How high a number stands, from 0 to 1. What is below zero stands at zero.
    pub fn part(&self, number: i64) -> f64 {
        (number as f64 / self.top.max(1) as f64).clamp(0.0, 1.0)
    }
}

/// One, two or five times a power of ten, at most [`RULES`] of which reach the number, or nearly.
fn round_step(most: i64) -> i64 {
    let wanted = (most / RULES).max(1);
    let mut ten = 1_i64;
    while ten.saturating_mul(10) <= wanted {
        ten = ten.saturating_mul(10);
    }
    [1, 2, 5, 10]
        .into_iter()
        .map(|times| ten.saturating_mul(times))
        .find(|step| *step >= wanted)
        .unwrap_or(ten)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_ends_at_a_round_number_and_has_room_for_all() {
        let scale = |most: i64| Scale::fit([most], |number| number.to_string());
        let numbers = |most| scale(most).ticks.into_iter().map(|(number, _)| number).collect::<Vec<_>>();
        assert_eq!(numbers(0), [0, 1]);
        assert_eq!(numbers(7), [0, 2, 4, 6, 8]);
        assert_eq!(numbers(100), [0, 50, 100]);
        assert_eq!(numbers(1_234), [0, 500, 1_000, 1_500]);
        for most in (0..20_000).step_by(37).chain([i64::MAX / 2, i64::MAX]) {
            let scale = scale(most);
            assert!(
                scale.top >= most.min(i64::MAX / 2) && (2..=7).contains(&scale.ticks.len()),
                "{most}: {scale:?}"
            );
            assert!((0.0..=1.0).contains(&scale.part(most)));
        }
        assert!(scale(10).part(-3) == 0.0);
    }
}
