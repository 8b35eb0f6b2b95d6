//! Cohorts with all that a lecturer sees of them: marks, a class that is given live, a course that is paid, many names, and people
//! who leave.

use commons::academy::{
    self, CourseId, Task,
    cohorts::{self, CohortAct, CohortId, NewCohort, SessionId},
};
use kernel::{AccountId, Actor, days, hours};
use people::accounts::{self, Account};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
};
use serde_json::{Value, json};

use crate::{
    academy_cohorts::{plan, session},
    academy_work::{course, mark, oldest},
    aftersale::buy,
    harness::{Market, Town},
    story,
};

/// An open cohort of a course, with a session in two days.
async fn gather(market: &Market, lecturer: AccountId, course: CourseId, seats: i64) -> (CohortId, SessionId) {
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let by = Actor::Buyer { account: lecturer };
        let new = NewCohort { course, lecturer: None, said: plan(seats) };
        let id = cohorts::make(tx, &by, now, new).await.unwrap().id;
        let first = cohorts::add(tx, &by, now, id, session(now + days(2))).await.unwrap();
        cohorts::step(tx, &by, now, id, CohortAct::Open).await.unwrap();
        Ok::<_, DbError>((id, first.id))
    };
    market.inner.db.write(act).await.unwrap()
}

async fn forget(market: &Market, account: AccountId) {
    let (forget, now) = (academy::CAPABILITY.people.forget.unwrap(), market.now());
    market.inner.db.write(async move |tx: &mut Tx| forget(tx, account, now).await).await.unwrap();
}

async fn export(market: &Market, account: AccountId) -> Value {
    let (_, export) = academy::CAPABILITY.people.export[0];
    market.inner.db.read(async move |tx: &mut Tx| export(tx, account).await).await.unwrap()
}

story!(marks_stand_beside_each_learner_of_a_cohort, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (lin, _) = market.person("Lin").await;
    let (max, _) = market.person("Max").await;
    let (course, lesson) = course(market, lecturer, &lin, Task::Words).await;
    let (id, _) = gather(market, lecturer, course, 5).await;
    for person in [&lin, &max] {
        person.post(&format!("/academy/cohorts/{id}/seat"), &[]).await.is(200);
    }
    let desk = format!("/teach/cohorts/{id}");
    sun.get(&desk).await.is(200).shows("there at 0 of 1").hides("Lesson 1:");
    lin.post(&format!("/academy/{course}/lessons/{lesson}/work"), &[("words", "=1 window")]).await.is(200);
    sun.get(&desk).await.is(200).shows("Lesson 1: Handed in");
    let work = oldest(&sun).await;
    let page = sun.get(&desk).await;
    assert_eq!(page.link("/teach/work/0"), work);
    for (verdict, shown, said) in [("again", "Once more", "again"), ("good", "Good", "good")] {
        let seen = sun.get(&work).await.field("seen");
        mark(&sun, &work, &seen, verdict, "").await.is(200);
        sun.get(&desk).await.is(200).shows(&format!("Lesson 1: {shown}"));
        let file = sun.get(&format!("{desk}/cohort.csv")).await;
        file.is(200).shows("lessons_done,mark 1. 光,completed").shows(&format!(",unknown,0,{said},no"));
        file.shows(",unknown,0,none,no");
    }
    lin.post(&format!("/academy/{course}/lessons/{lesson}/reading"), &[]).await.is(200);
    sun.get(&format!("{desk}/cohort.csv")).await.is(200).shows(",unknown,1,good,yes");
    sun.get(&desk).await.is(200).shows("1 of 1 lessons done").shows("Completed");
    let learners = sun.get(&format!("/api/v1/teaching/cohorts/{id}/learners")).await.is(200).json();
    assert_eq!(learners["items"][0]["marks"][0]["state"], "good");
    assert_eq!(learners["items"][0]["marks"][0]["lesson"], lesson.to_string());
    assert_eq!(learners["items"][1]["marks"], json!([]));
    // What a lecturer has said of others' work is theirs to take along, without whose work it was.
    let exported = export(market, lecturer).await;
    assert_eq!(exported["marks_given"][1]["mark"], "good");
    assert_eq!(exported["cohorts"]["leads"][0]["id"], id.to_string());
    assert!(!exported.to_string().contains("window"));
    market.check().await;
    market.end().await;
});

