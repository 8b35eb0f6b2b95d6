//! What is written to who holds tickets.

use kernel::{Timestamp, days};
use people::kind::Kind;
use platform::{
    i18n::Said,
    mail::{Letter, Mail, Part, Sheet},
};

/// To whom tickets were issued or handed on.
pub struct TicketsMail {
    /// Of the festival.
    pub name: String,
    pub count: i64,
}

pub const TICKETS: Kind = Kind::required("festivals.tickets", "festivals");
pub const MOVED: Kind = Kind::required("festivals.ticket-moved", "festivals");
pub const VOID: Kind = Kind::required("festivals.ticket-void", "festivals");

impl Mail for TicketsMail {
    fn kind(&self) -> &'static str {
        TICKETS.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let words = sheet.t("mail-festivals-tickets-words").to_owned();
        Letter {
            subject: Said::new("mail-festivals-tickets-subject").text("festival", &self.name),
            parts: vec![
                Part::Facts(vec![(sheet.t("tickets-count").to_owned(), sheet.number(self.count))]),
                Part::Words(words),
                Part::Call { words: sheet.t("tickets-mine").to_owned(), url: sheet.link("/mine/tickets") },
            ],
            because: sheet.t("mail-festivals-tickets-because").to_owned(),
        }
    }
}

/// To who held a ticket that admits no more.
pub struct VoidMail {
    pub name: String,
    pub number: String,
    pub path: String,
}

impl Mail for VoidMail {
    fn kind(&self) -> &'static str {
        VOID.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-festivals-void-subject").text("festival", &self.name),
            parts: vec![
                Part::Facts(vec![(sheet.t("tickets-number").to_owned(), self.number.clone())]),
                Part::Words(sheet.t("mail-festivals-void-words").to_owned()),
                Part::Call { words: sheet.t("tickets-mine").to_owned(), url: sheet.link(&self.path) },
            ],
            because: sheet.t("mail-festivals-tickets-because").to_owned(),
        }
    }
}

/// To who holds a ticket of a festival that is on other days.
pub struct MovedMail {
    pub name: String,
    pub begins_at: Timestamp,
    pub ends_at: Timestamp,
    pub path: String,
}

impl Mail for MovedMail {
    fn kind(&self) -> &'static str {
        MOVED.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let (first, last) = (sheet.moment(&self.begins_at), sheet.moment(&self.ends_at));
        let days = [("first", first.as_str()), ("last", last.as_str())];
        Letter {
            subject: Said::new("mail-festivals-ticket-moved-subject").text("festival", &self.name),
            parts: vec![
                Part::Words(sheet.say("mail-festivals-ticket-moved-words", &days)),
                Part::Call { words: sheet.t("mail-festivals-call").to_owned(), url: sheet.link(&self.path) },
            ],
            because: sheet.t("mail-festivals-tickets-because").to_owned(),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let name = sheet.t("tickets-sample-festival").to_owned();
    let (number, path) = ("7K3M-9QXR".to_owned(), "/mine/tickets/000000010000000000002".to_owned());
    let (begins_at, ends_at) = (sheet.now + days(3), sheet.now + days(6));
    let moved = MovedMail { name: name.clone(), begins_at, ends_at, path: "/festivals".to_owned() };
    vec![
        Box::new(TicketsMail { name: name.clone(), count: 2 }),
        Box::new(moved),
        Box::new(VoidMail { name, number, path }),
    ]
}
