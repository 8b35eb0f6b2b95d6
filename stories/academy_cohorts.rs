//! Cohorts: a lecturer takes a group through a course on dates.

use std::time::Duration;

use commons::academy::{
    self, CourseId, Task,
    cohorts::{
        self, CohortAct, CohortId, CohortPlan, JoinError, NewCohort, Presence, SessionId, SessionPlan,
    },
};
use kernel::{AccountId, Actor, Chance, Timestamp, days, hours};
use platform::{db::Tx, i18n::Lang};
use serde_json::{Value, json};

use crate::{
    academy::{content, syllabus},
    harness::{Market, Person, Place, START},
    on_both, story,
};

pub fn plan(seats: i64) -> CohortPlan {
    CohortPlan {
        name: "春季班 <spring>".into(), place: "村委会二楼".into(), language: Lang::Chinese, seats
    }
}

pub fn session(begins_at: Timestamp) -> SessionPlan {
    SessionPlan { begins_at, minutes: 90, title: "光".into(), place: String::new(), room: None }
}

/// A course with one lesson, written by a lecturer.
async fn course(market: &Market, lecturer: AccountId) -> CourseId {
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let by = Actor::Buyer { account: lecturer };
        academy::appoint(tx, &Actor::System, now, lecturer).await.unwrap();
        let course = academy::make(tx, &by, now, syllabus("拍照")).await?;
        academy::add_lesson(tx, &by, now, course.id, content("光", "", Task::None)).await?;
        academy::step(tx, &by, now, course.id, academy::CourseAct::Open).await?;
        Ok::<_, academy::WriteError>(course.id)
    };
    market.inner.db.write(act).await.unwrap()
}

/// A cohort that is open, with sessions in two days and in nine.
async fn cohort(market: &Market, lecturer: AccountId, seats: i64) -> (CohortId, SessionId, SessionId) {
    let (course, now) = (course(market, lecturer).await, market.now());
    let act = async move |tx: &mut Tx| {
        let by = Actor::Buyer { account: lecturer };
        let new = NewCohort { course, lecturer: None, said: plan(seats) };
        let id = cohorts::make(tx, &by, now, new).await.unwrap().id;
        let first = cohorts::add(tx, &by, now, id, session(now + days(2))).await.unwrap();
        let second = cohorts::add(tx, &by, now, id, session(now + days(9))).await.unwrap();
        cohorts::step(tx, &by, now, id, CohortAct::Open).await.unwrap();
        Ok::<_, platform::db::DbError>((id, first.id, second.id))
    };
    market.inner.db.write(act).await.unwrap()
}

async fn told(person: &Person) -> Vec<String> {
    let told = person.get("/api/v1/notifications").await.is(200).json();
    let words = |one: &Value| one["words"].as_str().unwrap().to_owned();
    told["items"].as_array().unwrap().iter().map(words).collect()
}

