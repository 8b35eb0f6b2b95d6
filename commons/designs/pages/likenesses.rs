//! The moderators' desk for likenesses: what looks like a record, to be looked at by a person.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::ListingId;
use people::{
    moderator::{CaseList, CaseQuery, Desk, Frame, Shelf},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use super::common::{Shown, Thing};
use crate::{
    Commons,
    designs::{self, Likeness, RecordId},
};

const DESK: Desk = Desk("likenesses");

/// Two pictures beside each other.
pub struct Pair {
    pub one: Likeness,
    pub thing: Thing,
    pub made: Shown,
    /// The record's picture.
    pub picture: String,
}

impl Pair {
    async fn load(tx: &mut Tx, one: Likeness) -> Result<Option<Self>, DbError> {
        let Some(thing) = Thing::find(tx, one.listing).await? else { return Ok(None) };
        let Some(made) = Shown::find(tx, one.record).await? else { return Ok(None) };
        let pictures = designs::pictures(tx, one.record).await?;
        let picture = pictures.into_iter().find(|picture| picture.number == one.number);
        Ok(Some(Self { picture: picture.map(|picture| picture.file).unwrap_or_default(), one, thing, made }))
    }
}

#[derive(Template)]
#[template(path = "designs/views/likenesses.html")]
struct IndexPage {
    shell: Shell,
    lang: Lang,
    frame: Frame,
    list: Vec<Pair>,
    listing: CaseList,
}

/// `GET /moderator/likenesses`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    asked: CaseQuery,
) -> Result<Response, Problem> {
    let (frame, _) = Frame::open(&visit, DESK)?;
    let read = async move |tx: &mut Tx| {
        let found = match asked.shelf {
            Shelf::Waiting => designs::list_likenesses(tx, asked.after, asked.limit).await?,
            Shelf::Done => designs::list_likenesses_seen(tx, asked.before, asked.limit).await?,
        };
        let mut list = Vec::new();
        for one in found {
            list.extend(Pair::load(tx, one).await?);
        }
        Ok::<_, DbError>((list, designs::count_likenesses(tx).await?, asked))
    };
    let (list, waiting, asked) = market.db.report(read).await?;
    let (list, listing) = CaseList::cut(&asked, waiting, list, |pair| pair.one.id);
    views::page(&IndexPage { shell: visit.shell("moderator"), lang: visit.lang, frame, list, listing })
}

/// `POST /moderator/likenesses/{listing}/{record}`
pub async fn see(
    State(market): State<Commons>,
    visit: Visit,
    Path((listing, record)): Path<(ListingId, RecordId)>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.moderator()?, visit.now);
    market.write(async move |tx: &mut Tx| designs::see(tx, &by, now, listing, record).await).await?;
    Ok(redirect(&DESK.path(), "done-likeness-seen"))
}
