//! What is sold in a room, in the words of a reader.

use platform::views::Shell;

use crate::live::{RoomId, Sale};

/// Where more of it stands; empty where nothing does.
pub fn place(room: RoomId, sale: &Sale) -> String {
    match sale {
        Sale::Giveaway { giveaway, .. } | Sale::Drawn { giveaway, .. } => {
            format!("/live/{room}/giveaways/{giveaway}")
        }
        Sale::Coupon { coupon, .. } => format!("/live/{room}/coupons/{coupon}"),
        Sale::Price { .. }
        | Sale::PriceOver { .. }
        | Sale::Offers { .. }
        | Sale::Question { .. }
        | Sale::QuestionOver
        | Sale::Bought { .. } => String::new(),
    }
}

/// One line of it, as the page shows it among what is said.
pub fn sold(shell: &Shell, sale: &Sale) -> String {
    match sale {
        Sale::Price { amount, pieces, .. } => {
            let (amount, pieces) = (shell.money(amount), shell.number(*pieces));
            shell.say("room-price-line", &[("amount", &amount), ("pieces", &pieces)])
        }
        Sale::PriceOver { is_sold_out: true, .. } => shell.t("room-price-gone-line").to_owned(),
        Sale::PriceOver { is_sold_out: false, .. } => shell.t("room-price-over-line").to_owned(),
        Sale::Coupon { amount, least, pieces, .. } => {
            let (amount, least) = (shell.money(amount), shell.money(least));
            let pieces = shell.number(*pieces);
            shell.say("room-coupon-line", &[("amount", &amount), ("least", &least), ("pieces", &pieces)])
        }
        Sale::Offers { accepted } => shell.n("room-offers-line", *accepted),
        Sale::Giveaway { winners, .. } => shell.n("giveaway-line", *winners),
        Sale::Drawn { winners, .. } if winners.is_empty() => shell.t("giveaway-nobody").to_owned(),
        Sale::Drawn { winners, .. } => {
            let numbers: Vec<String> = winners.iter().map(|number| shell.number(*number)).collect();
            shell.say("giveaway-drawn-line", &[("numbers", &numbers.join(", "))])
        }
        Sale::Question { .. } | Sale::QuestionOver => String::new(),
        Sale::Bought { place, name, .. } if name.is_empty() => {
            shell.say("room-bought-line", &[("place", place)])
        }
        Sale::Bought { name, .. } => shell.say("room-bought-name-line", &[("name", name)]),
    }
}
