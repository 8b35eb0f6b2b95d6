//! The frame that the moderators' desks share: disputes, reported reviews, reported conversations. Each desk is its
//! capability's own; a list and a case look alike in all of them.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use kernel::{Actor, words};
use platform::{
    views::Shell,
    web::{Fields, Paging, Problem},
};

use crate::visit::Visit;

/// A desk, by the last part of its address and of the keys of its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Desk(pub &'static str);

impl Desk {
    pub fn name(self) -> &'static str {
        self.0
    }

    pub fn path(self) -> String {
        format!("/moderator/{}", self.name())
    }
}

/// What stands around the pages of a desk.
pub struct Frame {
    pub desk: Desk,
    pub is_operator: bool,
}

impl Frame {
    /// The frame, and who may look into it; to others it does not exist.
    pub fn open(visit: &Visit, desk: Desk) -> Result<(Self, Actor), Problem> {
        let by = visit.moderator()?;
        Ok((Self { desk, is_operator: visit.operator().is_ok() }, by))
    }

    pub fn title(&self, shell: &Shell) -> String {
        shell.of("moderator-desk", self.desk.name())
    }

    /// How many cases wait, in words.
    pub fn waits(&self, shell: &Shell, count: &i64) -> String {
        shell.n(&format!("moderator-waiting-{}", self.desk.name()), *count)
    }

    pub fn current(&self) -> &'static str {
        self.desk.name()
    }
}

words! {
    /// What a list shows: the cases that wait, or those that are done.
    Shelf { Waiting = "waiting", Done = "done" }
}

/// What a list is asked for, `?state=done&at=…`: which cases, and after or before which one, as they are sorted.
pub struct CaseQuery {
    pub shelf: Shelf,
    pub after: i64,
    pub before: i64,
    pub limit: i64,
    paging: Paging,
}

impl<S: Sync> FromRequestParts<S> for CaseQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let paging = Paging::from_request_parts(parts, state).await?;
        let at = paging.asked.value("at").trim().parse().ok().filter(|at| *at >= 0);
        Ok(Self {
            shelf: Shelf::of(paging.asked.value("state")),
            after: at.unwrap_or(0),
            before: at.unwrap_or(i64::MAX),
            limit: paging.limit.and_one_more(),
            paging,
        })
    }
}

/// What stands above and below the cases of a page.
pub struct CaseList {
    pub shelf: Shelf,
    /// How many wait in all.
    pub waiting: i64,
    pub is_empty: bool,
    pub more: String,
}

impl CaseList {
    /// Keep one page of what was found; `at` is where the next one goes on from.
    pub fn cut<T>(
        asked: &CaseQuery,
        waiting: i64,
        found: Vec<T>,
        at: impl FnOnce(&T) -> i64,
    ) -> (Vec<T>, Self) {
        let (cases, more) = asked.paging.cut_by(found, |last| [("at", at(last).to_string())]);
        let list = Self { shelf: asked.shelf, waiting, is_empty: cases.is_empty(), more };
        (cases, list)
    }
}

impl Shelf {
    pub fn of(name: &str) -> Self {
        if name == Self::Done.name() { Self::Done } else { Self::Waiting }
    }
}

/// Something that can be decided, with the note below it.
pub struct VerdictOption {
    pub value: &'static str,
    pub words: String,
    pub note: String,
}

impl VerdictOption {
    pub fn is_chosen(&self, form: &Fields, name: &str) -> bool {
        form.value(name) == self.value
    }
}
