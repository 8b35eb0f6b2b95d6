use std::ops::Deref;

use askama::Template;
use kernel::Timestamp;
use serde::{Deserialize, Serialize};

use super::MailError;
use crate::{i18n::Said, views::Shell};

/// What a letter is written on: the reader's language and clock, the market's name and where it is.
#[derive(Clone)]
pub struct Sheet {
    shell: Shell,
    /// `https://fair.example`, without a slash at its end.
    home: String,
    /// Samples are written as if it were this moment.
    pub now: Timestamp,
}

impl Deref for Sheet {
    type Target = Shell;

    fn deref(&self) -> &Shell {
        &self.shell
    }
}

impl Sheet {
    pub fn new(shell: Shell, public_url: &str, now: Timestamp) -> Self {
        Self { shell, home: public_url.trim_end_matches('/').to_owned(), now }
    }

    /// The address of one of our pages, for readers who are not on one.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.home)
    }
}

/// One kind of mail: a struct that holds what it tells.
pub trait Mail {
    /// Its name: `accounts.code`.
    fn kind(&self) -> &'static str;

    fn letter(&self, sheet: &Sheet) -> Letter;
}

/// A piece of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph.
    Words(String),
    /// Something to be typed off, set large.
    Code(String),
    /// Names and their values, such as a parcel's number.
    Facts(Vec<(String, String)>),
    /// The one thing to do next.
    Call { words: String, url: String },
}

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub subject: Said,
    pub parts: Vec<Part>,
    /// Why the reader gets this.
    pub because: String,
}

/// A letter set and addressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Html<'a> {
    sheet: &'a Sheet,
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Text<'a> {
    sheet: &'a Sheet,
    letter: &'a Letter,
}

impl Letter {
    /// The page of ours that the letter leads to.
    pub fn leads_to<'a>(&'a self, sheet: &Sheet) -> Option<&'a str> {
        self.parts.iter().find_map(|part| match part {
            Part::Call { url, .. } => url.strip_prefix(&sheet.home),
            Part::Words(_) | Part::Code(_) | Part::Facts(_) => None,
        })
    }

    /// Set a letter for its reader, as text and as HTML.
    pub fn set(&self, sheet: &Sheet, to: &str) -> Result<Message, MailError> {
        let html = Html { sheet, letter: self }.render()?;
        let text = Text { sheet, letter: self }.render()?;
        let subject = self.subject.words(sheet).split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Message { to: to.to_owned(), subject, text, html })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Lang, Texts};

    #[test]
    fn text_and_html_say_the_same() {
        let shell = Shell::new(Texts::load().of(Lang::English), "The <Fair>");
        let sheet = Sheet::new(shell, "https://fair.example/", Timestamp::from_micros(0));
        let letter = Letter {
            subject: Said::new("A\r\nBcc: everybody@fair.example"),
            parts: vec![
                Part::Words("Hello & welcome <b>".into()),
                Part::Code("123456".into()),
                Part::Facts(vec![("Carrier".into(), "SF".into())]),
                Part::Call { words: "Look".into(), url: sheet.link("/orders/1?a=b&c=d") },
            ],
            because: "You asked.".into(),
        };
        assert_eq!(letter.leads_to(&sheet), Some("/orders/1?a=b&c=d"));
        let message = letter.set(&sheet, "lin@fair.example").unwrap();
        assert_eq!(message.subject, "A Bcc: everybody@fair.example");
        for words in
            ["Hello & welcome <b>", "123456", "Carrier: SF", "Look: https://fair.example/orders/1?a=b&c=d"]
        {
            assert!(message.text.contains(words), "{words}\n{}", message.text);
        }
        for words in ["Hello &#38; welcome &#60;b&#62;", "123456", "Carrier", "SF", "You asked."] {
            assert!(message.html.contains(words), "{words}\n{}", message.html);
        }
        assert!(!message.html.contains("<b>"));
    }
}