story!(a_lecturer_takes_a_group_through_a_course_on_dates, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (lin, lin_id) = market.person("=Lin").await;
    let (max, _) = market.person("Max").await;
    let course = course(market, lecturer).await;
    // By the pages alone: planned, a session, opened.
    let said = [
        ("course", &course.to_string()[..]),
        ("name", "Spring <group>"),
        ("place", "Hall, upstairs"),
        ("language", "en"),
        ("seats", "2"),
    ];
    let bad = [&said[..4], &[("seats", "501")]].concat();
    sun.post("/teach/cohorts", &bad).await.is(422).shows("aria-invalid").shows("Spring &#60;group&#62;");
    let saved = sun.post("/teach/cohorts", &said).await;
    let desk = saved.is(200).shows("The cohort is saved").path.split('?').next().unwrap().to_owned();
    sun.post(&format!("{desk}/opening"), &[]).await.is(409).shows("still to come");
    let page = desk.replace("/teach/", "/academy/");
    lin.get(&page).await.is(404);
    let when = market.now() + days(2);
    let at = when.rfc3339();
    let past = (market.now() - hours(1)).rfc3339();
    let late = [("begins_at", &past[..]), ("minutes", "60"), ("title", "Light")];
    sun.post(&format!("{desk}/sessions"), &late).await.is(422).shows("That moment is over").shows("Light");
    let first = [("begins_at", &at[..]), ("minutes", "60"), ("title", "Light"), ("place", "Garden")];
    let desk_page = sun.post(&format!("{desk}/sessions"), &first).await;
    let meeting = desk_page.is(200).shows("The session is saved").link(&format!("{desk}/sessions/0"));
    sun.post(&format!("{desk}/opening"), &[]).await.is(200).shows("open to learners");

    // Learners find it with the course, and come into both; twice is once.
    lin.get(&format!("/academy/{course}"))
        .await
        .is(200)
        .shows("Spring &#60;group&#62;")
        .shows("2 seats are free");
    for _ in 0..2 {
        lin.post(&format!("{page}/seat"), &[]).await.is(200).shows("You are in this cohort").shows("Garden");
    }
    max.post(&format!("{page}/seat"), &[]).await.is(200);
    assert_eq!(market.number("SELECT taken FROM cohort").await, 2);
    assert_eq!(market.number("SELECT COUNT(*) FROM enrolment WHERE state = 'enrolled'").await, 2);
    lin.get("/mine/academy").await.is(200).shows("My cohorts").shows("next:");
    let calendar = market.visitor().get(&format!("{page}/calendar.ics")).await;
    calendar.is(200).shows("BEGIN:VEVENT").shows("DURATION:PT60M").shows("Garden");
    max.post(&format!("{page}/leaving"), &[]).await.is(200).shows("You have left the cohort");
    max.post(&format!("{page}/leaving"), &[]).await.is(409).shows("You are not in this cohort");
    max.post(&format!("{page}/seat"), &[]).await.is(200);

    // Nobody is ticked before it begins; then everybody is, and corrected with what it was.
    let tick = |presence: &'static str| {
        let account = lin_id.to_string();
        move || {
            vec![
                ("attendance.0.account".to_owned(), account.clone()),
                ("attendance.0.presence".to_owned(), presence.to_owned()),
            ]
        }
    };
    let post = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&name[..], &value[..])).collect();
        sun.post(&format!("{meeting}/attendance"), &fields).await
    };
    post(tick("there")()).await.is(409).shows("has not begun");
    market.pass(days(2) + hours(1)).await;
    lin.post(&format!("{page}/leaving"), &[]).await.is(409).shows("has begun");
    sun.get(&meeting).await.is(200).shows("attendance.1.presence").hides("What was corrected");
    post(tick("there")()).await.is(200).shows("Kept: who was there");
    post(tick("there")()).await.is(200).hides("What was corrected");
    post(tick("away")()).await.is(200).shows("What was corrected").shows("There → Away").shows("Sun");
    assert_eq!(market.number("SELECT COUNT(*) FROM cohort_attendance_step").await, 2);

    // On paper, and for a spreadsheet that calculates nothing with what people are called.
    let sheet = sun.get(&format!("{meeting}/sheet.pdf")).await;
    assert!(sheet.is(200).bytes.starts_with(b"%PDF"));
    let file = sun.get(&format!("{desk}/cohort.csv")).await;
    file.is(200)
        .shows("name,joined,")
        .shows("'=Lin,")
        .shows(",away,0,no")
        .shows("Max,")
        .shows(",unknown,0,no");
    sun.post(&format!("{desk}/closing"), &[]).await.is(200).shows("The cohort is closed");
    market.visitor().get(&page).await.is(200).shows("Nobody comes into this cohort now");
    let export = lin.get("/mine/export.json").await;
    export.is(200).shows("\"attendance\"").shows("\"away\"");
    market.check().await;
    market.end().await;
});

story!(two_come_for_the_last_seat_and_one_gets_it, |market| {
    let (_, lecturer) = market.person("Sun").await;
    let (lin, _) = market.person("Lin").await;
    let (max, _) = market.person("Max").await;
    let (id, ..) = cohort(market, lecturer, 1).await;
    let path = format!("/api/v1/cohorts/{id}/seat");
    let (one, other) =
        tokio::join!(lin.send("PUT", &path, &Value::Null), max.send("PUT", &path, &Value::Null));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(market.number("SELECT taken FROM cohort").await, 1);
    // Who found none came into nothing.
    assert_eq!(market.number("SELECT COUNT(*) FROM enrolment").await, 1);
    let seated = if one.status == 200 { &lin } else { &max };
    // Who leaves the course gives the seat back.
    let course = seated.get("/api/v1/learning").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    seated.post(&format!("/academy/{course}/leaving"), &[]).await.is(200);
    assert_eq!(market.number("SELECT taken FROM cohort").await, 0);
    let unseated = if one.status == 200 { &max } else { &lin };
    unseated.send("PUT", &path, &Value::Null).await.is(200);
    market.check().await;
    market.end().await;
});

