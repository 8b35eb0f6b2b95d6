use std::collections::BTreeSet;

use commons::academy::{
    self, CourseAct, Task,
    cohorts::{self, CohortAct, NewCohort},
    questions,
    work::{self, Work},
};
use kernel::{Actor, days};
use people::shops;
use platform::db::Tx;
use serde_json::json;

use crate::{
    academy::{QUIZ, content, syllabus},
    academy_cohorts::{plan, session},
    harness::{Call, Market, Town},
};

/// A course of Ana's that Lin has completed.
pub async fn build(town: &mut Town, market: &Market) {
    let (now, shop, learner) = (market.now(), town.bowl.listing.shop(), town.buyer_id);
    let act = async move |tx: &mut Tx| {
        let account = shops::owned_by(tx, shop).await.unwrap().unwrap();
        let (by, learner) = (Actor::Buyer { account }, Actor::Buyer { account: learner });
        academy::appoint(tx, &Actor::System, now, account).await.unwrap();
        let course = academy::make(tx, &by, now, syllabus("用手机拍好照片")).await.unwrap();
        let lesson = content("先找光", QUIZ, Task::Words);
        let lesson = academy::add_lesson(tx, &by, now, course.id, lesson).await.unwrap();
        academy::step(tx, &by, now, course.id, CourseAct::Open).await.unwrap();
        academy::enrol(tx, &learner, now, course.id).await.unwrap();
        academy::read(tx, &learner, now, course.id, &[(lesson.id, now)]).await.unwrap();
        let good = [BTreeSet::from([0])];
        academy::answer(tx, &learner, now, (course.id, lesson.id), &good).await.unwrap();
        let handed = Work { words: "窗在左边。".into(), thing: None };
        let handed = work::hand_in(tx, &learner, now, (course.id, lesson.id), handed).await.unwrap();
        let certificate = academy::certificates_of(tx, learner.account().unwrap()).await.unwrap().remove(0);
        let new = NewCohort { course: course.id, lecturer: None, said: plan(50) };
        let cohort = cohorts::make(tx, &by, now, new).await.unwrap().id;
        let meeting = cohorts::add(tx, &by, now, cohort, session(now + days(30))).await.unwrap().id;
        cohorts::step(tx, &by, now, cohort, CohortAct::Open).await.unwrap();
        cohorts::join(tx, &learner, now, cohort).await.unwrap();
        let about = questions::About::Lesson(lesson.id);
        let asked = questions::ask(tx, &learner, now, (course.id, about), "几点拍？".into()).await.unwrap();
        let met = (cohort, meeting, asked.id);
        Ok::<_, platform::db::DbError>((course.id, lesson.id, certificate.code, handed.id, met))
    };
    let (course, lesson, code, handed, (cohort, meeting, asked)) = market.inner.db.write(act).await.unwrap();
    town.set("{course}", course);
    town.set("{lesson}", lesson);
    town.set("{work}", handed);
    town.set("{cohort}", cohort);
    town.set("{session}", meeting);
    town.set("{question}", asked);
    for path in
        ["/certificates/{code}", "/api/v1/certificates/{code}", "/api/v1/operator/certificates/{code}"]
    {
        town.set(path, &code);
    }
}

pub fn calls() -> Vec<Call> {
    let course = json!({
        "language": "zh-CN", "title": "写好来历", "title_en": "The story", "words": "三句话。", "words_en": "Three sentences.",
        "goal": "listing", "seat": "",
    });
    let lesson = json!({
        "minutes": 10, "title": "头三句", "title_en": "Three sentences", "body": "## 标题\n\n写清楚。", "body_en": "Be clear.",
        "quiz": "? 写什么？\n* 事实\n- 匠心\n", "quiz_en": "? What?\n* Facts\n- Passion\n", "task": "words",
        "task_words": "交三句。", "task_words_en": "Hand in three sentences.", "film": "", "captions": "",
    });
    let cohort = json!({ "name": "春季班", "place": "村委会二楼", "language": "zh-CN", "seats": 20 });
    let new_cohort = json!({
        "course": "000000000000z", "lecturer": "", "name": "春季班", "place": "", "language": "zh-CN", "seats": 20,
    });
    let meeting = json!({
        "begins_at": "2027-01-05T02:00:00Z", "minutes": 90, "title": "光", "place": "村委会", "room": "",
    });
    let marks = json!({ "attendance": [{ "account": "000000000000z", "presence": "there" }] });
    vec![
        (
            "POST",
            "/courses/{course}/questions",
            json!({"lesson": "000000000000z", "cohort": "", "words": "几点拍？"}),
        ),
        ("POST", "/teaching/questions/{question}/answer", json!({"answer": "上午。"})),
        ("POST", "/operator/certificates/{code}/withdrawal", json!({"reason": "别人代答"})),
        ("POST", "/teaching/cohorts", new_cohort),
        ("PUT", "/teaching/cohorts/{cohort}", cohort),
        ("POST", "/teaching/cohorts/{cohort}/sessions", meeting.clone()),
        ("PUT", "/teaching/cohorts/{cohort}/sessions/{session}", meeting),
        ("PUT", "/teaching/cohorts/{cohort}/sessions/{session}/attendance", marks),
        (
            "PUT",
            "/courses/{course}/progress",
            json!({"lessons": [{"lesson": "000000000000z", "read_at": "2026-11-22T02:00:00Z"}]}),
        ),
        ("POST", "/courses/{course}/lessons/{lesson}/answers", json!({"answers": [[0]]})),
        (
            "PUT",
            "/courses/{course}/lessons/{lesson}/work",
            json!({"words": "光从左边来。", "listing": "", "room": ""}),
        ),
        (
            "PUT",
            "/teaching/work/{work}/mark",
            json!({"mark": "good", "words": "清楚。", "seen": "0000000000001"}),
        ),
        ("POST", "/teaching/courses", course.clone()),
        ("PUT", "/teaching/courses/{course}", course),
        ("POST", "/teaching/courses/{course}/lessons", lesson.clone()),
        ("PUT", "/teaching/courses/{course}/lessons/{lesson}", lesson),
        ("POST", "/operator/lecturers", json!({"login": "lin@fair.example"})),
    ]
}