story!(a_class_is_given_live_in_a_room_of_the_lecturers_shop, |market| {
    let town = Town::with_empty_carts(market).await;
    let (ana, lin) = (&town.owner, &town.buyer);
    let account = async |path: &str| {
        let room = if path.contains("/bo/") { &town.other } else { ana };
        let path = room.post(path, &[("title", "Light")]).await.is(200).path.clone();
        path.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
    };
    let (own, foreign) = (account("/desk/ana/live").await, account("/desk/bo/live").await);
    let (desk, page) = (town.fill("/teach/cohorts/{cohort}"), town.fill("/academy/cohorts/{cohort}"));
    let at = (market.now() + days(1)).rfc3339();
    let said = |room: &str| {
        [("begins_at", &at[..]), ("minutes", "45"), ("title", "Live class"), ("room", room)]
            .map(|(n, v)| (n, v.to_owned()))
    };
    for (room, status) in [("nowhere", 422), (&foreign[..], 422), (&own[..], 200)] {
        let fields = said(room);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, &value[..])).collect();
        let answer = ana.post(&format!("{desk}/sessions"), &fields).await;
        answer.is(status);
        if status == 422 {
            answer.shows("no live room of a shop").shows("room-error").shows("Live class");
        }
    }
    let live = format!("/live/{own}");
    lin.get(&page).await.is(200).shows("Live class").shows(&live);
    lin.get("/mine/academy").await.is(200).shows("Watch live").shows(&live);
    market.go_on_air(&own).await;
    lin.get(&live).await.is(200).shows("Light");
    // In the calendar too, one finds the room and not the hall.
    market.visitor().get(&format!("{page}/calendar.ics")).await.is(200).shows(&live);
    market.check().await;
    market.end().await;
});

story!(a_cohort_of_a_priced_course_is_for_who_has_a_seat_in_the_course, |market| {
    let town = Town::with_empty_carts(market).await;
    let (ana, lin) = (&town.owner, &town.buyer);
    let said = [("language", "en"), ("title", "Firing bowls"), ("seat", &town.bowl.listing.to_string())];
    let desk = ana.post("/teach/courses", &said).await.is(200).path.split('?').next().unwrap().to_owned();
    let lesson = [("minutes", "12"), ("title", "The kiln"), ("body", "Slowly.")];
    ana.post(&format!("{desk}/lessons"), &lesson).await.is(200);
    ana.post(&format!("{desk}/opening"), &[]).await.is(200);
    let course = desk.rsplit('/').next().unwrap().parse::<CourseId>().unwrap();
    let lecturer = market.inner.db.read(async move |tx: &mut Tx| academy::find(tx, course).await).await;
    let lecturer = lecturer.unwrap().unwrap().author;
    let (id, _) = gather(market, lecturer, course, 1).await;
    let page = format!("/academy/cohorts/{id}");
    lin.post(&format!("{page}/seat"), &[]).await.is(409).shows("A seat in this course is bought");
    assert_eq!(
        market.number("SELECT CAST(COALESCE(SUM(taken), 0) AS BIGINT) FROM cohort WHERE seats = 1").await,
        0
    );
    let order = buy(market, lin, town.bowl, 1).await;
    lin.post(&format!("{page}/seat"), &[]).await.is(200).shows("You are in this cohort");
    // With its money the course goes back, and with the course the seat in the cohort.
    lin.post(&format!("/orders/{order}/cancellation"), &[]).await.is(200);
    market.work().await;
    assert_eq!(
        market.number("SELECT CAST(COALESCE(SUM(taken), 0) AS BIGINT) FROM cohort WHERE seats = 1").await,
        0
    );
    lin.post(&format!("{page}/seat"), &[]).await.is(409);
    market.check().await;
    market.end().await;
});

