use people::reduction::{Off, Reach, Rule};
use platform::views::Shell;

use crate::promotions::{
    percent_text,
    reductions::{KeptReduction, ReductionAct, ReductionStanding},
};

/// A step by the noun in its address, and what is said when it is done.
pub fn act_of(noun: &str) -> Option<(ReductionAct, &'static str)> {
    match noun {
        "pause" => Some((ReductionAct::Pause, "done-reduction-paused")),
        "resumption" => Some((ReductionAct::Resume, "done-reduction-resumed")),
        "end" => Some((ReductionAct::End, "done-reduction-ended")),
        _ => None,
    }
}

fn off(shell: &Shell, off: Off) -> String {
    match off {
        Off::Amount(amount) => shell.say("coupon-off-amount", &[("amount", &shell.money(&amount))]),
        Off::To(price) => shell.say("reduction-to-price", &[("price", &shell.money(&price))]),
        Off::Share { rate, .. } => shell.say("coupon-off-share", &[("percent", &percent_text(rate.get()))]),
    }
}

/// What a reduction gives, a line for each of its steps.
pub fn terms(shell: &Shell, kept: &KeptReduction) -> Vec<String> {
    match &kept.rule {
        Rule::Tiers(tiers) => tiers
            .iter()
            .map(|tier| {
                let (of_price, of_share) = match tier.off {
                    Off::To(price) => (shell.money(&price), None),
                    Off::Share { rate, .. } => (String::new(), Some(percent_text(rate.get()))),
                    Off::Amount(_) => (String::new(), None),
                };
                if let Some(share) = of_share {
                    return match tier.from {
                        Reach::Pieces(pieces) => {
                            let pieces = shell.number(pieces);
                            shell
                                .say("reduction-from-pieces-off", &[("pieces", &pieces), ("percent", &share)])
                        }
                        Reach::Grams(grams) => {
                            let kilos = shell.number(grams / 1_000);
                            shell.say("reduction-from-kilos-off", &[("kilos", &kilos), ("percent", &share)])
                        }
                    };
                }
                let price = of_price;
                match tier.from {
                    Reach::Pieces(pieces) => {
                        let pieces = shell.number(pieces);
                        shell.say("reduction-from-pieces", &[("pieces", &pieces), ("price", &price)])
                    }
                    Reach::Grams(grams) => {
                        let kilos = shell.number(grams / 1_000);
                        shell.say("reduction-from-kilos", &[("kilos", &kilos), ("price", &price)])
                    }
                }
            })
            .collect(),
        Rule::Piece(one) | Rule::Set { off: one, .. } => vec![off(shell, *one)],
        Rule::Goods { least, off: one } => {
            let (off, least) = (off(shell, *one), shell.money(least));
            vec![shell.say("coupon-from-least", &[("off", &off), ("least", &least)])]
        }
    }
}

/// Colour of the badge.
pub fn tone(standing: ReductionStanding) -> &'static str {
    match standing {
        ReductionStanding::Running => "good",
        ReductionStanding::Coming => "info",
        ReductionStanding::Paused => "warn",
        ReductionStanding::Over | ReductionStanding::Ended => "bad",
    }
}
