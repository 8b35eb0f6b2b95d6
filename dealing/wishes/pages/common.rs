use goods::catalog::Card;
use kernel::{Timestamp, hours};
use people::{market::Market, visit::Visit};
use platform::{
    views::Shell,
    web::{Limit, Problem},
};

use crate::wishes::{KeepError, Note, Shown, ShownWish, Wish, note_words, numbers};

/// Count a change of somebody's wishes, or refuse it.
pub fn may_change(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule = Limit { name: "wishes", times: market.rules().count(numbers::CHANGES), per: hours(1) };
    let who = visit.account_id().map_or_else(|_| visit.from.clone(), |account| account.to_string());
    market.limits.take(rule, who)
}

/// The card of what is still sold.
pub fn on_sale(wish: &ShownWish) -> Option<&Card> {
    if let Shown::OnSale(card) = &wish.shown { Some(card) } else { None }
}

/// What is said of a wish, each with the kind of its badge.
pub fn badges(shell: &Shell, wish: &Wish, now: Timestamp) -> Vec<(&'static str, String)> {
    let badge = |note: Note| match note {
        Note::Cheaper(_) | Note::Back => ("good", note_words(shell, note)),
        Note::SoldOut => ("warn", note_words(shell, note)),
    };
    wish.notes(now).into_iter().map(badge).collect()
}

impl From<KeepError> for Problem {
    fn from(error: KeepError) -> Self {
        match error {
            KeepError::NoSuchListing => Self::not_found(),
            KeepError::Full => Self::conflict("problem-wishes-full"),
            KeepError::Store(error) => error.into(),
        }
    }
}
