//! The academy: what learners hand in, and how it is marked.

use commons::academy::{self, CourseId, LessonId, Task};
use kernel::{AccountId, Actor};
use platform::db::Tx;
use serde_json::json;

use crate::{
    academy::{content, syllabus},
    harness::{Market, Person, Town},
    story,
};

/// A course of one lesson that asks for something, by a lecturer, with somebody in it.
pub async fn course(
    market: &Market,
    lecturer: AccountId,
    learner: &Person,
    task: Task,
) -> (CourseId, LessonId) {
    let now = market.now();
    let act = async move |tx: &mut Tx| {
        let by = Actor::Buyer { account: lecturer };
        academy::appoint(tx, &Actor::System, now, lecturer).await.unwrap();
        let course = academy::make(tx, &by, now, syllabus("拍照")).await?;
        let lesson = academy::add_lesson(tx, &by, now, course.id, content("光", "", task)).await?;
        academy::step(tx, &by, now, course.id, academy::CourseAct::Open).await?;
        Ok::<_, academy::WriteError>((course.id, lesson.id))
    };
    let (course, lesson) = market.inner.db.write(act).await.unwrap();
    learner.post(&format!("/academy/{course}/enrolment"), &[]).await.is(200);
    (course, lesson)
}

/// The page of the oldest work that waits.
pub async fn oldest(lecturer: &Person) -> String {
    lecturer.get("/teach/work").await.is(200).link("/teach/work/0")
}

pub async fn mark(
    lecturer: &Person,
    work: &str,
    seen: &str,
    mark: &str,
    words: &str,
) -> crate::harness::Page {
    let fields = [("seen", seen), ("mark", mark), ("words", words)];
    lecturer.post(&format!("{work}/mark"), &fields).await
}

story!(work_is_handed_in_marked_and_corrected_with_its_history, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (lin, _) = market.person("Lin").await;
    let (mei, _) = market.person("Mei").await;
    let (course, lesson) = course(market, lecturer, &lin, Task::Words).await;
    let page = format!("/academy/{course}/lessons/{lesson}");
    let hand_in = format!("{page}/work");

    // Read alone, the lesson is not done; nothing and too much are refused beside the field.
    lin.post(&format!("{page}/reading"), &[]).await.is(200);
    lin.get(&format!("/academy/{course}")).await.is(200).shows("0 of 1 lessons done");
    lin.post(&hand_in, &[("words", " ")]).await.is(422).shows("words-error");
    lin.post(&hand_in, &[("words", &"字".repeat(4_001))]).await.is(422).shows("words-error");
    mei.post(&hand_in, &[("words", "Mine")]).await.is(409).shows("Take part first");
    market.visitor().post(&hand_in, &[("words", "Mine")]).await.is(200).shows("Sign in");
    sun.get("/teach/work").await.is(200).shows("Nothing waits to be marked");

    // Handed in, it counts; the certificate is there.
    lin.post(&hand_in, &[("words", "A window to the left <b>")]).await.is(200).shows("It is handed in");
    lin.get("/mine/academy").await.is(200).shows("1 of 1 lessons done").shows("/certificates/");
    sun.get("/teach").await.is(200).shows("To be marked").shows("Lin");
    let work = oldest(&sun).await;
    let seen = sun.get(&work).await.is(200).shows("A window to the left &#60;b&#62;").field("seen");
    mei.get(&work).await.is(404);
    lin.get(&work).await.is(404);
    mark(&lin, &work, &seen, "good", "").await.is(404);
    mark(&sun, &work, &seen, "great", "").await.is(422).shows("mark-error");

    // Once more: told with its words, and the certificate stands.
    mark(&sun, &work, &seen, "again", "Which window?").await.is(200).shows("The mark is given");
    let mail = market.mail("lin@fair.example").await;
    assert!(
        mail.iter().any(|mail| mail.subject.contains("Once more") && mail.text.contains("Which window?"))
    );
    lin.get(&page).await.is(200).shows("Which window?").shows("Once more");
    lin.get("/mine/academy").await.is(200).shows("0 of 1 lessons done").shows("/certificates/");
    lin.post(&hand_in, &[("words", "The southern window")]).await.is(200);
    let seen = sun.get(&work).await.is(200).field("seen");
    mark(&sun, &work, &seen, "good", "Clear.").await.is(200);
    // Marked good, it is not handed in again; the same mark twice is one step.
    lin.post(&hand_in, &[("words", "More")]).await.is(409).shows("It was marked good");
    mark(&sun, &work, &seen, "good", "Clear.").await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM academy_hand_in_step").await, 4);
    // Corrected, both see each step, with who and what it was before.
    let seen = sun.get(&work).await.is(200).field("seen");
    mark(&sun, &work, &seen, "again", "I looked at another one.").await.is(200);
    for (person, path) in [(&sun, &work), (&lin, &page)] {
        let shown = person.get(path).await;
        shown.is(200).shows("Which window?").shows("Clear.").shows("I looked at another one.");
        shown.shows("Good → Once more").shows("Sun").shows("A window to the left");
    }
    let sheet = sun.get(&format!("/teach/courses/{course}/marks.csv")).await;
    sheet.is(200).shows("Lin").shows("again").shows("I looked at another one.");
    mei.get(&format!("/teach/courses/{course}/marks.csv")).await.is(404);
    market.check().await;
    market.end().await;
});

