use platform::web::{Fields, Refusal};

use crate::academy::{
    Task,
    work::{HandIn, Mark, StepId, Thing, Work, WorkError},
};

/// Characters of what is handed in, and of what is said of it.
const MOST_WORK: usize = 4_000;
const MOST_MARK: usize = 2_000;
/// Of what names a listing or a room.
const MOST_LINE: usize = 300;

/// An id, alone or at the end of an address.
fn last<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.split(['/', '?', '#']).rev().find_map(|part| part.parse().ok())
}

/// What a form hands in for a task.
pub fn read_work(form: &mut Fields, task: Task) -> Option<Work> {
    let words = form.maybe_paragraphs("words", MOST_WORK);
    for (field, wanted) in [("listing", Task::Listing), ("room", Task::Practice)] {
        if task != wanted && !form.maybe_line(field, MOST_LINE).is_empty() && form.is_good() {
            form.refuse(field, Refusal::new("refused-academy-work-unasked"));
        }
    }
    let thing = match task {
        Task::None => None,
        Task::Words => {
            if words.is_empty() && form.is_good() {
                form.refuse("words", Refusal::new("refused-empty"));
            }
            None
        }
        Task::Listing => form.parsed("listing", last).map(Thing::Listing),
        Task::Practice => form.parsed("room", last).map(Thing::Show),
    };
    form.is_good().then_some(Work { words, thing })
}

/// A mark with its words, and the step that was seen.
pub fn read_mark(form: &mut Fields) -> Option<(StepId, (Mark, String))> {
    let mark = form.parsed("mark", Mark::parse);
    let words = form.maybe_paragraphs("words", MOST_MARK);
    let seen = form.parsed("seen", |text| text.parse().ok());
    let (mark, seen) = mark.zip(seen)?;
    form.is_good().then_some((seen, (mark, words)))
}

/// Put a refusal beside its field; false when it has none.
pub fn blame(form: &mut Fields, error: &WorkError) -> bool {
    let (field, code) = match error {
        WorkError::NoSuchListing => ("listing", "refused-academy-work-listing"),
        WorkError::NoSuchShow => ("room", "refused-academy-work-show"),
        WorkError::NoSuch
        | WorkError::WrongKind
        | WorkError::Stale(_)
        | WorkError::Learn(_)
        | WorkError::Refused(_)
        | WorkError::Forbidden(_)
        | WorkError::Store(_) => return false,
    };
    form.refuse(field, Refusal::new(code));
    true
}

/// The form of work that is there already.
pub fn filled(work: &HandIn) -> Fields {
    let thing = match work.work.thing {
        None => return Fields::filled([("words", work.work.words.as_str())]),
        Some(Thing::Listing(id)) => ("listing", id.to_string()),
        Some(Thing::Show(id)) => ("room", id.to_string()),
    };
    Fields::filled([("words", work.work.words.clone()), thing])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_read_as_its_lesson_asks_for_it() {
        let mut empty = Fields::filled([("words", "  ")]);
        assert_eq!(read_work(&mut empty, Task::Words), None);
        assert!(empty.refusal("words").is_some());
        let words = read_work(&mut Fields::filled([("words", "三句")]), Task::Words).unwrap();
        assert_eq!((words.words.as_str(), words.task()), ("三句", Task::Words));
        let id = "000000010000000000002";
        let mut form = Fields::filled([("listing", id)]);
        assert_eq!(read_work(&mut form, Task::Listing).unwrap().task(), Task::Listing);
        let mut form = Fields::filled([("room", format!("https://fair.example/live/{id}?at=3"))]);
        assert_eq!(read_work(&mut form, Task::Practice).unwrap().task(), Task::Practice);
        assert_eq!(read_work(&mut Fields::default(), Task::Practice), None);
        let mut form = Fields::filled([("words", "三句"), ("room", id)]);
        assert_eq!(read_work(&mut form, Task::Words), None);
        assert!(form.refusal("room").is_some());
        assert_eq!(read_work(&mut Fields::filled([("words", "字".repeat(4_001))]), Task::Words), None);
    }
}
