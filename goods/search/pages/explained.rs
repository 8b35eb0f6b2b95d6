//! How each thing that was found came to its place, for operators.

use platform::{i18n::Lang, views::Shell};

use crate::search::{SearchResult, parts::Parts};

/// A table of parts.
pub struct Explained {
    /// The names of the signals, in the order of the columns.
    pub signals: Vec<String>,
    pub rows: Vec<ExplainedRow>,
}

pub struct ExplainedRow {
    pub title: String,
    pub lang: &'static str,
    pub url: String,
    pub words: String,
    pub signals: Vec<String>,
    pub new_shop: String,
    pub sum: String,
}

impl Explained {
    /// Nothing where nobody asked or no words were looked for.
    pub fn of(shell: &Shell, lang: Lang, explains: bool, found: &SearchResult) -> Option<Self> {
        let (_, widest) = found.parts.iter().max_by_key(|(_, parts)| parts.signals.len())?;
        let names: Vec<&str> = widest.signals.iter().map(|(name, _)| *name).collect();
        let figure = |value: i64| if value == 0 { String::new() } else { shell.number(value) };
        let row = |(id, parts): &(_, Parts)| {
            let card = found.hits.iter().find(|card| card.id == *id)?;
            let said =
                |name: &&str| parts.signals.iter().find(|(own, _)| own == name).map_or(0, |(_, adds)| *adds);
            Some(ExplainedRow {
                title: card.title_in(&lang).to_owned(),
                lang: card.title_lang(&lang),
                url: card.url(),
                words: shell.number(parts.words),
                signals: names.iter().map(|name| figure(said(name))).collect(),
                new_shop: figure(parts.new_shop),
                sum: shell.number(parts.sum()),
            })
        };
        explains.then(|| Self {
            signals: names.iter().map(|name| shell.of("operator-signal", name)).collect(),
            rows: found.parts.iter().filter_map(row).collect(),
        })
    }
}
