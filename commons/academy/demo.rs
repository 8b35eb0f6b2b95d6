//! The academy of a demo market: a maker who teaches and marks, three courses, and people who learn in them all year.

use std::collections::BTreeSet;

use goods::catalog::{self, ListingState};
use kernel::{AccountId, Actor};
use people::{
    fair::{Broken, Done, FARMER, Fair, MAKER, Opened, Pair, Player, plays},
    shops,
};
use platform::{
    Later,
    db::{DbError, Tx},
    i18n::Lang,
};
use serde::Deserialize;

use super::{
    Content, Course, CourseAct, CourseId, Goal, Lesson, LessonPicture, Quiz, Syllabus, Task, add_lesson,
    answer, appoint,
    cohorts::{self, CohortId},
    enrol, lessons, make, read, set_cover, step,
    work::{self, Mark, Thing, Work},
};
use crate::{Commons, live};

/// What `courses.json` says of a course.
#[derive(Deserialize)]
struct Told {
    title: Pair,
    words: Pair,
    goal: String,
    cover: String,
    lessons: Vec<ToldLesson>,
}

#[derive(Deserialize)]
struct ToldLesson {
    title: Pair,
    minutes: i64,
    body: Pair,
    quiz: Pair,
    task: String,
    task_words: Pair,
    pictures: Vec<ToldPicture>,
}

#[derive(Deserialize)]
struct ToldPicture {
    file: String,
    words: String,
}

/// What `work.json` says of what is handed in and marked.
#[derive(Deserialize)]
struct ToldWork {
    words: Vec<String>,
    good: Vec<String>,
    again: Vec<String>,
    corrected: String,
}

/// Somebody comes into a course every so many days.
const EVERY: u64 = 6;
/// The lecturer marks every so many days.
const MARKED_EVERY: u64 = 24;
/// Days before today on which the cohort that is running was planned.
const RUNNING: u64 = 19;

pub fn open(market: Commons, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let told: Vec<Told> = fair.content("courses.json")?;
        let work = fair.content("work.json")?;
        plays(School { market, told, work, courses: Vec::new(), marked: 0, cohort: None })
    })
}

struct School {
    market: Commons,
    told: Vec<Told>,
    work: ToldWork,
    courses: Vec<CourseId>,
    /// Marks that were given.
    marked: usize,
    /// The one that is running.
    cohort: Option<CohortId>,
}

impl Player for School {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            if fair.day == 0 {
                self.found(fair).await?;
            }
            if fair.days_left() == RUNNING {
                self.cohort = Some(self.gather(fair, ("晚间直播班 · 一期", 3, 8)).await?);
            }
            if fair.day % EVERY == 1 && !fair.buyers.is_empty() {
                let number = usize::try_from(fair.day / EVERY)?;
                let learner = fair.buyer(number % fair.buyers.len())?;
                // Every third goes on to the end, in the course that asks for words alone.
                let share = if number % 3 == 1 { usize::MAX } else { number % 5 };
                self.learn(learner, number, share).await?;
            }
            if fair.day % MARKED_EVERY == 4 {
                self.mark(fair).await?;
            }
            Ok(())
        })
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            let lecturer = fair.stall(MAKER)?.owner;
            if let Some(cohort) = self.cohort {
                cohorts::demo::attend(&self.market, lecturer, cohort).await?;
            }
            self.gather(fair, ("晚间直播班 · 二期", 12, 5)).await?;
            // Whom a visitor may be: a buyer who has completed one course and is on the way in another, a maker, a farmer
            // who has a listing and a show to hand in.
            self.learn(fair.visitor()?, 0, 2).await?;
            self.learn(fair.visitor()?, 1, usize::MAX).await?;
            self.learn(lecturer, 1, usize::MAX).await?;
            self.learn(fair.stall(FARMER)?.owner, 0, usize::MAX).await?;
            self.learn(fair.stall(FARMER)?.owner, 2, usize::MAX).await
        })
    }
}

impl School {
    async fn found(&mut self, fair: &Fair) -> Result<(), Broken> {
        let (operator, now) = (Actor::Operator { account: fair.operator()? }, self.market.now());
        let lecturer = fair.stall(MAKER)?.owner;
        self.market.db.write(async move |tx: &mut Tx| appoint(tx, &operator, now, lecturer).await).await?;
        for told in &self.told {
            self.courses.push(self.write(fair, lecturer, told).await?);
        }
        Ok(())
    }

    async fn write(&self, fair: &Fair, lecturer: AccountId, told: &Told) -> Result<CourseId, Broken> {
        let (by, now) = (Actor::Buyer { account: lecturer }, self.market.now());
        let said = Syllabus {
            language: Lang::Chinese,
            title: told.title.own.clone(),
            title_en: told.title.en.clone(),
            words: told.words.own.clone(),
            words_en: told.words.en.clone(),
            goal: Goal::parse(&told.goal).ok_or("no goal")?,
            seat: None,
        };
        let mut contents = Vec::new();
        for lesson in &told.lessons {
            contents.push(self.content(fair, lesson).await?);
        }
        let cover = self.picture(fair, &told.cover).await?;
        let act = async move |tx: &mut Tx| {
            let course: Course = make(tx, &by, now, said.clone()).await?;
            for content in &contents {
                add_lesson(tx, &by, now, course.id, content.clone()).await?;
            }
            set_cover(tx, &by, now, course.id, &cover).await?;
            step(tx, &by, now, course.id, CourseAct::Open).await?;
            Ok::<_, super::WriteError>(course.id)
        };
        Ok(self.market.db.write(act).await?)
    }

