use kernel::{Currency, hours, minutes};
use people::{market::Market, visit::Visit};
use platform::web::{Fields, Limit, Problem, Refusal};

use crate::negotiation::{OfferError, Proposal, StepError, Want, WantError, numbers, want::MOST_THINGS};

/// Characters of a message.
pub const MOST_WORDS: usize = 4_000;

/// Characters of the words beside an offer.
pub const MOST_NOTE: usize = 500;

/// Characters of what a device calls its message.
pub const MOST_KEY: usize = 64;

/// Count a message of whoever writes, or refuse it.
pub fn may_say(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule = Limit { name: "messages", times: market.rules().count(numbers::MESSAGES), per: minutes(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

/// Count a conversation that somebody begins, or refuse it.
pub fn may_begin(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule =
        Limit { name: "conversations", times: market.rules().count(numbers::CONVERSATIONS), per: hours(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

/// What the writer's device calls its message; one that calls it nothing cannot send it twice.
pub fn read_key(market: &Market, form: &mut Fields) -> String {
    let key = form.maybe_line("key", MOST_KEY);
    if key.is_empty() { market.chance.token() } else { key }
}

/// What somebody proposes, from a page or a program.
pub fn read_proposal(form: &mut Fields, currency: Currency) -> Option<Proposal> {
    let mut wants = Vec::new();
    for at in 0..form.count("lines").min(MOST_THINGS) {
        let pieces = form.maybe_whole(&format!("lines.{at}.quantity"), 0..=999).unwrap_or(0);
        if pieces > 0 {
            let variant = form.parsed(&format!("lines.{at}.variant"), |text| text.parse().ok());
            wants.extend(variant.map(|variant| Want { variant, quantity: pieces }));
        }
    }
    if wants.is_empty() && form.is_good() {
        form.refuse("lines", Refusal::new("refused-nothing-chosen"));
    }
    let amount = form.money("amount", currency);
    let note = form.maybe_paragraphs("note", MOST_NOTE);
    form.is_good().then_some(Proposal { wants, amount, note, host: None })
}

/// Put what was wrong with an offer beside its field. False when no field is to blame.
pub fn blame(form: &mut Fields, error: &OfferError) -> bool {
    let (name, refusal) = match error {
        OfferError::Amount { list } => {
            ("amount", Refusal::new("refused-offer-amount").with("max", list.decimal()))
        }
        OfferError::Want(WantError::Nothing) => ("lines", Refusal::new("refused-nothing-chosen")),
        OfferError::Want(WantError::SoldOut) => ("lines", Refusal::new("refused-offer-sold-out")),
        OfferError::Want(WantError::NotOnSale) => ("lines", Refusal::new("refused-offer-not-on-sale")),
        OfferError::Want(WantError::NotNegotiable) => ("lines", Refusal::new("refused-offer-not-negotiable")),
        OfferError::TooMany | OfferError::Step(StepError::TooMany) => {
            ("amount", Refusal::new("refused-offer-too-many"))
        }
        OfferError::NoSuchConversation
        | OfferError::Blocked
        | OfferError::Paused
        | OfferError::AlreadyOpen(_)
        | OfferError::Want(WantError::Money(_) | WantError::Store(_))
        | OfferError::Step(_)
        | OfferError::Forbidden(_)
        | OfferError::Store(_) => return false,
    };
    form.refuse(name, refusal);
    true
}
