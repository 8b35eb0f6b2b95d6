use kernel::words;

use super::OrderStage;

words! {
    /// How a buyer thinks of their orders.
    BuyerStanding {
        ToPay = "to-pay", Coming = "in-preparation", Underway = "on-the-way", Done = "done", Ended = "cancelled",
    }
}

impl BuyerStanding {
    /// The stages that stand so.
    pub fn stages(self) -> [OrderStage; 3] {
        match self {
            Self::ToPay => [OrderStage::Unpaid, OrderStage::Due, OrderStage::Due],
            Self::Coming => [OrderStage::Paid, OrderStage::Deposited, OrderStage::Unaddressed],
            Self::Underway => [OrderStage::Shipped, OrderStage::Objected, OrderStage::Objected],
            Self::Done => [OrderStage::Completed; 3],
            Self::Ended => [OrderStage::Closed, OrderStage::Refunded, OrderStage::Refunded],
        }
    }
}

/// Which of their orders a buyer wants to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    All,
    Standing(BuyerStanding),
    /// Part of a thing's or a shop's name, or a short number.
    Words(String),
}

impl Wanted {
    /// Words are looked for in all of them.
    pub fn of(standing: Option<BuyerStanding>, words: &str) -> Self {
        match standing {
            _ if !words.is_empty() => Self::Words(words.to_owned()),
            Some(standing) => Self::Standing(standing),
            None => Self::All,
        }
    }
}

/// A text that holds these words, for `LIKE … ESCAPE '!'`.
pub(super) fn holding(words: &str) -> String {
    let plain = |c: char| if matches!(c, '%' | '_' | '!') { vec!['!', c] } else { vec![c] };
    let words: String = words.to_lowercase().chars().flat_map(plain).collect();
    format!("%{words}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_stands_somewhere_and_only_there() {
        for stage in OrderStage::ALL {
            let in_it = BuyerStanding::ALL.iter().filter(|standing| standing.stages().contains(stage));
            assert_eq!(in_it.count(), 1, "{stage:?}");
        }
    }
}