story!(the_second_of_two_tabs_sees_what_stands_and_loses_nothing, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (lin, _) = market.person("Lin").await;
    let (course, lesson) = course(market, lecturer, &lin, Task::Words).await;
    let hand_in = format!("/academy/{course}/lessons/{lesson}/work");
    lin.post(&hand_in, &[("words", "=1+1 sentences")]).await.is(200);
    let work = oldest(&sun).await;
    let seen = sun.get(&work).await.is(200).field("seen");
    mark(&sun, &work, &seen, "again", "=cmd first tab").await.is(200);
    let late = mark(&sun, &work, &seen, "good", "second tab").await;
    late.is(409).shows("Something has changed since you looked").shows("=cmd first tab");
    late.shows("second tab</textarea>");
    assert_ne!(late.field("seen"), seen);
    assert_eq!(market.number("SELECT COUNT(*) FROM academy_hand_in_step").await, 2);
    // What is written is safe in a spreadsheet.
    let sheet = sun.get(&format!("/teach/courses/{course}/marks.csv")).await;
    sheet.is(200).shows("'=cmd first tab");
    // Sent again from what now stands, it goes over it.
    mark(&sun, &work, &late.field("seen"), "good", "second tab").await.is(200);
    assert_eq!(market.number("SELECT COUNT(*) FROM academy_hand_in WHERE state = 'good'").await, 1);
    // Handed in anew meanwhile is the same conflict, for programs too.
    let seen = sun.get(&work).await.field("seen");
    mark(&sun, &work, &seen, "again", "Once more.").await.is(200);
    let seen = sun.get(&work).await.field("seen");
    lin.post(&hand_in, &[("words", "Three sentences")]).await.is(200);
    let path = format!("/api/v1{}/mark", work.replace("/teach/", "/teaching/"));
    sun.send("PUT", &path, &json!({"mark": "good", "seen": seen})).await.is(409);
    let waiting = sun.send("GET", "/api/v1/teaching/work", &json!(null)).await.is(200).json();
    let seen = &waiting["items"][0]["seen"];
    let marked = sun.send("PUT", &path, &json!({"mark": "good", "seen": seen})).await;
    assert_eq!(marked.is(200).json()["state"], "good");
    lin.send("PUT", &path, &json!({"mark": "good", "seen": seen})).await.is(404);
    market.check().await;
    market.end().await;
});

