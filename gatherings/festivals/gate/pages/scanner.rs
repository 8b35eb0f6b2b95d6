//! The scanner of a gate: whoever has its link holds it.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use commons::Commons;
use people::visit::Visit;
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Problem, assets},
};
use serde_json::{Map, Value};

use crate::festivals::{
    self, Festival,
    gate::{self, Gate},
};

/// What the scanner says of a ticket, by the end of its key. Places for a time and a gate are filled in on the phone.
const ANSWERS: [&str; 24] = [
    "good",
    "warn",
    "bad",
    "welcome",
    "goodbye",
    "void",
    "old-code",
    "wrong-day",
    "wrong-zone",
    "other-gate",
    "already",
    "already-today",
    "inside",
    "not-inside",
    "not-listed",
    "by-number",
    "unknown-number",
    "slip",
    "no-list",
    "no-ticket",
    "unknown-key",
    "other-market",
    "forged",
    "other-festival",
];

#[derive(Template)]
#[template(path = "festivals/gate/views/scanner.html")]
struct ScannerPage {
    shell: Shell,
    gate: Gate,
    festival: Festival,
    name: String,
    token: String,
}

impl ScannerPage {
    /// The words of the answers, for the script.
    fn words(&self) -> String {
        let time_and_gate = [("time", "{time}"), ("gate", "{gate}")];
        let mut words: Map<String, Value> = ANSWERS
            .into_iter()
            .map(|name| {
                let key = format!("gate-answer-{name}");
                (name.to_owned(), self.shell.say(&key, &time_and_gate).into())
            })
            .collect();
        let places = [("time", "{time}"), ("tickets", "{tickets}"), ("waiting", "{waiting}")];
        words.insert("heard".into(), self.shell.say("gate-heard", &places).into());
        words.insert("unheard".into(), self.shell.say("gate-unheard", &places).into());
        // A script element ends where its text says so.
        Value::Object(words).to_string().replace('<', "\\u003c")
    }
}

/// `GET /gate/{token}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let (now, wanted) = (visit.now, token.clone());
    let look = async move |tx: &mut Tx| {
        let Some(gate) = gate::find_by_token(tx, &wanted).await? else { return Ok(None) };
        let festival = festivals::find(tx, gate.festival).await?;
        Ok::<_, DbError>(festival.filter(|festival| gate.is_heard(festival, now)).map(|it| (gate, it)))
    };
    let (gate, festival) = market.find(look).await?;
    let name = festival.name_in(visit.lang).to_owned();
    views::page(&ScannerPage { shell: visit.shell("festivals"), gate, festival, name, token })
}

/// `GET /gate/worker.js`: below the pages for which it works, and looked at anew each time.
pub async fn worker(headers: HeaderMap) -> Response {
    let file = assets::asset("gate-worker.js").trim_start_matches("/assets/").to_owned();
    let mut response = assets::show(Path(file), headers).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
