//! Conversations, offers, and buying what was agreed.

mod about;
mod deal;
mod desk;
mod list;
mod offers;
mod paper;
mod pick;
mod presence;
mod said;
mod stream;
mod talk;

pub use said::MessageView;
pub(super) use stream::Listening;

use axum::extract::DefaultBodyLimit;
use kernel::{Currency, hours, minutes};
use platform::web::{Fields, Limit, Problem, Refusal, Routes};

use super::{
    BuyError, OfferError, OpenError, Proposal, SayError, StepError, Want, WantError, quotes,
    thing::MOST_THINGS,
};
use crate::{market::Market, negotiation::numbers, photos::MOST_BYTES, selling::Selling, visit::Visit};

/// Characters of a message.
pub(super) const MOST_WORDS: usize = 4_000;
/// Characters of the words beside an offer.
pub(super) const MOST_NOTE: usize = 500;
/// Characters of what a device calls its message.
const MOST_KEY: usize = 64;

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .post("/conversations/{id}/messages", talk::create)
        .post("/shops/{shop}/conversation", talk::begin)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/conversations", list::index)
        .get("/shops/{shop}/conversation", talk::new)
        .get("/conversations/{id}", talk::show)
        .get("/conversations/{id}/stream", stream::show)
        .get("/conversations/{id}/photos/{file}", talk::photo)
        .post("/conversations/{id}/reading", presence::read)
        .post("/conversations/{id}/typing", presence::typing)
        .post("/conversations/{id}/block", talk::block)
        .post("/conversations/{id}/unblock", talk::unblock)
        .get("/conversations/{id}/cards", pick::show)
        .get("/conversations/{id}/offers/new", offers::new_of_shop)
        .post("/conversations/{id}/offers", offers::create_of_shop)
        .get("/offers/new", offers::new)
        .post("/offers", offers::create)
        .get("/offers/{id}", offers::show)
        .get("/offers/{id}/print", paper::show)
        .post("/offers/{id}/acceptance", offers::accept)
        .post("/offers/{id}/refusal", offers::decline)
        .post("/offers/{id}/withdrawal", offers::withdraw)
        .post("/offers/{id}/counters", offers::counter)
        .get("/offers/{id}/checkout", deal::new)
        .post("/offers/{id}/checkout", deal::create)
        .get("/desk/{handle}/conversations", list::index_of_shop)
        .get("/desk/{handle}/conversations/settings", desk::settings)
        .post("/desk/{handle}/conversations/away", desk::set_away)
        .post("/desk/{handle}/conversations/replies", desk::keep_reply)
        .post("/desk/{handle}/conversations/replies/{id}/removal", desk::forget_reply)
        .post("/conversations/{id}/care", desk::care)
        .merge(quotes::pages::routes())
}

/// Count a message of whoever writes, or refuse it.
pub(super) fn may_say(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule = Limit { name: "messages", times: market.rules().count(numbers::MESSAGES), per: minutes(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

/// Count a conversation that somebody begins, or refuse it.
pub(super) fn may_begin(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule =
        Limit { name: "conversations", times: market.rules().count(numbers::CONVERSATIONS), per: hours(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

/// What the writer's device calls its message; one that calls it nothing cannot send it twice.
pub(super) fn read_key(market: &Market, form: &mut Fields) -> String {
    let key = form.maybe_line("key", MOST_KEY);
    if key.is_empty() { market.chance.token() } else { key }
}

/// What somebody proposes, from a page or a program.
pub(super) fn read_proposal(form: &mut Fields, currency: Currency) -> Option<Proposal> {
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
    form.is_good().then_some(Proposal { wants, amount, note })
}

/// Put what was wrong with an offer beside its field. False when no field is to blame.
pub(super) fn blame(form: &mut Fields, error: &OfferError) -> bool {
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

impl From<OpenError> for Problem {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NoSuchShop => Self::not_found(),
            OpenError::OwnShop => Self::conflict("problem-own-shop"),
            OpenError::Paused => Self::conflict("problem-talk-paused"),
            OpenError::Forbidden(error) => error.into(),
            OpenError::Store(error) => error.into(),
        }
    }
}

impl From<SayError> for Problem {
    fn from(error: SayError) -> Self {
        match error {
            SayError::NoSuchConversation | SayError::NoSuchListing | SayError::NoSuchOrder => {
                Self::not_found()
            }
            SayError::Blocked => Self::conflict("problem-conversation-blocked"),
            SayError::Paused => Self::conflict("problem-talk-paused"),
            SayError::Forbidden(error) => error.into(),
            SayError::Store(error) => error.into(),
        }
    }
}

impl From<StepError> for Problem {
    fn from(error: StepError) -> Self {
        match error {
            StepError::NoSuchOffer => Self::not_found(),
            StepError::Amount => Self::conflict("problem-offer-amount"),
            StepError::TooMany => Self::conflict("problem-offer-too-many"),
            StepError::Blocked => Self::conflict("problem-conversation-blocked"),
            StepError::Refused(error) => error.into(),
            StepError::Forbidden(error) => error.into(),
            StepError::Money(_) => Self::conflict("problem-amount"),
            StepError::Store(error) => error.into(),
        }
    }
}

impl From<WantError> for Problem {
    fn from(error: WantError) -> Self {
        match error {
            WantError::Money(_) => Self::conflict("problem-amount"),
            WantError::Store(error) => error.into(),
            WantError::Nothing | WantError::NotOnSale | WantError::NotNegotiable | WantError::SoldOut => {
                let mut form = Fields::default();
                blame(&mut form, &OfferError::Want(error));
                Self::invalid(&form)
            }
        }
    }
}

impl From<OfferError> for Problem {
    fn from(error: OfferError) -> Self {
        let mut form = Fields::default();
        if blame(&mut form, &error) {
            return Self::invalid(&form);
        }
        match error {
            OfferError::NoSuchConversation => Self::not_found(),
            OfferError::Blocked => Self::conflict("problem-conversation-blocked"),
            OfferError::Paused => Self::conflict("problem-talk-paused"),
            OfferError::AlreadyOpen(_) => Self::conflict("problem-offer-open"),
            OfferError::Amount { .. } => Self::conflict("problem-offer-amount"),
            OfferError::TooMany => Self::conflict("problem-offer-too-many"),
            OfferError::Want(error) => error.into(),
            OfferError::Step(error) => error.into(),
            OfferError::Forbidden(error) => error.into(),
            OfferError::Store(error) => error.into(),
        }
    }
}

impl From<BuyError> for Problem {
    fn from(error: BuyError) -> Self {
        match error {
            BuyError::Gone => Self::conflict("problem-deal-gone"),
            BuyError::NoZone => Self::conflict("problem-no-zone"),
            BuyError::TotalChanged => Self::conflict("problem-total-changed"),
            BuyError::Step(error) => error.into(),
            BuyError::Place(error) => error.into(),
            BuyError::Forbidden(error) => error.into(),
            BuyError::Money(_) => Self::conflict("problem-amount"),
            BuyError::Store(error) => error.into(),
        }
    }
}
