use std::sync::Arc;

use askama::Template;
use axum::{Extension, response::Response};
use platform::{
    views::{self, Shell},
    web::{Problem, Routes},
};

use super::{Reference, words};
use crate::{accounts::Scope, selling::Selling, visit::Visit};

pub fn routes() -> Routes<Selling> {
    Routes::default()
        .get("/api", show)
        .get("/about", words::about)
        .get("/help", words::help)
        .get("/sell", words::sell)
}

#[derive(Template)]
#[template(path = "reference/views/show.html")]
pub struct ReferencePage {
    pub shell: Shell,
    pub reference: Arc<Reference>,
    pub scopes: &'static [Scope],
    /// Where the market is reached, for the examples.
    pub market_url: String,
}

impl ReferencePage {
    /// The name of a capability; one that has no text is shown by its tag.
    fn group(&self, tag: &str) -> String {
        let key = format!("api-group-{tag}");
        if self.shell.text.has(&key) { self.shell.t(&key).to_owned() } else { tag.to_owned() }
    }

    fn scope(&self, name: &str) -> String {
        self.shell.of("api-scope", &name.replace(':', "-"))
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
        scopes: Scope::ALL,
        market_url: visit.market.config.public_url.clone(),
    })
}
