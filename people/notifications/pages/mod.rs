//! The list of notifications, and what one wants to be told.

pub mod mail;
mod push;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use platform::{
    db::Tx,
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Paging, Problem, Routes},
};

use super::{ChooseError, Delivery, Kind, Notification, NotificationId, Preference, Topic, choices, choose};
use crate::{
    market::Market,
    notifications,
    visit::{Visit, redirect, return_to},
};

pub(super) use push::{ShownDevice, read_device};

pub fn routes() -> Routes<Market> {
    Routes::default()
        .get("/notifications", index)
        .post("/notifications", read_all)
        .get("/notifications/{id}", open)
        .get("/mine/notifications", edit)
        .post("/mine/notifications", update)
        .post("/mine/notifications/devices", push::create)
        .post("/mine/notifications/devices/{id}/removal", push::destroy)
}

#[derive(Template)]
#[template(path = "notifications/views/index.html")]
struct IndexPage {
    shell: Shell,
    list: Vec<Notification>,
    kinds: Vec<Kind>,
    older: String,
}

impl IndexPage {
    fn told(&self, told: &Notification) -> (String, Lang) {
        told.told(&self.shell)
    }

    /// What a notification is about; of a kind that is sent no more nothing is said.
    fn topic(&self, told: &Notification) -> String {
        let kind = self.kinds.iter().find(|kind| kind.name == told.kind);
        kind.map(|kind| self.shell.of("notification-topic", kind.topic.0)).unwrap_or_default()
    }
}

/// `GET /notifications`: the newest first.
async fn index(State(market): State<Market>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    let (account, limit) = (visit.account_id()?, paging.limit.and_one_more());
    let read = async move |tx: &mut Tx| notifications::list(tx, account, paging.before, limit).await;
    let (list, older) = paging.cut(market.db.read(read).await?, |last| last.id.get());
    let kinds = market.kinds();
    views::page(&IndexPage { shell: visit.shell("notifications"), list, kinds, older })
}

/// `POST /notifications`: all of them are read.
async fn read_all(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    let (account, now) = (visit.account_id()?, visit.now);
    market.db.write(async move |tx: &mut Tx| notifications::read_all(tx, now, account).await).await?;
    Ok(redirect("/notifications", "done-all-read"))
}

/// `GET /notifications/{id}`: it is read, and one is where it leads.
async fn open(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<NotificationId>,
) -> Result<Response, Problem> {
    let (account, now) = (visit.account_id()?, visit.now);
    let act = async move |tx: &mut Tx| {
        let told = notifications::find(tx, account, id).await?;
        notifications::read(tx, now, account, id).await?;
        Ok::<_, platform::db::DbError>(told)
    };
    let told = market.db.write(act).await?.ok_or_else(Problem::not_found)?;
    Ok(Redirect::to(&return_to(&told.path, "/notifications")).into_response())
}

/// The kinds of one topic, with where each arrives.
struct Group {
    topic: Topic,
    choices: Vec<Preference>,
}

#[derive(Template)]
#[template(path = "notifications/views/edit.html")]
struct EditPage {
    shell: Shell,
    groups: Vec<Group>,
    has_email: bool,
    /// Whether texts reach them, and nothing else does.
    has_texts: bool,
    /// Our key, for browsers.
    key: String,
    devices: Vec<ShownDevice>,
}

impl EditPage {
    /// Whether this browser is one that is woken.
    fn has_this(&self) -> bool {
        self.devices.iter().any(|device| device.is_this)
    }

    fn is_required(&self, choice: &Preference) -> bool {
        choice.kind.delivery == Delivery::Required
    }

    fn is_written(&self, choice: &Preference) -> bool {
        choice.kind.delivery != Delivery::Listed
    }
}

/// `GET /mine/notifications`
async fn edit(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    let (account, kinds) = (visit.account_id()?, market.kinds());
    let all = market.db.read(async move |tx: &mut Tx| choices(tx, account, &kinds).await).await?;
    let group = |topic: &Topic| Group {
        topic: *topic,
        choices: all.iter().copied().filter(|choice| choice.kind.topic == *topic).collect(),
    };
    let mut topics: Vec<Topic> = Vec::new();
    for choice in &all {
        if !topics.contains(&choice.kind.topic) {
            topics.push(choice.kind.topic);
        }
    }
    let groups = topics.iter().map(group).collect();
    let has_email = visit.account.as_ref().is_some_and(|account| account.email.is_some());
    let has_phone = visit.account.as_ref().is_some_and(|account| account.phone.is_some());
    let has_texts = !has_email && has_phone && market.texter.is_there();
    let (key, devices) = (market.push.public_key(), push::shown(&market, &visit).await?);
    views::page(&EditPage { shell: visit.shell("mine"), groups, has_email, has_texts, key, devices })
}

/// Where each kind arrives, from a page: a box that is not ticked is not sent.
fn read_choices(form: &mut Fields, kinds: &[Kind]) -> Vec<Preference> {
    kinds
        .iter()
        .map(|kind| Preference {
            kind: *kind,
            mail: form.yes_or_no(&format!("{}.mail", kind.key())),
            list: form.yes_or_no(&format!("{}.list", kind.key())),
            text: form.yes_or_no(&format!("{}.text", kind.key())),
        })
        .collect()
}

/// `POST /mine/notifications`
async fn update(State(market): State<Market>, visit: Visit, mut form: Fields) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    let wanted = read_choices(&mut form, &market.kinds());
    if !form.is_good() {
        return Err(Problem::invalid(&form));
    }
    market.db.write(async move |tx: &mut Tx| choose(tx, &by, &wanted).await).await?;
    Ok(redirect("/mine/notifications", "done-choices"))
}

impl From<ChooseError> for Problem {
    fn from(error: ChooseError) -> Self {
        match error {
            ChooseError::Forbidden(error) => error.into(),
            ChooseError::Store(error) => error.into(),
        }
    }
}
