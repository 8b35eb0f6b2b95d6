//! What was handed in, with all that its page shows.

use goods::catalog::{self, ListingId, ListingState};
use kernel::{AccountId, Money};
use people::{accounts, shops};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
};

use super::{HandIn, HandInId, Step, Thing, store};
use crate::{
    academy::{Course, CourseId, Lesson, LessonId, Task, course_store, lesson_store},
    live::{self, Room, RoomStage},
};

/// Things of one shop that can be chosen, in each state.
const CHOICES: i64 = 50;
/// Letters of what is said of a listing.
const MOST_WORDS: usize = 2_000;

/// A listing or a show that was handed in, as it is now.
#[derive(Clone, Debug)]
pub struct Piece {
    pub title: String,
    pub title_en: String,
    /// Of its shop.
    pub language: Lang,
    /// The key of how it stands.
    pub state: String,
    pub words: String,
    /// Name of its first picture; empty for none.
    pub picture: String,
    pub price: Option<Money>,
    /// Where everybody sees it; empty while nobody does.
    pub path: String,
}

impl Piece {
    pub fn title_in(&self, lang: impl Into<Lang>) -> &str {
        shops::pick(lang, self.language, &self.title, &self.title_en)
    }
}

/// What was handed in, with its history.
#[derive(Clone, Debug)]
pub struct Shown {
    pub work: HandIn,
    /// None of words, and of what is no more.
    pub piece: Option<Piece>,
    pub steps: Vec<Step>,
}

/// What a learner sees of their own work for a lesson, and what they may choose from.
#[derive(Clone, Debug, Default)]
pub struct OwnWork {
    pub shown: Option<Shown>,
    /// Things to be handed in, by their ids.
    pub choices: Vec<(String, String)>,
}

async fn listing(tx: &mut Tx, id: ListingId) -> Result<Option<Piece>, DbError> {
    let Some(it) = catalog::read_by_id(tx, &[id.shop()], id).await? else { return Ok(None) };
    let is_seen = it.shop.state == shops::ShopState::Open && it.listing.state == ListingState::Active;
    let path = format!("/shops/{}/{}", it.shop.handle, it.listing.handle);
    Ok(Some(Piece {
        language: it.shop.language,
        state: format!("listing-state-{}", it.listing.state.name()),
        words: catalog::plain(&it.listing.body, MOST_WORDS),
        picture: it
            .pictures
            .into_iter()
            .map(|picture| picture.file)
            .find(|file| !file.is_empty())
            .unwrap_or_default(),
        price: Some(it.listing.low).filter(|low| low.minor() > 0),
        path: if is_seen { path } else { String::new() },
        title: it.listing.title,
        title_en: it.listing.title_en,
    }))
}

async fn show(tx: &mut Tx, room: live::RoomId) -> Result<Option<Piece>, DbError> {
    let Some(shop) = shops::find(tx, room.shop()).await? else { return Ok(None) };
    let Some(room) = live::find_own(tx, &kernel::Actor::System, room).await? else { return Ok(None) };
    let is_seen = shop.state == shops::ShopState::Open && room.state.stage() != RoomStage::Cancelled;
    Ok(Some(Piece {
        language: shop.language,
        state: format!("live-state-{}", room.state.name()),
        words: String::new(),
        picture: if room.cover.is_empty() { room.poster } else { room.cover },
        price: None,
        path: if is_seen { format!("/live/{}", room.id) } else { String::new() },
        title: room.title,
        title_en: String::new(),
    }))
}

async fn shown(tx: &mut Tx, work: HandIn) -> Result<Shown, DbError> {
    let piece = match work.work.thing {
        None => None,
        Some(Thing::Listing(id)) => listing(tx, id).await?,
        Some(Thing::Show(room)) => show(tx, room).await?,
    };
    let steps = store::steps(tx, work.id).await?;
    Ok(Shown { work, piece, steps })
}

async fn listings(tx: &mut Tx, learner: AccountId) -> Result<Vec<(String, String)>, DbError> {
    let mut found = Vec::new();
    for (shop, ..) in shops::list_of_account(tx, learner).await? {
        for state in [ListingState::Draft, ListingState::Active] {
            let rows = catalog::list_for_desk(tx, shop, state, "", i64::MAX, CHOICES).await?;
            found.extend(rows.into_iter().map(|row| (row.id.to_string(), row.title)));
        }
    }
    Ok(found)
}

async fn rooms(tx: &mut Tx, learner: AccountId) -> Result<Vec<(String, String)>, DbError> {
    let mut found = Vec::new();
    for (shop, ..) in shops::list_of_account(tx, learner).await? {
        let rooms = live::list_of_shop(tx, shop, i64::MAX, CHOICES).await?;
        let is_there = |room: &Room| room.state.stage() != RoomStage::Cancelled;
        found.extend(rooms.into_iter().filter(is_there).map(|room| (room.id.to_string(), room.title)));
    }
    Ok(found)
}

/// What a learner has handed in for a lesson, and what they may hand in.
pub async fn look_for_learner(tx: &mut Tx, lesson: &Lesson, learner: AccountId) -> Result<OwnWork, DbError> {
    let own = match store::find_of(tx, lesson.course, lesson.id, learner).await? {
        Some(work) => Some(shown(tx, work).await?),
        None => None,
    };
    let choices = match lesson.content.task {
        Task::None | Task::Words => Vec::new(),
        Task::Listing => listings(tx, learner).await?,
        Task::Practice => rooms(tx, learner).await?,
    };
    Ok(OwnWork { shown: own, choices })
}

/// Work that a lecturer marks, with its course, its lesson and the name of its learner.
pub async fn look_for_lecturer(
    tx: &mut Tx,
    lecturer: AccountId,
    id: HandInId,
) -> Result<Option<(Shown, Course, Lesson, String)>, DbError> {
    let Some(work) = store::find_for_lecturer(tx, lecturer, id).await? else { return Ok(None) };
    let at: (CourseId, LessonId) = (work.course, work.lesson);
    let name = accounts::name_of(tx, work.learner).await?.unwrap_or_default();
    let shown = shown(tx, work).await?;
    let course = course_store::find(tx, at.0).await?;
    let lesson = lesson_store::find(tx, at.0, at.1).await?;
    Ok(course.zip(lesson).map(|(course, lesson)| (shown, course, lesson, name)))
}