story!(another_lecturers_cohort_is_not_found, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (gao, other) = market.person("Gao").await;
    let (lin, _) = market.person("Lin").await;
    let (id, first, _) = cohort(market, lecturer, 5).await;
    course(market, other).await;
    for person in [&gao, &lin] {
        for path in
            ["", "/cohort.csv", &format!("/sessions/{first}"), &format!("/sessions/{first}/sheet.pdf")]
        {
            person.get(&format!("/teach/cohorts/{id}{path}")).await.is(404);
        }
        for path in [
            "",
            "/opening",
            "/closing",
            "/calling-off",
            "/sessions",
            &format!("/sessions/{first}/attendance"),
        ] {
            person.post(&format!("/teach/cohorts/{id}{path}"), &[("name", "x")]).await.is(404);
        }
    }
    // A lecturer leads their own in another's course; only its author lets somebody else lead.
    let course =
        sun.get("/api/v1/teaching/courses").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let new = |lecturer: Option<String>| json!({ "course": course, "lecturer": lecturer, "name": "Autumn", "language": "en", "seats": 3 });
    let asked = gao.send("POST", "/api/v1/teaching/cohorts", &new(Some(lecturer.to_string()))).await;
    asked.is(422).shows("lecturer");
    gao.send("POST", "/api/v1/teaching/cohorts", &new(None)).await.is(201);
    let given = sun.send("POST", "/api/v1/teaching/cohorts", &new(Some(other.to_string()))).await;
    let given = given.is(201).json()["id"].as_str().unwrap().to_owned();
    gao.get(&format!("/teach/cohorts/{given}")).await.is(200);
    sun.get(&format!("/teach/cohorts/{given}")).await.is(200);
    // Who teaches no more leads nothing.
    market
        .inner
        .db
        .write(async move |tx: &mut Tx| {
            academy::dismiss(tx, &Actor::System, START, lecturer).await.unwrap();
            Ok::<_, platform::db::DbError>(())
        })
        .await
        .unwrap();
    sun.get(&format!("/teach/cohorts/{id}")).await.is(404);
    market.check().await;
    market.end().await;
});

story!(learners_are_reminded_once_and_told_of_another_day, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (lin, _) = market.person("Lin").await;
    let (max, _) = market.person("Max").await;
    let (id, first, second) = cohort(market, lecturer, 5).await;
    for person in [&lin, &max] {
        person.send("PUT", &format!("/api/v1/cohorts/{id}/seat"), &Value::Null).await.is(200);
    }
    max.send("DELETE", &format!("/api/v1/cohorts/{id}/seat"), &Value::Null).await.is(204);
    // Moved and moved back: two promises for one moment.
    let path = format!("/api/v1/teaching/cohorts/{id}/sessions/{first}");
    let begins_at = market.now() + days(2);
    let body = |at: Timestamp| json!({ "begins_at": at.rfc3339(), "minutes": 90, "title": "Light" });
    for at in [begins_at + days(1), begins_at] {
        sun.send("PUT", &path, &body(at)).await.is(200);
    }
    market.work().await;
    let mails = async |beginning: &'static str| {
        let all = market.mail("lin@fair.example").await;
        all.iter().filter(|mail| mail.subject.starts_with(beginning)).count()
    };
    // Told of the moment that stands, once.
    assert_eq!(mails("Another day: ").await, 1);
    assert_eq!(told(&lin).await.len(), 1);
    market.pass(days(1) + Duration::from_secs(60)).await;
    assert!(told(&lin).await[0].starts_with("Tomorrow: "), "{:?}", told(&lin).await);
    market.pass(hours(20)).await;
    assert_eq!(mails("Tomorrow: ").await, 1);
    // A session that has begun is not moved.
    market.pass(hours(6)).await;
    sun.send("PUT", &path, &body(market.now() + days(3))).await.is(409);
    // Called off: everybody who is in it is told, and nobody is reminded of what remains.
    sun.send("POST", &format!("/api/v1/teaching/cohorts/{id}/calling-off"), &Value::Null).await.is(200);
    market.work().await;
    assert!(told(&lin).await[0].starts_with("Called off: "));
    assert_eq!(told(&max).await, Vec::<String>::new());
    market.pass(days(9)).await;
    assert_eq!((mails("Tomorrow: ").await, mails("Called off: ").await), (1, 1));
    market.visitor().get(&format!("/academy/cohorts/{id}")).await.is(200).shows("called off");
    let calendar = market.visitor().get(&format!("/academy/cohorts/{id}/calendar.ics")).await;
    calendar.is(200).shows("STATUS:CANCELLED").hides("STATUS:CONFIRMED").shows(&second.to_string());
    market.check().await;
    market.end().await;
});

