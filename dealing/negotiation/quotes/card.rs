use serde::{Deserialize, Serialize};

use super::{Brief, Quote, QuoteAct, QuoteId, QuoteState, QuoteTerms, quote::may};
use kernel::Side;

/// A quote as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteCard {
    pub quote: QuoteId,
    pub state: QuoteState,
    pub brief: Brief,
    pub terms: Option<QuoteTerms>,
}

impl From<&Quote> for QuoteCard {
    fn from(quote: &Quote) -> Self {
        Self {
            quote: quote.id,
            state: quote.state.clone(),
            brief: quote.brief.clone(),
            terms: quote.terms.clone(),
        }
    }
}

impl QuoteCard {
    /// What one side may do with it as long as it stands as it is here.
    pub fn can(&self, side: Side, act: QuoteAct) -> bool {
        may(self.state.stage(), side, act)
    }

    /// What it is called: by its terms, or by the brief.
    pub fn words(&self) -> &str {
        self.terms.as_ref().map_or(&self.brief.words, |terms| &terms.title)
    }

    /// Every picture in it.
    pub fn photos(&self) -> impl Iterator<Item = &String> {
        self.brief.photos.iter().chain(self.terms.iter().flat_map(|terms| &terms.photos))
    }
}
