use askama::Template;
use axum::response::Response;
use people::{shops::Desk, visit::redirect};
use platform::{
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::{Side, Topic, read_endpoint, ticked, tone, topics};
use crate::webhooks::{Endpoint, add, list};

/// All of them: an owner has no more than ten.
const MOST: i64 = 20;

#[derive(Template)]
#[template(path = "webhooks/views/index.html")]
struct WebhooksPage {
    shell: Shell,
    desk: Option<Desk>,
    current: &'static str,
    base: String,
    list: Vec<Endpoint>,
    topics: Vec<Topic>,
    form: Fields,
}

impl WebhooksPage {
    fn tone(&self, endpoint: &Endpoint) -> &'static str {
        tone(endpoint.state.name())
    }
}

async fn page(side: Side, form: Fields) -> Result<Response, Problem> {
    let owner = side.owner;
    let list = side.market.read(async move |tx| list(tx, owner, i64::MAX, MOST).await).await?;
    let (shell, topics) = (side.shell(), topics(&ticked(&form)));
    let Side { desk, base, .. } = side;
    let page = WebhooksPage { shell, desk, current: "webhooks", base, list, topics, form };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/webhooks`, `GET /operator/webhooks`
pub async fn index(side: Side) -> Result<Response, Problem> {
    page(side, Fields::default()).await
}

/// `POST /desk/{handle}/webhooks`, `POST /operator/webhooks`
pub async fn create(side: Side, mut form: Fields) -> Result<Response, Problem> {
    let Some(new) = read_endpoint(&side.market, &mut form) else { return page(side, form).await };
    let (by, now) = (side.by, side.visit.now);
    let made = side.market.write(async move |tx| add(tx, &by, now, new.clone()).await).await?;
    Ok(redirect(&format!("{}/{}", side.base, made.id), "done-webhook-added"))
}
