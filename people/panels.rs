//! What later capabilities add to a page: asked for by the page, drawn in one read.

use platform::db::{DbError, Tx};

use crate::{
    capability::{Eyes, Looking, Panel},
    visit::{OpenPanels, Visit},
};

/// What was drawn for the places of a page.
#[derive(Default)]
pub struct Panels {
    drawn: Vec<(&'static str, String)>,
    /// What stands for those that are each reader's own, where many are to read the page.
    open: Option<String>,
}

impl Panels {
    /// What stands at a place, in the order of the capabilities.
    pub fn at(&self, place: &str) -> String {
        let drawn: String = self.each(place).collect();
        match &self.open {
            Some(mark) => format!("{drawn}<!--{mark} {place}-->"),
            None => drawn,
        }
    }

    /// What stands at a place for one of several things, each piece of which begins with the key of its own.
    pub fn of(&self, place: &str, key: &str) -> String {
        self.each(place).filter_map(|piece| piece.strip_prefix(key)?.strip_prefix(' ')).collect()
    }

    pub fn each(&self, place: &str) -> impl Iterator<Item = &str> {
        self.drawn.iter().filter(move |(at, _)| *at == place).map(|(_, html)| html.as_str())
    }
}

fn of_page(looking: &Looking, page: &str, eyes: Eyes) -> Vec<&'static Panel> {
    let all = looking.capabilities.iter().flat_map(|brought| brought.web.panels);
    all.filter(|panel| panel.page == page && panel.eyes == eyes).collect()
}

/// Draw what is added to a page: first what everybody sees, then what is the reader's own, which a page for many leaves
/// open. Nothing that goes wrong here costs more than the panel in which it does.
pub async fn draw(visit: &Visit, page: &'static str, looking: Looking) -> Panels {
    let (mut panels, own) = (of_page(&looking, page, Eyes::Everybody), of_page(&looking, page, Eyes::Reader));
    let open = visit.for_many.as_ref().filter(|_| !own.is_empty()).map(|many| {
        let Looking { shop, id, .. } = looking;
        let (section, cards) = (looking.shell.section, looking.cards.clone());
        format!("{} {}", many.mark, many.leave(OpenPanels { page, section, shop, id, cards }))
    });
    if open.is_none() {
        panels.extend(own);
    }
    Panels { drawn: drawn(visit, page, &looking, &panels).await, open }
}

/// Draw what a page for many left open for its readers.
pub async fn draw_open(visit: &Visit, left: &OpenPanels) -> Panels {
    let mut looking = visit.looking(visit.shell(left.section), left.shop, left.id);
    looking.cards.clone_from(&left.cards);
    let own = of_page(&looking, left.page, Eyes::Reader);
    Panels { drawn: drawn(visit, left.page, &looking, &own).await, open: None }
}

async fn drawn(
    visit: &Visit,
    page: &'static str,
    looking: &Looking,
    panels: &[&'static Panel],
) -> Vec<(&'static str, String)> {
    let (mut drawn, mut from) = (Vec::new(), 0);
    while from < panels.len() {
        let (rest, asked) = (&panels[from..], looking);
        let look = async |tx: &mut Tx| {
            let mut done = Vec::with_capacity(rest.len());
            for panel in rest {
                tx.allow(panel.statements);
                done.push((panel.draw)(tx, asked).await);
                // On a server nothing more can be asked in a transaction in which a statement has failed.
                if done.last().is_some_and(Result::is_err) {
                    break;
                }
            }
            Ok::<_, DbError>(done)
        };
        let done = visit.market.db.read(look).await.unwrap_or_else(|error| vec![Err(error)]);
        from += done.len();
        for pieces in done {
            match pieces {
                Ok(pieces) => drawn.extend(pieces),
                Err(error) => tracing::warn!(%error, page, "a panel could not be drawn"),
            }
        }
    }
    drawn
}

/// Draw what is added to a part that is a panel itself, within its budget.
pub async fn within(tx: &mut Tx, page: &'static str, looking: &Looking) -> Result<Panels, DbError> {
    let mut drawn = Panels::default();
    for eyes in [Eyes::Everybody, Eyes::Reader] {
        for panel in of_page(looking, page, eyes) {
            drawn.drawn.extend((panel.draw)(tx, looking).await?);
        }
    }
    Ok(drawn)
}

impl Visit {
    /// Who looks, at a page of a shop or of nobody's.
    pub fn looking(&self, shell: platform::views::Shell, shop: Option<kernel::ShopId>, id: i64) -> Looking {
        Looking {
            shell,
            lang: self.lang,
            home: self.market.config.language,
            now: self.now,
            rules: self.market.rules(),
            currency: self.market.config.currency,
            account: self.account_id().ok(),
            holder: self.holder(),
            capabilities: self.market.capabilities.clone(),
            shop,
            id,
            cards: Vec::new(),
            place: String::new(),
        }
    }
}