    /// Mark what waits: most of it is good, some is asked for once more, and one of those marks is corrected.
    async fn mark(&mut self, fair: &Fair) -> Done {
        let lecturer = fair.stall(MAKER)?.owner;
        let (by, now) = (Actor::Buyer { account: lecturer }, self.market.now());
        let list = async move |tx: &mut Tx| work::list_waiting(tx, lecturer, 0, 20).await;
        for one in self.market.db.read(list).await? {
            let number = self.marked;
            self.marked += 1;
            let (mark, from) =
                if number % 4 == 3 { (Mark::Again, &self.work.again) } else { (Mark::Good, &self.work.good) };
            let words = from.get(number % from.len().max(1)).cloned().unwrap_or_default();
            let corrected = Some(self.work.corrected.clone()).filter(|_| number % 8 == 3);
            let act = async move |tx: &mut Tx| {
                let (id, seen) = (one.work.id, one.work.last_step);
                let marked = work::mark(tx, &by, now, id, seen, (mark, words.clone())).await?;
                if let Some(words) = corrected.clone() {
                    work::mark(tx, &by, now, id, marked.last_step, (Mark::Good, words)).await?;
                }
                Ok::<_, work::WorkError>(())
            };
            self.market.db.write(act).await?;
        }
        Ok(())
    }

    /// A cohort of the course about going live.
    async fn gather(&self, fair: &Fair, new: (&str, u64, usize)) -> Result<CohortId, Broken> {
        let lecturer = fair.stall(MAKER)?.owner;
        let at = self.told.iter().position(|told| told.goal == Goal::Show.name()).unwrap_or_default();
        let course = self.courses.get(at).copied().ok_or("no course")?;
        cohorts::demo::gather(&self.market, fair, (lecturer, course), new).await
    }

    async fn picture(&self, fair: &Fair, file: &str) -> Result<String, Broken> {
        let content = fair.art("pictures", file)?;
        let kept = self.market.files.keep_picture(content.into(), None).await?;
        Ok(kept.map_err(|error| format!("{file}: {error:?}"))?.file)
    }

    async fn content(&self, fair: &Fair, told: &ToldLesson) -> Result<Content, Broken> {
        let mut pictures = Vec::new();
        for one in &told.pictures {
            let file = self.picture(fair, &one.file).await?;
            pictures.push(LessonPicture { file, words: one.words.clone() });
        }
        let quiz = Quiz::read(&told.quiz.own, &told.quiz.en);
        Ok(Content {
            minutes: told.minutes,
            title: told.title.own.clone(),
            title_en: told.title.en.clone(),
            body: told.body.own.clone(),
            body_en: told.body.en.clone(),
            pictures,
            film: None,
            quiz: quiz.map_err(|fault| format!("{}: {fault:?}", told.title.own))?,
            task: Task::parse(&told.task).ok_or("no task")?,
            task_words: told.task_words.own.clone(),
            task_words_en: told.task_words.en.clone(),
        })
    }

    /// Come into a course, and read and answer its first lessons.
    async fn learn(&self, learner: AccountId, number: usize, share: usize) -> Result<(), Broken> {
        let Some(course) = self.courses.get(number % self.courses.len().max(1)).copied() else {
            return Ok(());
        };
        let (by, now) = (Actor::Buyer { account: learner }, self.market.now());
        let words = self.work.words.get(number % self.work.words.len().max(1)).cloned().unwrap_or_default();
        let act = async move |tx: &mut Tx| {
            enrol(tx, &by, now, course).await?;
            let all: Vec<Lesson> = lessons(tx, course).await?;
            for lesson in all.iter().take(share) {
                read(tx, &by, now, course, &[(lesson.id, now)]).await?;
                if lesson.has_quiz() {
                    answer(tx, &by, now, (course, lesson.id), &good(&lesson.content.quiz)).await?;
                }
                if let Some(work) = own_work(tx, learner, lesson.content.task, &words).await? {
                    work::hand_in(tx, &by, now, (course, lesson.id), work).await?;
                }
            }
            Ok::<_, Broken>(())
        };
        self.market.db.write(act).await
    }
}

/// What somebody has to hand in: some words, or what their shop has. Nothing of who has no shop.
async fn own_work(tx: &mut Tx, learner: AccountId, task: Task, words: &str) -> Result<Option<Work>, DbError> {
    let shop = shops::list_of_account(tx, learner).await?.into_iter().next().map(|(shop, ..)| shop);
    let thing = match (task, shop) {
        (Task::Words, _) => return Ok(Some(Work { words: words.to_owned(), thing: None })),
        (Task::Listing, Some(shop)) => {
            let all = catalog::list_for_desk(tx, shop, ListingState::Active, "", i64::MAX, 1).await?;
            all.first().map(|row| Thing::Listing(row.id))
        }
        (Task::Practice, Some(shop)) => {
            let all = live::list_of_shop(tx, shop, i64::MAX, 20).await?;
            let there = all.iter().find(|room| room.state.stage() != live::RoomStage::Cancelled);
            there.map(|room| Thing::Show(room.id))
        }
        (Task::None | Task::Listing | Task::Practice, _) => None,
    };
    Ok(thing.map(|thing| Work { words: String::new(), thing: Some(thing) }))
}

/// The good choices of every question.
fn good(quiz: &Quiz) -> Vec<BTreeSet<usize>> {
    let of = |question: &super::quiz::Question| {
        let good = question.choices.iter().enumerate().filter(|(_, choice)| choice.is_good);
        good.map(|(at, _)| at).collect()
    };
    quiz.questions.iter().map(of).collect()
}
