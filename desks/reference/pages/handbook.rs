use std::sync::Arc;

use askama::Template;
use axum::{Extension, response::Response};
use people::{scope::Scope, visit::Visit};
use platform::{
    views::{self, Shell},
    web::Problem,
};

use crate::reference::Reference;

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
