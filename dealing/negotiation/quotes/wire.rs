//! Quotes as programs see them.

use people::{
    one_of::{word_of, words_of},
    wire::{Amount, time},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Quote, QuoteAct, QuoteCard, QuoteStage, QuoteTerms};
use kernel::Side;

/// What a shop would make for a buyer.
#[derive(Serialize, ToSchema)]
pub struct QuoteOut {
    id: String,
    /// `asked`, `quoted`, `declined`, `withdrawn`, `expired` or `ordered`.
    #[schema(schema_with = word_of::<QuoteStage>)]
    state: &'static str,
    /// When the time to answer, or to order, is over.
    due_at: Option<String>,
    /// What the caller may do now; nothing in a message, which tells how it stood.
    #[schema(schema_with = words_of::<QuoteAct>)]
    acts: Vec<&'static str>,
    /// What the buyer asked for; empty when the shop quoted of its own accord.
    words: String,
    /// Names of photos, read at `/conversations/{id}/photos/{name}-proof-1280.webp`.
    photos: Vec<String>,
    /// What it should be like.
    listing: Option<String>,
    budget: Option<Amount>,
    terms: Option<TermsOut>,
    /// The purchase that was placed on it.
    purchase: Option<String>,
}

/// What a shop proposes.
#[derive(Serialize, ToSchema)]
pub struct TermsOut {
    title: String,
    includes: String,
    /// For the piece, without shipping.
    amount: Amount,
    shipping: Amount,
    /// Paid before the work begins; without it everything is.
    deposit: Option<Amount>,
    /// Days from the first payment until it is ready.
    days: i64,
    revisions: i64,
    milestones: Vec<String>,
    photos: Vec<String>,
}

impl From<&QuoteTerms> for TermsOut {
    fn from(terms: &QuoteTerms) -> Self {
        Self {
            title: terms.title.clone(),
            includes: terms.includes.clone(),
            amount: terms.amount.into(),
            shipping: terms.shipping.into(),
            deposit: terms.deposit.map(Amount::from),
            days: terms.days,
            revisions: terms.revisions,
            milestones: terms.milestones.clone(),
            photos: terms.photos.clone(),
        }
    }
}

impl From<&QuoteCard> for QuoteOut {
    fn from(card: &QuoteCard) -> Self {
        Self {
            id: card.quote.to_string(),
            state: card.state.name(),
            due_at: card.state.due_at().map(time),
            acts: Vec::new(),
            words: card.brief.words.clone(),
            photos: card.brief.photos.clone(),
            listing: card.brief.like.as_ref().map(|like| like.listing.to_string()),
            budget: card.brief.budget.map(Amount::from),
            terms: card.terms.as_ref().map(TermsOut::from),
            purchase: card.state.purchase().map(|purchase| purchase.to_string()),
        }
    }
}

pub fn out(quote: &Quote, side: Side) -> QuoteOut {
    let acts = quote.acts(side).into_iter().map(QuoteAct::name).collect();
    QuoteOut { acts, ..QuoteOut::from(&QuoteCard::from(quote)) }
}
