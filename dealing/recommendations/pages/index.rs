use askama::Template;
use axum::{extract::State, response::Response};
use goods::catalog::{self, Card, pages::Marks};
use people::{market::Market, visit::Visit};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use crate::recommendations::{Pick, is_off, list, shelf};

/// Things that are picked.
const PICKED: usize = 12;

#[derive(Template)]
#[template(path = "recommendations/views/index.html")]
struct IndexPage {
    shell: Shell,
    lang: Lang,
    marks: Marks,
    known: Known,
}

/// What is known of somebody.
#[derive(Default)]
struct Known {
    is_off: bool,
    picks: Vec<Pick>,
    viewed: Vec<Card>,
    older: String,
}

/// `GET /recommendations`
pub async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let now = visit.now;
    let known = match visit.holder() {
        Some(holder) => {
            let look = async move |tx: &mut Tx| {
                let rows = list(tx, holder, paging.before, paging.limit.and_one_more()).await?;
                let (rows, older) = paging.cut(rows, |last| last.at.micros());
                let ids: Vec<_> = rows.iter().map(|one| one.listing).collect();
                Ok::<_, DbError>(Known {
                    is_off: is_off(tx, holder).await?,
                    picks: shelf(tx, now, holder, PICKED).await?,
                    viewed: catalog::cards(tx, &ids).await?,
                    older,
                })
            };
            market.db.read(look).await?
        }
        None => Known::default(),
    };
    let cards: Vec<&Card> = known.viewed.iter().chain(known.picks.iter().map(|pick| &pick.card)).collect();
    let marks = Marks::draw(&visit, cards).await;
    views::page(&IndexPage { shell: visit.shell("mine"), lang: visit.lang, marks, known })
}