story!(a_learner_asks_and_the_lecturer_answers_once, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (gao, other) = market.person("Gao").await;
    let (lin, _) = market.person("Lin").await;
    let (id, ..) = cohort(market, lecturer, 5).await;
    course(market, other).await;
    let course =
        sun.get("/api/v1/teaching/courses").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let page = format!("/academy/{course}/questions");
    let about = format!("cohort/{id}");
    // Who is in neither asks nothing.
    lin.get(&page).await.is(200).shows("Take part");
    lin.post(&page, &[("about", &about), ("words", "When?")]).await.is(409);
    lin.post(&format!("/academy/{course}/enrolment"), &[]).await.is(200);
    let refused = lin.post(&page, &[("about", &about), ("words", "When & <where>?")]).await;
    refused.is(422).shows("no such cohort that you are in").shows("When &#38; &#60;where&#62;?");
    lin.post(&format!("/academy/cohorts/{id}/seat"), &[]).await.is(200);
    lin.post(&page, &[("about", &about), ("words", "")]).await.is(422);
    let asked = lin.post(&page, &[("about", &about), ("words", "When & <where>?")]).await;
    asked.is(200).shows("Not answered yet");
    // It stands on the desk of who is asked, and on no other.
    gao.get("/teach/questions").await.is(200).shows("Nobody waits").hides("When");
    let desk = sun.get("/teach/questions").await;
    desk.is(200).shows("When &#38; &#60;where&#62;?").shows("Lin");
    let open =
        sun.get("/api/v1/teaching/questions").await.json()["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/teach/questions/{open}/answer");
    gao.post(&path, &[("answer", "No.")]).await.is(404);
    sun.post(&path, &[("answer", " ")]).await.is(422).shows("aria-invalid");
    sun.post(&path, &[("answer", "In the hall.")]).await.is(200).shows("Answered").shows("In the hall.");
    sun.post(&path, &[("answer", "Elsewhere.")]).await.is(409);
    market.work().await;
    assert!(told(&lin).await[0].starts_with("Your lecturer has answered"), "{:?}", told(&lin).await);
    lin.get(&page).await.is(200).shows("In the hall.");
    lin.get("/mine/export.json").await.is(200).shows("In the hall.");
    market.check().await;
    market.end().await;
});

story!(a_certificate_is_withdrawn_by_hand_and_its_holder_told_why, |market| {
    let (_, lecturer) = market.person("Sun").await;
    let (lin, learner) = market.person("Lin").await;
    let (op, operator) = market.person("Op").await;
    market.make_operator(operator).await;
    let course = course(market, lecturer).await;
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let by = Actor::Buyer { account: learner };
        academy::enrol(tx, &by, now, course).await.unwrap();
        let lesson = academy::lessons(tx, course).await?.remove(0).id;
        academy::read(tx, &by, now, course, &[(lesson, now)]).await.unwrap();
        Ok::<_, platform::db::DbError>((lesson, academy::certificates_of(tx, learner).await?.remove(0).code))
    };
    let (lesson, code) = market.inner.db.write(act).await.unwrap();
    market.work().await;
    let page = format!("/certificates/{code}");
    lin.get(&page).await.is(200).hides("Withdraw it");
    lin.post(&format!("{page}/withdrawal"), &[("reason", "x")]).await.is(404);
    op.post(&format!("{page}/withdrawal"), &[("reason", "")]).await.is(422).shows("aria-invalid");
    op.post(&format!("{page}/withdrawal"), &[("reason", "Answers of <another>")])
        .await
        .is(200)
        .shows("withdrawn");
    op.post(&format!("{page}/withdrawal"), &[("reason", "Again")]).await.is(409);
    market.work().await;
    assert!(told(&lin).await[0].starts_with("Your certificate was withdrawn"), "{:?}", told(&lin).await);
    lin.get(&page).await.is(200).shows("Answers of &#60;another&#62;");
    // Others see that it stands no longer, and no other is handed out.
    market.visitor().get(&page).await.is(200).shows("stands no longer").hides("Answers of");
    market.visitor().get(&format!("{page}/certificate.pdf")).await.is(404);
    lin.post(&format!("/academy/{course}/lessons/{lesson}/reading"), &[]).await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM certificate").await, 1);
    market.check().await;
    market.end().await;
});

