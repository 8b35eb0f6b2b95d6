//! The academy: courses, how people learn in them, and what they get for it.

use commons::academy::{self, Content, CourseId, Goal, LessonId, Quiz, Syllabus, Task};
use kernel::{Actor, days};
use platform::{db::Tx, i18n::Lang};
use serde_json::json;

use crate::{
    aftersale::buy,
    harness::{Market, Person, Town},
    story,
};

pub fn syllabus(title: &str) -> Syllabus {
    Syllabus {
        language: Lang::Chinese,
        title: title.into(),
        title_en: "Good photos".into(),
        words: "一扇窗，一张纸。".into(),
        words_en: "A window, a sheet of paper.".into(),
        goal: Goal::Listing,
        seat: None,
    }
}

pub fn content(title: &str, quiz: &str, task: Task) -> Content {
    Content {
        minutes: 8,
        title: title.into(),
        title_en: String::new(),
        body: "## 窗边\n\n上午最好。\n\n- 手机\n- 白纸".into(),
        body_en: String::new(),
        pictures: Vec::new(),
        film: None,
        quiz: Quiz::read(quiz, "").unwrap(),
        task,
        task_words: "交一个草稿。".into(),
        task_words_en: String::new(),
    }
}

pub const QUIZ: &str = "? 光从哪里来？\n* 窗户\n- 灯\n";

/// Two lessons: one asks something, one is read alone.
async fn course(market: &Market, lecturer: kernel::AccountId) -> (CourseId, LessonId, LessonId) {
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let by = Actor::Buyer { account: lecturer };
        academy::appoint(tx, &Actor::System, now, lecturer).await.unwrap();
        let course = academy::make(tx, &by, now, syllabus("拍照")).await?;
        let first = academy::add_lesson(tx, &by, now, course.id, content("光", QUIZ, Task::None)).await?;
        let second = academy::add_lesson(tx, &by, now, course.id, content("背景", "", Task::None)).await?;
        academy::step(tx, &by, now, course.id, academy::CourseAct::Open).await?;
        Ok::<_, academy::WriteError>((course.id, first.id, second.id))
    };
    market.inner.db.write(act).await.unwrap()
}

async fn answer(person: &Person, path: &str, choice: &str) -> crate::harness::Page {
    person.post(&format!("{path}/answers"), &[("answers.0", choice)]).await
}

story!(a_course_is_read_answered_and_certified, |market| {
    let (_, lecturer) = market.person("Sun").await;
    let (lin, _) = market.person("Lin").await;
    let (course, first, second) = course(market, lecturer).await;
    let page = format!("/academy/{course}");
    let (first, second) = (format!("{page}/lessons/{first}"), format!("{page}/lessons/{second}"));

    lin.get("/academy").await.is(200).shows("Good photos").shows(&page);
    lin.get(&first).await.is(200).shows("Take part to keep your progress");
    lin.post(&format!("{first}/reading"), &[]).await.is(409).shows("Take part first");
    lin.post(&format!("{page}/enrolment"), &[]).await.is(200).shows("0 of 2 lessons done");
    lin.post(&format!("{page}/enrolment"), &[]).await.is(200);
    lin.post(&format!("{second}/reading"), &[]).await.is(200).shows("1 of 2 lessons done");
    lin.post(&format!("{second}/reading"), &[]).await.is(200);
    // Told twice it counts once; a wrong answer is told and shown again.
    assert_eq!(market.number("SELECT COUNT(*) FROM lesson_read").await, 1);
    lin.post(&format!("{first}/reading"), &[]).await.is(200).shows("You have read this lesson");
    answer(&lin, &first, "1").await.is(200).shows("0 of 1 questions were right").shows("checked");
    lin.get("/mine/academy").await.is(200).shows("1 of 2 lessons done").hides("/certificates/");
    answer(&lin, &first, "0").await.is(200).shows("Every question was right");
    let code = lin.get("/mine/academy").await.is(200).shows("2 of 2 lessons done").link("/certificates/");

    // Whoever has the code sees it, and it is written of once.
    let stranger = market.visitor();
    stranger.get(&code).await.is(200).shows("Lin").shows("This certificate stands").shows("Good photos");
    let paper = stranger.get(&format!("{code}/certificate.pdf")).await;
    paper.is(200);
    assert!(paper.bytes.starts_with(b"%PDF"));
    stranger.get("/certificates/0123456789abcdef").await.is(404);
    assert_eq!(market.mail("lin@fair.example").await.len(), 1);
    answer(&lin, &first, "0").await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM certificate").await, 1);
    lin.post(&format!("{page}/leaving"), &[]).await.is(409);

    market.check().await;
    market.end().await;
});

