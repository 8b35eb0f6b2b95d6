use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::{RawQuery, State},
    http::HeaderMap,
    response::Response,
};
use people::{market::Market, scope::Scope, visit::Visit};
use platform::{
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem, Shared},
};

use crate::reference::{Reference, plain};

#[derive(Template)]
#[template(path = "reference/views/show.html")]
pub struct ReferencePage {
    pub shell: Shell,
    pub reference: Arc<Reference>,
    pub scopes: Vec<Scope>,
    /// Where the market is reached, for the examples.
    pub market_url: String,
}

impl ReferencePage {
    /// The name of a capability; one that has no text is shown by its tag.
    fn group(&self, tag: &str) -> String {
        let key = format!("api-group-{tag}");
        if self.shell.text.has(&key) { self.shell.t(&key).to_owned() } else { tag.to_owned() }
    }

    fn about(&self, scope: &Scope) -> String {
        self.shell.of("api-scope", &scope.key())
    }
}

/// `GET /api`: the handbook.
pub async fn show(
    visit: Visit,
    Extension(reference): Extension<Arc<Reference>>,
) -> Result<Response, Problem> {
    views::page(&ReferencePage {
        shell: visit.shell("api"),
        reference,
        scopes: visit.market.scopes(),
        market_url: visit.market.config.public_url.clone(),
    })
}

/// For how many seconds nobody needs to ask again.
const KEPT: u32 = 3_600;

/// A shell in the language of `?lang=`, English where none is named: who carries these texts knows no reader.
fn shell_of(market: &Market, query: Option<&str>) -> Shell {
    let lang = Lang::parse(Fields::from_query(query.unwrap_or_default()).value("lang"));
    Shell::new(market.texts.of(lang.unwrap_or(Lang::English)), &market.config.market)
}

/// `GET /llms.txt`
pub async fn list(State(market): State<Market>, RawQuery(query): RawQuery, asked: HeaderMap) -> Response {
    let shell = shell_of(&market, query.as_deref());
    let body = plain::list(&shell, market.config.public_url.trim_end_matches('/'));
    Shared { kind: "text/markdown; charset=utf-8", seconds: KEPT, changed_at: None, body }.answer(&asked)
}

/// `GET /api.txt`
pub async fn text(
    State(market): State<Market>,
    Extension(reference): Extension<Arc<Reference>>,
    RawQuery(query): RawQuery,
    asked: HeaderMap,
) -> Response {
    let shell = shell_of(&market, query.as_deref());
    let origin = market.config.public_url.trim_end_matches('/');
    let body = plain::handbook(&shell, origin, &reference, &market.scopes());
    Shared { kind: "text/markdown; charset=utf-8", seconds: KEPT, changed_at: None, body }.answer(&asked)
}
