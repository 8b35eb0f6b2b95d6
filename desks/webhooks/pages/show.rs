use askama::Template;
use axum::response::Response;
use kernel::Lifecycle;
use people::shops::Desk;
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::common::{Side, Topic, ticked, tone, topics};
use crate::webhooks::{
    Attempt, Delivery, DeliveryAct, Endpoint, EndpointAct, find, list_deliveries, with_attempts,
};

#[derive(Template)]
#[template(path = "webhooks/views/show.html")]
struct WebhookPage {
    shell: Shell,
    desk: Option<Desk>,
    current: &'static str,
    base: String,
    endpoint: Endpoint,
    topics: Vec<Topic>,
    form: Fields,
    deliveries: Vec<(Delivery, Vec<Attempt>)>,
    older: String,
}

impl WebhookPage {
    fn tone(&self, state: &str) -> &'static str {
        tone(state)
    }

    fn can(&self, act: EndpointAct) -> bool {
        self.endpoint.state.can(act)
    }

    fn can_repeat(&self, delivery: &Delivery) -> bool {
        delivery.state.can(DeliveryAct::Repeat)
    }
}

/// `GET /desk/{handle}/webhooks/{id}`, `GET /operator/webhooks/{id}`
pub async fn show(side: Side, paging: Paging) -> Result<Response, Problem> {
    page(side, paging, None).await
}

/// The page, with a form that was refused or with what the endpoint says now.
pub async fn page(side: Side, paging: Paging, form: Option<Fields>) -> Result<Response, Problem> {
    let (owner, id, before, limit) =
        (side.owner, side.endpoint()?, paging.before, paging.limit.and_one_more());
    let look = async move |tx: &mut Tx| {
        let Some(endpoint) = find(tx, owner, id).await? else { return Ok(None) };
        let found = list_deliveries(tx, id, before, limit).await?;
        Ok(Some((endpoint, with_attempts(tx, found).await?)))
    };
    let (endpoint, found) = side.market.find(look).await?;
    let (deliveries, older) = paging.cut(found, |(last, _)| last.id.number());
    let topics = topics(&form.as_ref().map_or_else(|| endpoint.kinds.clone(), ticked));
    let form = form.unwrap_or_else(|| Fields::filled([("url", endpoint.url.clone())]));
    let shell = side.shell();
    let Side { desk, base, .. } = side;
    let page =
        WebhookPage { shell, desk, current: "webhooks", base, endpoint, topics, form, deliveries, older };
    views::show(&page, page.form.is_good())
}
