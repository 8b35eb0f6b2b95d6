use std::collections::BTreeSet;

use axum::body::Bytes;
use goods::catalog::ListingId;
use kernel::{Timestamp, hours};
use people::{market::Market, visit::Visit};
use platform::{
    db::Tx,
    i18n::Lang,
    web::{Fields, Limit, Problem, Refusal},
};

use crate::{
    Commons,
    academy::{
        self, CaptionFault, Content, Course, CourseId, Goal, LessonFilm, LessonId, LessonPicture,
        MOST_LESSONS, MOST_PICTURES, Quiz, QuizFault, Shown, Syllabus, Task, cleaned, numbers,
    },
    live::{RoomId, films::FilmId},
};

/// Characters of a name, of what is said of a course, of a lesson, and of a quiz.
const MOST_LINE: usize = 120;
const MOST_WORDS: usize = 2_000;
const MOST_BODY: usize = 20_000;
const MOST_QUIZ: usize = 20_000;
/// Octets of captions as they are sent.
const MOST_CAPTIONS: usize = 400_000;
/// Minutes of a lesson.
const MINUTES: std::ops::RangeInclusive<i64> = 1..=240;

/// Count what somebody does in the academy, or refuse it.
pub fn may_change(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule = Limit { name: "academy", times: market.rules().count(numbers::CHANGES), per: hours(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

/// A course that the visitor may look at: open or closed, or their own.
pub async fn find_shown(market: &Commons, visit: &Visit, id: CourseId) -> Result<Course, Problem> {
    let account = visit.account_id().ok();
    let course = market.find(async move |tx: &mut Tx| academy::find(tx, id).await).await?;
    let is_own = account == Some(course.author);
    if course.is_shown() || is_own { Ok(course) } else { Err(Problem::not_found()) }
}

/// Whoever does not write a course finds nothing, whatever they send.
pub async fn own(market: &Commons, visit: &Visit, id: CourseId) -> Result<Course, Problem> {
    let account = visit.account_id()?;
    market.find(async move |tx: &mut Tx| academy::find_own(tx, account, id).await).await
}

/// Whoever teaches nothing has no desk.
pub async fn teaches(market: &Commons, visit: &Visit) -> Result<(), Problem> {
    let account = visit.account_id()?;
    let is = market.read(async move |tx: &mut Tx| academy::is_lecturer(tx, account).await).await?;
    if is { Ok(()) } else { Err(Problem::not_found()) }
}

pub fn read_syllabus(form: &mut Fields) -> Option<Syllabus> {
    let language = form.parsed("language", Lang::parse);
    let (title, title_en) = (form.line("title", MOST_LINE), form.maybe_line("title_en", MOST_LINE));
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    let words_en = form.maybe_paragraphs("words_en", MOST_WORDS);
    let goal = match form.maybe_line("goal", MOST_LINE).as_str() {
        "" => Some(Goal::None),
        _ => form.parsed("goal", Goal::parse),
    };
    let seat = match form.maybe_line("seat", MOST_LINE).as_str() {
        "" => None,
        _ => form.parsed("seat", read_listing),
    };
    let (Some(language), Some(goal)) = (language, goal) else { return None };
    form.is_good().then_some(Syllabus { language, title, title_en, words, words_en, goal, seat })
}

/// A listing by its number, or by the address of its form.
fn read_listing(text: &str) -> Option<ListingId> {
    text.split(['/', '?', '#']).rev().find_map(|part| part.parse().ok())
}

/// A short film or a replay, by its address.
fn read_film(text: &str) -> Option<Shown> {
    let parts: Vec<&str> = text.split(['/', '?', '#']).collect();
    parts.windows(2).find_map(|pair| match pair {
        ["shorts", film] => film.parse::<FilmId>().ok().map(Shown::Film),
        ["live", room] => room.parse::<RoomId>().ok().map(Shown::Replay),
        _ => None,
    })
}

/// What came beside a form: captions, and pictures that are kept.
#[derive(Default)]
pub struct Sent {
    pub captions: Option<String>,
    pub pictures: Vec<String>,
}

/// Pictures and captions among files, by their names.
pub fn sort_files(files: Vec<(String, Bytes)>) -> (Vec<Bytes>, Option<Bytes>) {
    let (mut pictures, mut captions) = (Vec::new(), None);
    for (name, content) in files {
        let name = name.to_ascii_lowercase();
        match [".vtt", ".srt"].iter().any(|ending| name.ends_with(ending)) {
            true => captions = Some(content),
            false => pictures.push(content),
        }
    }
    (pictures, captions)
}

/// Keep what came beside a form; what is bad is blamed on its field.
pub async fn keep_files(
    market: &Market,
    form: &mut Fields,
    files: Vec<(String, Bytes)>,
) -> Result<Sent, Problem> {
    let (pictures, captions) = sort_files(files);
    let captions = captions.map(|file| String::from_utf8_lossy(&file).into_owned());
    Ok(Sent { captions, pictures: keep_pictures(market, form, pictures).await? })
}

/// Keep pictures in every width; a bad one is blamed on its field.
pub async fn keep_pictures(
    market: &Market,
    form: &mut Fields,
    pictures: Vec<Bytes>,
) -> Result<Vec<String>, Problem> {
    let mut kept = Vec::new();
    for upload in pictures.into_iter().take(MOST_PICTURES) {
        match market.files.keep_picture(upload, None).await? {
            Ok(picture) => kept.push(picture.file),
            Err(_) => form.refuse("photos", Refusal::new("refused-photo")),
        }
    }
    Ok(kept)
}

/// What a lesson says, over what it said before: pictures and captions stay unless they are taken out.
pub fn read_content(form: &mut Fields, before: Option<&Content>, sent: Sent) -> Option<Content> {
    let minutes = form.whole("minutes", MINUTES);
    let (title, title_en) = (form.line("title", MOST_LINE), form.maybe_line("title_en", MOST_LINE));
    let body = form.maybe_paragraphs("body", MOST_BODY);
    let body_en = form.maybe_paragraphs("body_en", MOST_BODY);
    let pictures = read_pictures(form, before, sent.pictures);
    let film = read_lesson_film(form, before, sent.captions);
    let quiz = read_quiz(form);
    let task =
        if form.value("task").is_empty() { Some(Task::None) } else { form.parsed("task", Task::parse) };
    let task_words = form.maybe_paragraphs("task_words", MOST_WORDS);
    let task_words_en = form.maybe_paragraphs("task_words_en", MOST_WORDS);
    if body.is_empty() && pictures.is_empty() && film.is_none() && form.is_good() {
        form.refuse("body", Refusal::new("refused-empty"));
    }
    let (Some(quiz), Some(task)) = (quiz, task) else { return None };
    form.is_good().then_some(Content {
        minutes,
        title,
        title_en,
        body,
        body_en,
        pictures,
        film,
        quiz,
        task,
        task_words,
        task_words_en,
    })
}

/// Those of before with their words, and those that were sent with theirs.
fn read_pictures(form: &mut Fields, before: Option<&Content>, sent: Vec<String>) -> Vec<LessonPicture> {
    let mut pictures = Vec::new();
    for (at, picture) in before.into_iter().flat_map(|it| &it.pictures).enumerate() {
        if form.yes_or_no(&format!("picture_out_{at}")) {
            continue;
        }
        let name = format!("picture_words_{at}");
        let words = if form.has(&name) { form.maybe_line(&name, MOST_LINE) } else { picture.words.clone() };
        pictures.push(LessonPicture { file: picture.file.clone(), words });
    }
    let words = form.maybe_line("picture_words", MOST_LINE);
    pictures.extend(sent.into_iter().map(|file| LessonPicture { file, words: words.clone() }));
    if pictures.len() > MOST_PICTURES {
        form.refuse("photos", Refusal::new("refused-too-many-at-once").with("max", MOST_PICTURES));
    }
    pictures
}

fn read_lesson_film(form: &mut Fields, before: Option<&Content>, sent: Option<String>) -> Option<LessonFilm> {
    let typed = form.maybe_paragraphs("captions", MOST_CAPTIONS);
    let shown = match form.maybe_line("film", MOST_LINE).as_str() {
        "" => None,
        _ => form.parsed("film", read_film),
    };
    let sent = sent.or_else(|| form.has("captions").then_some(typed));
    let shown = shown?;
    let captions = match sent.filter(|text| !text.trim().is_empty()) {
        Some(text) => read_captions(form, &text),
        None if form.yes_or_no("captions_out") => String::new(),
        None => {
            let kept = before.and_then(|it| it.film.as_ref()).filter(|film| film.shown == shown);
            kept.map(|film| film.captions.clone()).unwrap_or_default()
        }
    };
    Some(LessonFilm { shown, captions })
}

fn read_captions(form: &mut Fields, text: &str) -> String {
    let read = if text.len() > MOST_CAPTIONS { Err(CaptionFault::TooMany) } else { cleaned(text) };
    let refusal = match read {
        Ok(captions) => return captions,
        Err(CaptionFault::Nothing) => Refusal::new("refused-captions-none"),
        Err(CaptionFault::Times(line)) => Refusal::new("refused-captions-times").with("line", line),
        Err(CaptionFault::TooMany) => Refusal::new("refused-captions-many"),
    };
    form.refuse("captions", refusal);
    String::new()
}

fn read_quiz(form: &mut Fields) -> Option<Quiz> {
    let lines = form.maybe_paragraphs("quiz", MOST_QUIZ);
    let english = form.maybe_paragraphs("quiz_en", MOST_QUIZ);
    let refusal = match Quiz::read(&lines, &english) {
        Ok(quiz) => return Some(quiz),
        Err(QuizFault::Stray(line)) => Refusal::new("refused-quiz-stray").with("line", line),
        Err(QuizFault::Choices(line)) => Refusal::new("refused-quiz-choices").with("line", line),
        Err(QuizFault::TooLong(line)) => Refusal::new("refused-quiz-long").with("line", line),
        Err(QuizFault::TooMany) => Refusal::new("refused-quiz-many"),
        Err(QuizFault::Unlike) => {
            form.refuse("quiz_en", Refusal::new("refused-quiz-unlike"));
            return None;
        }
    };
    form.refuse("quiz", refusal);
    None
}

/// What was chosen of each question: by a form `answers.0` once for each choice, by a program a list of lists.
pub fn read_answers(form: &Fields, questions: usize) -> Vec<BTreeSet<usize>> {
    let chosen = |question: usize| {
        let name = format!("answers.{question}");
        let of_list = (0..form.count(&name).min(64)).map(|at| form.value(&format!("{name}.{at}")).to_owned());
        let all = form.all(&name).into_iter().map(str::to_owned).chain(of_list);
        all.filter_map(|choice| choice.trim().parse().ok()).collect()
    };
    (0..questions).map(chosen).collect()
}

/// Which lessons a program tells of as read, and when.
pub fn read_reads(form: &mut Fields, now: Timestamp) -> Option<Vec<(LessonId, Timestamp)>> {
    let count = form.given_list("lessons", MOST_LESSONS);
    if count > MOST_LESSONS {
        form.refuse("lessons", Refusal::new("refused-too-many-at-once").with("max", MOST_LESSONS));
    }
    let mut reads = Vec::new();
    for at in 0..count.min(MOST_LESSONS) {
        let lesson = form.parsed(&format!("lessons.{at}.lesson"), |text| text.parse().ok());
        let read_at = read_moment(form, &format!("lessons.{at}.read_at"), now);
        reads.extend(lesson.zip(read_at));
    }
    form.is_good().then_some(reads)
}

/// A moment that a device tells; now where it tells none.
pub fn read_moment(form: &mut Fields, name: &str, now: Timestamp) -> Option<Timestamp> {
    match form.value(name).trim() {
        "" => Some(now),
        _ => form.parsed(name, |text| Timestamp::parse_rfc3339(text).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_is_read_from_its_address() {
        let film = "000000010000000000002";
        for address in [format!("/shorts/{film}/film"), format!("https://fair.example/shorts/{film}")] {
            assert!(matches!(read_film(&address), Some(Shown::Film(_))), "{address}");
        }
        assert!(matches!(read_film(&format!("/live/{film}?at=3")), Some(Shown::Replay(_))));
        for address in ["", film, "/shorts/x", "/shops/ana"] {
            assert_eq!(read_film(address), None, "{address}");
        }
    }

    #[test]
    fn answers_are_read_from_forms_and_from_lists() {
        let set = |places: &[usize]| places.iter().copied().collect::<BTreeSet<usize>>();
        let form =
            Fields::filled([("answers.0", "1"), ("answers.2", "0"), ("answers.2", "3"), ("answers.2", "x")]);
        assert_eq!(read_answers(&form, 3), [set(&[1]), set(&[]), set(&[0, 3])]);
        let json = Fields::from_json(&serde_json::json!({ "answers": [[1], [], [0, 3]] }));
        assert_eq!(read_answers(&json, 3), [set(&[1]), set(&[]), set(&[0, 3])]);
    }
}
