use kernel::{Currency, Timestamp, id};
use people::capability::Brought;
use platform::views::Shell;

use crate::search::{asked::SearchRequest, chips::chips, query::Facets};

/// Searches of one holder.
pub const MOST_SEARCHES: i64 = 50;

id!(
    /// What somebody looks for again and again.
    SavedId
);

#[derive(Clone, Debug)]
pub struct SavedSearch {
    pub id: SavedId,
    /// The fields of an address.
    pub query: String,
    /// Whether its holder is told of what is new.
    pub has_alerts: bool,
    pub saved_at: Timestamp,
}

impl SavedSearch {
    pub fn asked(&self) -> SearchRequest {
        SearchRequest::read(&self.query)
    }

    /// Where its newest results are.
    pub fn newest(&self) -> String {
        self.asked().newest()
    }

    /// What it is called: the words, then what was chosen.
    pub fn name(&self, shell: &Shell, capabilities: &[Brought], home: Currency) -> String {
        let asked = self.asked();
        let currency = Currency::parse(&asked.filter.currency).unwrap_or(home);
        let words = (!asked.words.is_empty()).then(|| shell.say("search-title", &[("words", &asked.words)]));
        let chosen = chips(shell, &asked, &Facets::default(), capabilities, currency);
        words.into_iter().chain(chosen.into_iter().map(|chip| chip.words)).collect::<Vec<_>>().join(" · ")
    }
}
