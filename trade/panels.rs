//! What later capabilities add to a page: asked for by the page, drawn in one read.

use platform::db::{DbError, Tx};

use crate::{
    capability::{Looking, Panel},
    visit::Visit,
};

/// What was drawn for the places of a page.
#[derive(Default)]
pub struct Panels(Vec<(&'static str, String)>);

impl Panels {
    /// What stands at a place, in the order of the capabilities.
    pub fn at(&self, place: &str) -> String {
        self.0.iter().filter(|(at, _)| *at == place).map(|(_, html)| html.as_str()).collect()
    }

    pub fn each(&self, place: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(at, _)| *at == place).map(|(_, html)| html.as_str())
    }
}

fn of_page(looking: &Looking, page: &str) -> Vec<&'static Panel> {
    let all = looking.capabilities.iter().flat_map(|brought| brought.web.panels);
    all.filter(|panel| panel.page == page).collect()
}

/// Draw what is added to a page. Nothing that goes wrong here costs more than the panel in which it does.
pub async fn draw(visit: &Visit, page: &'static str, looking: Looking) -> Panels {
    let mut rest = of_page(&looking, page).into_iter().peekable();
    let mut drawn = Panels::default();
    while rest.peek().is_some() {
        let (panels, asked) = (rest.by_ref().collect::<Vec<_>>(), &looking);
        let list = panels.as_slice();
        let look = async |tx: &mut Tx| {
            let mut done = Vec::with_capacity(list.len());
            for panel in list {
                tx.allow(panel.statements);
                let pieces = (panel.draw)(tx, asked).await;
                let is_lost = pieces.is_err();
                done.push(pieces);
                // On a server nothing more can be asked in a transaction in which a statement has failed.
                if is_lost {
                    break;
                }
            }
            Ok::<_, DbError>(done)
        };
        let done = match visit.market.db.read(look).await {
            Ok(done) => done,
            Err(error) => vec![Err(error)],
        };
        let seen = done.len();
        for pieces in done {
            match pieces {
                Ok(pieces) => drawn.0.extend(pieces),
                Err(error) => tracing::warn!(%error, page, "a panel could not be drawn"),
            }
        }
        rest = panels.into_iter().skip(seen).collect::<Vec<_>>().into_iter().peekable();
    }
    drawn
}

/// Draw what is added to a part that is a panel itself, within its budget.
pub async fn within(tx: &mut Tx, page: &'static str, looking: &Looking) -> Result<Panels, DbError> {
    let mut drawn = Panels::default();
    for panel in of_page(looking, page) {
        drawn.0.extend((panel.draw)(tx, looking).await?);
    }
    Ok(drawn)
}

impl Visit {
    /// Who looks, at a page of a shop or of nobody's.
    pub fn looking(&self, shell: platform::views::Shell, shop: Option<kernel::ShopId>, id: i64) -> Looking {
        Looking {
            shell,
            lang: self.lang,
            now: self.now,
            rules: self.market.rules(),
            account: self.account_id().ok(),
            holder: self.holder(),
            capabilities: self.market.capabilities.clone(),
            shop,
            id,
        }
    }
}
