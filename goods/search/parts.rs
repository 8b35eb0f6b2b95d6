//! What a place among what was found is made of.

/// How a listing came to its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// What its words are worth, in thousandths.
    pub words: i64,
    /// What each signal adds or takes.
    pub signals: Vec<(&'static str, i64)>,
    /// What a place for new shops adds.
    pub new_shop: i64,
}

impl Parts {
    pub fn sum(&self) -> i64 {
        self.words + self.signals.iter().map(|(_, adds)| adds).sum::<i64>() + self.new_shop
    }
}