story!(only_what_is_ones_own_is_handed_in, |market| {
    let town = Town::with_empty_carts(market).await;
    let (ana, lin) = (&town.owner, &town.buyer);
    let (_, lecturer) = market.person("Sun").await;
    let (course, lesson) = course(market, lecturer, ana, Task::Listing).await;
    let (page, hand_in) =
        (format!("/academy/{course}/lessons/{lesson}"), format!("/academy/{course}/lessons/{lesson}/work"));
    // Another shop's listing is refused beside the field, and what was typed stays.
    let (own, others) = (town.bowl.listing.to_string(), town.basket.listing.to_string());
    let refused = ana.post(&hand_in, &[("listing", &others), ("words", "My bowl")]).await;
    refused.is(422).shows("no such listing of a shop in which you work").shows("My bowl</textarea>");
    ana.post(&hand_in, &[("listing", "")]).await.is(422).shows("listing-error");
    ana.get(&page).await.is(200).shows("Bowl");
    ana.post(&hand_in, &[("listing", &own), ("words", "My bowl")]).await.is(200);
    let body = json!({"listing": others});
    ana.send("PUT", &format!("/api/v1{}", hand_in.replace("/academy/", "/courses/")), &body).await.is(422);
    let body = json!({"listing": own});
    let path = format!("/api/v1{}", hand_in.replace("/academy/", "/courses/"));
    assert_eq!(ana.send("PUT", &path, &body).await.is(200).json()["listing"], own.as_str());
    lin.send("GET", &path, &json!(null)).await.is(404);
    // A shop's show: of another shop it is refused too.
    let (course, lesson) = self::course(market, lecturer, ana, Task::Practice).await;
    let hand_in = format!("/academy/{course}/lessons/{lesson}/work");
    let room = ana.post("/desk/ana/live", &[("title", "First show")]).await.is(200).path.clone();
    let room = room.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    let foreign = town.other.post("/desk/bo/live", &[("title", "Baskets")]).await.is(200).path.clone();
    let foreign = foreign.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    ana.post(&hand_in, &[("room", &foreign)]).await.is(422).shows("no such show of a shop");
    ana.post(&hand_in, &[("room", &room)]).await.is(200).shows("First show");
    market.check().await;
    market.end().await;
});

story!(what_was_handed_in_goes_with_whoever_leaves, |market| {
    let (sun, lecturer) = market.person("Sun").await;
    let (lin, learner) = market.person("Lin").await;
    let (course, lesson) = course(market, lecturer, &lin, Task::Words).await;
    let hand_in = format!("/academy/{course}/lessons/{lesson}/work");
    lin.post(&hand_in, &[("words", "Three sentences")]).await.is(200);
    let exported =
        market.inner.db.read(async move |tx: &mut Tx| academy::work::export(tx, learner).await).await;
    assert_eq!(exported.unwrap()[0]["words"], "Three sentences");
    let (forget, now) = (academy::CAPABILITY.people.forget.unwrap(), market.now());
    let act = async move |tx: &mut Tx| forget(tx, learner, now).await;
    market.inner.db.write(act).await.unwrap();
    assert_eq!(market.number("SELECT COUNT(*) FROM academy_hand_in").await, 0);
    assert_eq!(market.number("SELECT COUNT(*) FROM academy_hand_in_step").await, 0);
    sun.get("/teach/work").await.is(200).shows("Nothing waits to be marked");
    market.check().await;
    market.end().await;
});

story!(a_check_list_is_read_from_what_is_there, |market| {
    let town = Town::with_empty_carts(market).await;
    // Whoever has no shop opens one first.
    let mei = market.person("Mei").await.0;
    mei.get("/mine/academy/first-listing").await.is(200).shows("/shops/new").shows("Open a shop");
    mei.get("/mine/academy/first-show").await.is(200).shows("/shops/new");
    let path = "/api/v1/learning/first-listing";
    let none = mei.send("GET", path, &json!(null)).await.is(200).json();
    assert_eq!((&none["is_done"], &none["lines"][0]["is_done"]), (&json!(false), &json!(false)));
    let done = |lines: &serde_json::Value, check: &str| {
        let lines = lines["lines"].as_array().unwrap();
        lines.iter().find(|line| line["check"] == check).unwrap()["is_done"].as_bool().unwrap()
    };
    let ana = town.owner.send("GET", path, &json!(null)).await.is(200).json();
    assert!(done(&ana, "shop") && done(&ana, "title") && done(&ana, "price") && done(&ana, "listed"));
    // A show counts as it comes about.
    let path = "/api/v1/learning/first-show";
    let listed = town.other.send("GET", path, &json!(null)).await.is(200).json();
    assert!(!done(&listed, "planned") && !done(&listed, "on-air"));
    let room = town.other.post("/desk/bo/live", &[("title", "Baskets")]).await.is(200).path.clone();
    let room = room.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned();
    let listed = town.other.send("GET", path, &json!(null)).await.is(200).json();
    assert!(done(&listed, "planned") && !done(&listed, "on-air"));
    market.go_on_air(&room).await;
    let listed = town.other.send("GET", path, &json!(null)).await.is(200).json();
    assert!(done(&listed, "on-air") && !done(&listed, "sold-live"));
    town.other.get("/mine/academy/first-show").await.is(200).shows("Go live");
    town.other.get("/mine/academy").await.is(200).shows("/mine/academy/first-show");
    market.check().await;
    market.end().await;
});