story!(what_was_read_without_a_connection_comes_later_and_counts_once, |market| {
    let (_, lecturer) = market.person("Sun").await;
    let (lin, _) = market.person("Lin").await;
    let (course, first, second) = course(market, lecturer).await;
    lin.post(&format!("/academy/{course}/enrolment"), &[]).await.is(200);
    let path = format!("/api/v1/courses/{course}/progress");
    let at = market.now();
    market.pass(days(1)).await;
    // A clock that is ahead is set to now; a lesson that is no more is left out.
    let told = json!({ "lessons": [
        { "lesson": first.to_string(), "read_at": at.rfc3339() },
        { "lesson": second.to_string(), "read_at": "2099-01-01T00:00:00Z" },
        { "lesson": "000000000000z" },
    ] });
    for _ in 0..2 {
        let answer = lin.send("PUT", &path, &told).await;
        assert_eq!(answer.is(200).json()["lessons"][0]["is_read"], true);
    }
    assert_eq!(market.number("SELECT COUNT(*) FROM lesson_read").await, 2);
    assert_eq!(market.number("SELECT COUNT(*) FROM lesson_read WHERE read_at > kept_at").await, 0);
    let early = market.number("SELECT COUNT(*) FROM lesson_read WHERE read_at < kept_at").await;
    assert_eq!(early, 1);
    if !market.is_on_postgres() {
        for (body, status) in [
            (json!({ "lessons": [{ "lesson": "x" }] }), 422),
            (json!({ "lessons": "all" }), 422),
            (json!({ "lessons": vec![json!({ "lesson": first.to_string() }); 61] }), 422),
            (json!({ "lessons": [{ "lesson": first.to_string(), "read_at": "yesterday" }] }), 422),
        ] {
            lin.send("PUT", &path, &body).await.is(status);
        }
        market.visitor().send("PUT", &path, &told).await.is(401);
    }
    market.check().await;
    market.end().await;
});