story!(five_hundred_stand_on_one_sheet_and_in_one_file, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (lin, _) = market.person("Lin").await;
    let (course, _) = course(market, lecturer, &lin, Task::Words).await;
    let (id, first) = gather(market, lecturer, course, 500).await;
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        for number in 0..500 {
            let account = Account {
                id: AccountId::new(tx.next_id(now)),
                email: Some(format!("l{number}@fair.example")),
                name: format!("学员 {number} अनन्या"),
                phone: None,
                password_hash: None,
                language: Lang::Chinese,
                zone: "Asia/Shanghai".into(),
                currency: None,
                birth_year: None,
                is_operator: false,
                is_moderator: false,
                closed_at: None,
                created_at: now,
            };
            assert!(accounts::insert(tx, &account).await?);
            cohorts::join(tx, &Actor::Buyer { account: account.id }, now, id).await.unwrap();
        }
        Ok::<_, DbError>(())
    };
    market.inner.db.write(act).await.unwrap();
    lin.post(&format!("/academy/cohorts/{id}/seat"), &[])
        .await
        .is(409)
        .shows("Every seat of this cohort is taken");
    let desk = format!("/teach/cohorts/{id}");
    let sheet = sun.get(&format!("{desk}/sessions/{first}/sheet.pdf")).await;
    assert!(sheet.is(200).bytes.starts_with(b"%PDF"));
    let file = sun.get(&format!("{desk}/cohort.csv")).await;
    assert_eq!(file.is(200).body.lines().count(), 501);
    file.shows("学员 499 अनन्या");
    sun.get(&desk).await.is(200).shows("500 of 500 seats taken").shows("学员 499");
    // All of them are ticked at once.
    market.pass(days(2) + hours(1)).await;
    let page = sun.get(&format!("{desk}/sessions/{first}")).await;
    page.is(200).shows("attendance.499.presence");
    market.check().await;
    market.end().await;
});

story!(who_learns_or_teaches_and_leaves_takes_nothing_of_others_along, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (_, other) = market.person("Gao").await;
    let (lin, learner) = market.person("Lin").await;
    let (max, _) = market.person("Max").await;
    let (course, lesson) = course(market, lecturer, &lin, Task::Words).await;
    let now = market.now();
    let appoint = async move |tx: &mut Tx| academy::appoint(tx, &Actor::System, now, other).await;
    market.inner.db.write(appoint).await.unwrap();
    let (own, first) = gather(market, lecturer, course, 5).await;
    let (anothers, _) = gather(market, other, course, 5).await;
    for id in [own, anothers] {
        for person in [&lin, &max] {
            person.post(&format!("/academy/cohorts/{id}/seat"), &[]).await.is(200);
        }
    }
    max.post(&format!("/academy/{course}/lessons/{lesson}/work"), &[("words", "A window")]).await.is(200);
    let work = oldest(&sun).await;
    let seen = sun.get(&work).await.field("seen");
    mark(&sun, &work, &seen, "again", "Which one?").await.is(200);
    market.pass(days(2) + hours(1)).await;
    let tick = [("attendance.0.account", &learner.to_string()[..]), ("attendance.0.presence", "there")];
    sun.post(&format!("/teach/cohorts/{own}/sessions/{first}/attendance"), &tick).await.is(200);

    // A learner: their seats are free, and where they were is known to nobody.
    forget(market, learner).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM cohort WHERE taken = 1").await, 2);
    assert_eq!(market.number("SELECT COUNT(*) FROM cohort_attendance").await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM cohort_attendance_step").await, 0);
    sun.get(&format!("/teach/cohorts/{own}")).await.is(200).hides("Lin").shows("Max");
    market.check().await;

    // A lecturer in another's course: its author leads their cohort from now on.
    forget(market, other).await;
    assert_eq!(market.number("SELECT COUNT(*) FROM cohort WHERE state = 'open'").await, 2);
    sun.get(&format!("/teach/cohorts/{anothers}")).await.is(200);
    let led = sun.get("/api/v1/teaching/cohorts").await.is(200).json();
    assert!(led["items"].as_array().unwrap().iter().all(|one| one["lecturer"] == lecturer.to_string()));
    market.check().await;

    // The author: nobody is left who could lead, so all are told that it is called off. The learner's work and its mark stay.
    forget(market, lecturer).await;
    market.work().await;
    assert_eq!(market.number("SELECT COUNT(*) FROM cohort WHERE state = 'called-off'").await, 2);
    let told = max.get("/api/v1/notifications").await.is(200).json().to_string();
    assert!(told.contains("Called off: "), "{told}");
    sun.get("/teach").await.is(404);
    max.get(&format!("/academy/{course}/lessons/{lesson}")).await.is(200).shows("Which one?");
    market.check().await;
    market.end().await;
});

story!(who_begins_to_sell_finds_the_check_lists_and_the_courses, |market| {
    let (ana, _) = market.maker("Ana").await;
    let visitor = market.visitor();
    visitor.get("/").await.is(200).shows("href=\"/academy\"").shows("href=\"/drives\"");
    for path in ["/help", "/sell"] {
        visitor.get(path).await.is(200).shows("/mine/academy/first-listing").shows("Your first live show");
    }
    for path in ["/desk/ana", "/desk/ana/listings"] {
        ana.get(path).await.is(200).shows("/mine/academy/first-listing");
    }
});