story!(a_sheet_has_a_place_for_everybody_in_every_script, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (id, first, _) = cohort(market, lecturer, 500).await;
    let path = format!("/teach/cohorts/{id}/sessions/{first}/sheet.pdf");
    assert!(sun.get(&path).await.is(200).bytes.starts_with(b"%PDF"));
    let names = [
        "अनन्या देवी",
        "山田 はなこ",
        "Żółć Çelebi",
        "A name that goes on and on, and on, until no column could hold it any more",
    ];
    for name in names {
        let (person, _) = market.person(name).await;
        person.send("PUT", &format!("/api/v1/cohorts/{id}/seat"), &Value::Null).await.is(200);
    }
    assert!(sun.get(&path).await.is(200).bytes.starts_with(b"%PDF"));
    market.check().await;
    market.end().await;
});

on_both!(any_order_of_joining_and_leaving_keeps_every_seat, async |place| play(&place, 0).await);
on_both!(another_order_of_joining_and_leaving_keeps_every_seat, async |place| play(&place, 1).await);

const LEARNERS: [&str; 6] = ["Ana", "Bo", "Cai", "Dai", "Eva", "Fu"];

async fn play(place: &Place, seed: u64) {
    let dice = Chance::seeded(seed);
    let pick = |many: usize| dice.below(many as u64) as usize;
    let market = Market::open_at(place, START, Chance::seeded(seed)).await;
    let (_, lecturer) = market.person("Sun").await;
    let mut learners = Vec::new();
    for name in LEARNERS {
        learners.push(market.person(name).await.1);
    }
    let mut all = Vec::new();
    for seats in [2, 3, 5] {
        all.push(cohort(&market, lecturer, seats).await.0);
    }
    let by = Actor::Buyer { account: lecturer };
    for _ in 0..120 {
        let (id, account, now) = (all[pick(3)], learners[pick(6)], market.now());
        let learner = Actor::Buyer { account };
        let days_on = days(1 + dice.below(12));
        let what = dice.below(16);
        let (first, second) = (learners[pick(6)], dice.below(3) as usize);
        let act = async move |tx: &mut Tx| {
            let sessions = cohorts::sessions(tx, id).await?;
            let one = sessions.get(second % sessions.len().max(1)).cloned();
            let course = cohorts::find(tx, id).await?.unwrap().course;
            // Whatever is refused changes nothing: an act that fails is undone.
            let is_done = match (what, one) {
                (0..=4, _) => cohorts::join(tx, &learner, now, id).await.is_ok(),
                (5 | 6, _) => cohorts::leave(tx, &learner, now, id).await.is_ok(),
                (7, _) => academy::leave(tx, &learner, now, course).await.is_ok(),
                (8, _) => cohorts::add(tx, &by, now, id, session(now + days_on)).await.is_ok(),
                (9, Some(it)) => {
                    cohorts::change(tx, &by, now, (id, it.id), session(now + days_on)).await.is_ok()
                }
                (10, Some(it)) => cohorts::take_out(tx, &by, now, (id, it.id)).await.is_ok(),
                (11 | 12, Some(it)) => {
                    let marks = [(account, Presence::There), (first, Presence::Away)];
                    let marks = &marks[..1 + usize::from(first != account)];
                    cohorts::tick(tx, &by, now, (id, it.id), marks).await.is_ok()
                }
                (13, _) => {
                    let seats = 1 + second as i64;
                    cohorts::edit(tx, &by, now, id, plan(seats)).await.is_ok()
                }
                (14, _) if second == 0 => cohorts::step(tx, &by, now, id, CohortAct::CallOff).await.is_ok(),
                (14, _) => cohorts::step(tx, &by, now, id, CohortAct::Close).await.is_ok(),
                _ => true,
            };
            if is_done { Ok(()) } else { Err(JoinError::NotIn) }
        };
        drop(market.inner.db.write(act).await);
        if what == 15 {
            market.pass(hours(1 + dice.below(40))).await;
        }
        market.check().await;
        // One that is over makes room for another.
        if what == 14 {
            all[pick(3)] = cohort(&market, lecturer, 1 + dice.below(4) as i64).await.0;
        }
    }
    assert!(market.number("SELECT COUNT(*) FROM cohort_member").await > 5);
    market.pass(days(30)).await;
    market.check().await;
    market.end().await;
}