story!(a_lecturer_writes_a_course_and_nobody_else_does, |market| {
    let town = Town::with_empty_carts(market).await;
    let ana = &town.owner;
    let said = [("language", "en"), ("title", "Dyeing 🌿"), ("words", "Indigo.")];
    ana.post("/teach/courses", &[("language", "xx"), ("title", "")]).await.is(422).shows("aria-invalid");
    let form = ana.post("/teach/courses", &said).await;
    form.is(200).shows("The course is saved").shows("It has no lesson yet");
    let desk = form.path.split('?').next().unwrap().to_owned();
    let page = desk.replace("/teach/courses", "/academy");
    town.buyer.get(&page).await.is(404);
    ana.get(&page).await.is(200).shows("This is a draft");
    ana.post(&format!("{desk}/opening"), &[]).await.is(409).shows("at least one lesson");
    // What is wrong is told beside its field, and what was typed stays.
    let lesson = [("minutes", "12"), ("title", "The vat"), ("body", "Dip & wait <b>")];
    let bad = ana.post(&format!("{desk}/lessons"), &[&lesson[..], &[("quiz", "? q\n* one")]].concat()).await;
    bad.is(422).shows("The question in line 1 needs two choices").shows("Dip &#38; wait &#60;b&#62;");
    let bad = [&lesson[..], &[("film", "/shorts/000000010000000000002/film")]].concat();
    ana.post(&format!("{desk}/lessons"), &bad).await.is(422).shows("no such short film");
    for title in ["The vat", "The cloth"] {
        let fields = [("minutes", "12"), ("title", title), ("body", "Dip & wait <b>")];
        ana.post(&format!("{desk}/lessons"), &fields).await.is(200).shows("The lesson is saved");
    }
    let lesson = ana.get(&desk).await.link(&format!("{desk}/lessons/0"));
    let second =
        ana.get(&desk).await.body.rsplit(&format!("{desk}/lessons/0")).next().unwrap()[..12].to_owned();
    ana.post(&format!("{desk}/lessons/0{second}/rise"), &[]).await.is(200);
    let shown = ana.get(&page).await.body;
    assert!(shown.find("The cloth").unwrap() < shown.find("The vat").unwrap());
    ana.post(&format!("{desk}/opening"), &[]).await.is(200).shows("open to everybody");
    town.buyer.get(&page).await.is(200).shows("Dyeing 🌿");
    town.buyer.post(&format!("{desk}/opening"), &[]).await.is(404);
    town.other.get(&desk).await.is(404);
    // A lesson from which somebody has learnt stays.
    town.buyer.post(&format!("{page}/enrolment"), &[]).await.is(200);
    let learnt = lesson.replace("/teach/courses", "/academy");
    town.buyer.post(&format!("{learnt}/reading"), &[]).await.is(200);
    ana.post(&format!("{lesson}/removal"), &[]).await.is(409).shows("Somebody has learnt");
    ana.post(&format!("{desk}/closing"), &[]).await.is(200);
    town.other.post(&format!("{page}/enrolment"), &[]).await.is(409);
    town.buyer.get(&format!("{page}/course.txt")).await.is(200).shows("Dip & wait <b>");
    // Who teaches no more has no desk; their courses stay.
    let list = town.operator.get("/operator/lecturers").await;
    let account = list.is(200).field("account");
    town.operator.post("/operator/lecturers/dismissals", &[("account", &account)]).await.is(200);
    ana.get(&desk).await.is(404);
    town.buyer.get(&page).await.is(200);
    market.check().await;
    market.end().await;
});

story!(a_seat_is_bought_like_anything_else_and_given_back_with_its_money, |market| {
    let town = Town::with_empty_carts(market).await;
    let (ana, lin) = (&town.owner, &town.buyer);
    let foreign = [("language", "en"), ("title", "Firing bowls"), ("seat", &town.basket.listing.to_string())];
    ana.post("/teach/courses", &foreign).await.is(422).shows("no listing of a shop in which you work");
    let said = [("language", "en"), ("title", "Firing bowls"), ("seat", &town.bowl.listing.to_string())];
    let desk = ana.post("/teach/courses", &said).await.is(200).path.split('?').next().unwrap().to_owned();
    for title in ["The kiln", "The glaze"] {
        let fields = [("minutes", "12"), ("title", title), ("body", "Slowly.")];
        ana.post(&format!("{desk}/lessons"), &fields).await.is(200);
    }
    ana.post(&format!("{desk}/opening"), &[]).await.is(200);
    let page = desk.replace("/teach/courses", "/academy");
    // Everybody reads the first lesson, and whoever has paid the rest.
    lin.post(&format!("{page}/enrolment"), &[]).await.is(409).shows("A seat in this course is bought");
    lin.get(&page).await.is(200).shows("Buy a seat").shows("¥50");
    lin.get(&format!("{page}/course.txt")).await.is(409);
    let order = buy(market, lin, town.bowl, 1).await;
    lin.get(&page).await.is(200).shows("0 of 2 lessons done");
    lin.get(&format!("{page}/course.txt")).await.is(200).shows("Slowly.");
    // Whoever leaves has paid, and comes again without paying again.
    lin.post(&format!("{page}/leaving"), &[]).await.is(200);
    lin.get(&format!("{page}/course.txt")).await.is(409);
    lin.post(&format!("{page}/enrolment"), &[]).await.is(200).shows("0 of 2 lessons done");
    // The money goes back, and the seat with it.
    lin.post(&format!("/orders/{order}/cancellation"), &[]).await.is(200);
    market.work().await;
    lin.get(&format!("{page}/course.txt")).await.is(409);
    lin.post(&format!("{page}/enrolment"), &[]).await.is(409);
    buy(market, lin, town.bowl, 1).await;
    lin.get(&page).await.is(200).shows("0 of 2 lessons done");
    market.check().await;
    market.end().await;
});
