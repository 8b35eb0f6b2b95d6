//! What many look for, and what a shop could make next.

use askama::Template;
use axum::{
    extract::{FromRef, Path, State},
    response::Response,
};
use goods::Goods;
use people::{
    shops::{Desk, Shop, pages::seller},
    visit::Visit,
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Problem, csv_file},
};

use super::file;
use crate::{
    Commons,
    insights::{self, ShopWords, Word},
};

#[derive(Template)]
#[template(path = "insights/views/words.html")]
struct WordsPage {
    shell: Shell,
    desk: Desk,
    it: ShopWords,
}

impl WordsPage {
    /// Those that are near to the shop, or the others.
    fn next(&self, is_near: bool) -> Vec<&Word> {
        self.it.next.iter().filter(|(_, near)| *near == is_near).map(|(word, _)| word).collect()
    }

    fn people(&self, word: &Word) -> String {
        self.shell.n("insights-people-least", word.people.get())
    }

    fn draft(&self, word: &Word, is_near: &bool) -> String {
        word.draft_path(&self.desk.handle, if *is_near { &self.it.craft } else { "" })
    }
}

/// `GET /desk/{handle}/insights/words`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (shop, it) = load(&market, &visit, &handle).await?;
    let desk = Desk::new(&shop, "insights");
    views::page(&WordsPage { shell: visit.shell("desk"), desk, it })
}

/// `GET /desk/{handle}/insights/words.csv`
pub async fn export(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, it) = load(&market, &visit, &handle).await?;
    Ok(csv_file(&format!("{handle}-words.csv"), file::of_words(&it).map_err(Problem::broken)?))
}

async fn load(market: &Commons, visit: &Visit, handle: &str) -> Result<(Shop, ShopWords), Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let (goods, of) = (Goods::from_ref(market), shop.clone());
    let read = async move |tx: &mut Tx| insights::words_for(tx, &goods.index, &of).await;
    Ok((shop, market.db.read(read).await?))
}
