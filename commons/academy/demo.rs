//! The academy of a demo market: a maker who teaches, three courses, and people who learn in them all year.

use std::collections::BTreeSet;

use kernel::{AccountId, Actor};
use people::fair::{Broken, Done, Fair, MAKER, Opened, Pair, Player, plays};
use platform::{Later, db::Tx, i18n::Lang};
use serde::Deserialize;

use super::{
    Content, Course, CourseAct, CourseId, Goal, Lesson, LessonPicture, Quiz, Syllabus, Task, add_lesson,
    answer, appoint,
    cohorts::{self, CohortId},
    enrol, lessons, make, read, set_cover, step,
};
use crate::Commons;

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

/// Somebody comes into a course every so many days.
const EVERY: u64 = 6;
/// Days before today on which the cohort that is running was planned.
const RUNNING: u64 = 19;

pub fn open(market: Commons, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let told: Vec<Told> = fair.content("courses.json")?;
        plays(School { market, told, courses: Vec::new(), cohort: None })
    })
}

struct School {
    market: Commons,
    told: Vec<Told>,
    courses: Vec<CourseId>,
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
                // Every third goes on to the end.
                let share = if number % 3 == 0 { usize::MAX } else { number % 5 };
                self.learn(learner, number, share).await?;
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
            // Whom a visitor may be: a buyer on the way, a maker who has completed a course.
            self.learn(fair.visitor()?, 1, 2).await?;
            self.learn(fair.visitor()?, 0, usize::MAX).await?;
            self.learn(lecturer, 1, usize::MAX).await
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
        let act = async move |tx: &mut Tx| {
            enrol(tx, &by, now, course).await?;
            let all: Vec<Lesson> = lessons(tx, course).await?;
            for lesson in all.iter().take(share) {
                read(tx, &by, now, course, &[(lesson.id, now)]).await?;
                if lesson.has_quiz() {
                    answer(tx, &by, now, (course, lesson.id), &good(&lesson.content.quiz)).await?;
                }
            }
            Ok::<_, super::LearnError>(())
        };
        Ok(self.market.db.write(act).await?)
    }
}

/// The good choices of every question.
fn good(quiz: &Quiz) -> Vec<BTreeSet<usize>> {
    let of = |question: &super::quiz::Question| {
        let good = question.choices.iter().enumerate().filter(|(_, choice)| choice.is_good);
        good.map(|(at, _)| at).collect()
    };
    quiz.questions.iter().map(of).collect()
}
