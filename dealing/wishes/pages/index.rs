use askama::Template;
use axum::{extract::State, response::Response};
use goods::catalog::{Card, ListingId, pages::Marks};
use kernel::Timestamp;
use people::{market::Market, visit::Visit};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Paging, Problem},
};

use super::common::{badges, on_sale};
use crate::wishes::{self, Shown, ShownWish, Wish, WishId, shown_wish};

#[derive(Template)]
#[template(path = "wishes/views/index.html")]
struct IndexPage {
    shell: Shell,
    lang: Lang,
    kept: Kept,
    marks: Marks,
    /// This page of the list.
    path: String,
    now: Timestamp,
}

/// A page of somebody's wishes.
#[derive(Default)]
struct Kept {
    all: i64,
    wishes: Vec<ShownWish>,
    older: String,
    out: Option<TakenOut>,
}

/// What was just taken out, and can be kept again while it is sold.
struct TakenOut {
    listing: ListingId,
    /// Its title and the language of it; nothing of what is no longer sold.
    title: Option<(String, &'static str)>,
    /// Before which wish it stood.
    place: usize,
}

impl IndexPage {
    /// What is said of a wish, each with the kind of its badge.
    fn notes(&self, one: &ShownWish) -> Vec<(&'static str, String)> {
        badges(&self.shell, &one.wish, self.now)
    }

    /// What was taken out, if it stood before this wish.
    fn out_at(&self, place: usize) -> Option<&TakenOut> {
        self.kept.out.as_ref().filter(|out| out.place == place)
    }
}

/// `GET /wishes`: the newest first. `taken` and `at` tell what was just taken out.
pub async fn index(
    State(market): State<Market>,
    visit: Visit,
    mut paging: Paging,
) -> Result<Response, Problem> {
    let taken: Option<ListingId> = paging.asked.parsed("taken", |text| text.parse().ok());
    let at: Option<WishId> = paging.asked.parsed("at", |text| text.parse().ok());
    let path = match paging.before {
        i64::MAX => "/wishes".to_owned(),
        before => format!("/wishes?before={before}"),
    };
    let lang = visit.lang;
    let kept = match visit.holder() {
        Some(holder) => {
            let read = async move |tx: &mut Tx| {
                let mut kept = read(tx, holder, &paging).await?;
                kept.out = match taken {
                    Some(listing) => taken_out(tx, lang, holder, listing, at, &kept.wishes).await?,
                    None => None,
                };
                Ok::<_, DbError>(kept)
            };
            market.db.read(read).await?
        }
        None => Kept::default(),
    };
    let cards: Vec<&Card> = kept.wishes.iter().filter_map(on_sale).collect();
    let marks = Marks::draw(&visit, cards).await;
    views::page(&IndexPage { shell: visit.shell("mine"), lang, kept, marks, path, now: visit.now })
}

async fn read(tx: &mut Tx, holder: i64, paging: &Paging) -> Result<Kept, DbError> {
    let rows = wishes::list(tx, holder, paging.before, paging.limit.and_one_more()).await?;
    // What was taken out stood on one page.
    let place = |last: &Wish| {
        [("before", last.id.get().to_string()), ("taken", String::new()), ("at", String::new())]
    };
    let (items, older) = paging.cut_by(rows, place);
    let all = wishes::count(tx, holder).await?;
    Ok(Kept { all, wishes: ShownWish::load_all(tx, items).await?, older, out: None })
}

/// What was taken out, unless it is kept again meanwhile.
async fn taken_out(
    tx: &mut Tx,
    lang: Lang,
    holder: i64,
    listing: ListingId,
    at: Option<WishId>,
    beside: &[ShownWish],
) -> Result<Option<TakenOut>, DbError> {
    if wishes::find(tx, holder, listing).await?.is_some() {
        return Ok(None);
    }
    let card = shown_wish::card(tx, listing).await?;
    let title = card.map(|card| (card.title_in(&lang).to_owned(), card.title_lang(&lang)));
    let place = at.map_or(0, |at| beside.iter().take_while(|one| one.wish.id > at).count());
    Ok(Some(TakenOut { listing, title, place }))
}
