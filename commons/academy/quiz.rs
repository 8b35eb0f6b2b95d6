//! A quiz: questions with choices, of which one or more are good.
//!
//! A lecturer writes it as lines: `? ` before a question, `* ` before a good choice, `- ` before another.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Questions of one quiz, and choices of one question.
pub const MOST_QUESTIONS: usize = 20;
pub const MOST_CHOICES: usize = 8;
/// Letters of one of them.
pub const MOST_LINE: usize = 300;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiz {
    pub questions: Vec<Question>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub words: String,
    /// Empty when there is none.
    pub words_en: String,
    pub choices: Vec<Choice>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub words: String,
    pub words_en: String,
    pub is_good: bool,
}

/// What is wrong with the lines of a quiz, and in which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It stands before the first question, or begins with no sign.
    Stray(usize),
    /// A question has less than two choices, or none that is good.
    Choices(usize),
    TooLong(usize),
    TooMany,
    /// The English lines are not the same as the others.
    Unlike,
}

impl Question {
    /// Whether more than one choice is good.
    pub fn is_several(&self) -> bool {
        self.choices.iter().filter(|choice| choice.is_good).count() > 1
    }

    fn is_well_answered(&self, chosen: &BTreeSet<usize>) -> bool {
        self.choices.iter().enumerate().all(|(at, choice)| choice.is_good == chosen.contains(&at))
    }
}

impl Quiz {
    pub fn is_empty(&self) -> bool {
        self.questions.is_empty()
    }

    /// How many questions were answered well; of each the choices that were made, by their places.
    pub fn good(&self, answers: &[BTreeSet<usize>]) -> usize {
        let none = BTreeSet::new();
        let answered = answers.iter().chain(std::iter::repeat(&none));
        self.questions
            .iter()
            .zip(answered)
            .filter(|(question, chosen)| question.is_well_answered(chosen))
            .count()
    }

    /// What the lines say; English lines that are there have the same questions and choices, in the same order.
    pub fn read(lines: &str, english: &str) -> Result<Self, Fault> {
        let own = parse(lines)?;
        if english.trim().is_empty() {
            return Ok(own);
        }
        let english = parse(english)?;
        own.with_english(english).ok_or(Fault::Unlike)
    }

    fn with_english(mut self, english: Self) -> Option<Self> {
        if self.questions.len() != english.questions.len() {
            return None;
        }
        for (question, english) in self.questions.iter_mut().zip(english.questions) {
            if question.choices.len() != english.choices.len() {
                return None;
            }
            question.words_en = english.words;
            for (choice, english) in question.choices.iter_mut().zip(english.choices) {
                if choice.is_good != english.is_good {
                    return None;
                }
                choice.words_en = english.words;
            }
        }
        Some(self)
    }

    /// The lines as they were written, and the English ones.
    pub fn lines(&self) -> (String, String) {
        let (mut own, mut english) = (String::new(), String::new());
        for question in &self.questions {
            line(&mut own, "?", &question.words);
            line(&mut english, "?", &question.words_en);
            for choice in &question.choices {
                let sign = if choice.is_good { "*" } else { "-" };
                line(&mut own, sign, &choice.words);
                line(&mut english, sign, &choice.words_en);
            }
        }
        let has_english = self.questions.iter().any(|question| !question.words_en.is_empty());
        (own, if has_english { english } else { String::new() })
    }
}

fn line(text: &mut String, sign: &str, words: &str) {
    text.push_str(sign);
    text.push(' ');
    text.push_str(words);
    text.push('\n');
}

fn parse(lines: &str) -> Result<Quiz, Fault> {
    let mut questions: Vec<(usize, Question)> = Vec::new();
    for (number, text) in (1..).zip(lines.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let text = text.trim();
        let (sign, words) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
        let words = words.trim().to_owned();
        if words.is_empty() {
            return Err(Fault::Stray(number));
        }
        if words.chars().count() > MOST_LINE {
            return Err(Fault::TooLong(number));
        }
        match (kernel::narrow(sign.chars().next().unwrap_or(' ')), questions.last_mut()) {
            ('?', _) => questions.push((number, Question { words, ..Question::default() })),
            (sign @ ('*' | '-'), Some((_, question))) => {
                question.choices.push(Choice { words, words_en: String::new(), is_good: sign == '*' });
            }
            _ => return Err(Fault::Stray(number)),
        }
    }
    if questions.len() > MOST_QUESTIONS || questions.iter().any(|(_, it)| it.choices.len() > MOST_CHOICES) {
        return Err(Fault::TooMany);
    }
    let is_thin = |it: &Question| it.choices.len() < 2 || it.choices.iter().all(|choice| !choice.is_good);
    match questions.iter().find(|(_, question)| is_thin(question)) {
        Some((number, _)) => Err(Fault::Choices(*number)),
        None => Ok(Quiz { questions: questions.into_iter().map(|(_, question)| question).collect() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = "? 光从哪里来？\n* 窗户\n- 天花板的灯\n\n？ 背景用什么？\n* 白纸\n* 木桌\n- 花布\n";
    const ENGLISH: &str = "? Where from?\n* A window\n- A lamp\n? Before what?\n* Paper\n* Wood\n- Flowers\n";

    #[test]
    fn a_quiz_is_read_from_its_lines_and_written_again() {
        let quiz = Quiz::read(LINES, ENGLISH).unwrap();
        assert_eq!(quiz.questions.len(), 2);
        assert!(quiz.questions[1].is_several() && !quiz.questions[0].is_several());
        let (own, english) = quiz.lines();
        assert_eq!(Quiz::read(&own, &english).unwrap(), quiz);
        assert_eq!(english, ENGLISH);
        assert!(Quiz::read("", "").unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        for (lines, fault) in [
            ("* first", Fault::Stray(1)),
            ("? q\nwords", Fault::Stray(2)),
            ("?", Fault::Stray(1)),
            ("? q\n* one", Fault::Choices(1)),
            ("? q\n- one\n- two", Fault::Choices(1)),
        ] {
            assert_eq!(Quiz::read(lines, ""), Err(fault), "{lines}");
        }
        assert_eq!(Quiz::read(&format!("? {}\n* a\n- b", "字".repeat(301)), ""), Err(Fault::TooLong(1)));
        assert_eq!(Quiz::read(&"? q\n* a\n- b\n".repeat(21), ""), Err(Fault::TooMany));
        assert_eq!(Quiz::read(LINES, "? Where?\n* Window\n- Lamp\n"), Err(Fault::Unlike));
        assert_eq!(Quiz::read("? q\n* a\n- b", "? q\n- a\n* b"), Err(Fault::Unlike));
    }

    #[test]
    fn only_all_good_choices_and_no_other_are_a_good_answer() {
        let quiz = Quiz::read(LINES, "").unwrap();
        let of = |places: &[usize]| places.iter().copied().collect::<BTreeSet<usize>>();
        assert_eq!(quiz.good(&[of(&[0]), of(&[0, 1])]), 2);
        assert_eq!(quiz.good(&[of(&[0]), of(&[0])]), 1);
        assert_eq!(quiz.good(&[of(&[0, 1]), of(&[0, 1, 2])]), 0);
        assert_eq!(quiz.good(&[]), 0);
        assert_eq!(quiz.good(&[of(&[99]), of(&[0, 1]), of(&[0])]), 1);
    }
}
