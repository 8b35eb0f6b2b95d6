//! What the pages of both desks share, and the API with them.

use axum::{
    extract::{FromRef, FromRequestParts, RawPathParams},
    http::{Uri, request::Parts},
};
use kernel::{Actor, ShopId, hours};
use people::{
    market::Market,
    shops::{self, Desk},
    visit::Visit,
};
use platform::{
    db::Tx,
    views::Shell,
    web::{Fields, Limit, Problem, Refusal},
};

use crate::webhooks::{DeliveryId, EndpointId, EventKind, NewEndpoint, endpoint::owner_of, event::TEST};

/// Of one shop: trials, and what is sent again.
pub const TRIALS: Limit = Limit { name: "webhook-trials", times: 60, per: hours(1) };

const LONGEST: usize = 1_000;

/// An endpoint as a form or a program has it.
pub fn read_endpoint(market: &Market, form: &mut Fields) -> Option<NewEndpoint> {
    let url = form.line("url", LONGEST);
    let is_asked = url.parse::<Uri>().is_ok_and(|uri| market.outside.includes(&uri));
    if !url.is_empty() && !is_asked {
        form.refuse("url", Refusal::new("refused-webhook-url"));
    }
    let kinds = read_kinds(form);
    form.is_good().then_some(NewEndpoint { url, kinds })
}

/// The kinds that were ticked, or those of a list.
fn read_kinds(form: &mut Fields) -> Vec<EventKind> {
    let chosen = |name: &str| EventKind::parse(name).filter(|kind| *kind != TEST);
    let mut kinds = Vec::new();
    let ticked: Vec<String> = form.all("kinds").into_iter().map(str::to_owned).collect();
    let count = if ticked.is_empty() { form.given_list("kinds", EventKind::all().len()) } else { 0 };
    for at in 0..count {
        kinds.extend(form.parsed(&format!("kinds.{at}"), chosen));
    }
    if count == 0 && ticked.is_empty() {
        form.refuse("kinds", Refusal::new("refused-empty"));
    }
    for name in ticked {
        match chosen(&name) {
            Some(kind) => kinds.push(kind),
            None => form.refuse("kinds", Refusal::new("refused-not-a-choice")),
        }
    }
    let all = EventKind::all();
    all.into_iter().filter(|kind| kinds.contains(kind)).collect()
}

/// Whose desk it is: of the shop at `{handle}`, to its owner, or else the operator's.
pub struct Side {
    pub by: Actor,
    pub owner: ShopId,
    /// The desk of a shop; none on the operator's.
    pub desk: Option<Desk>,
    /// Where its pages are.
    pub base: String,
    pub market: Market,
    pub visit: Visit,
    path: Vec<(String, String)>,
}

impl<State: Sync> FromRequestParts<State> for Side
where
    Market: FromRef<State>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Problem> {
        let market = Market::from_ref(state);
        let visit = Visit::of(parts, market.clone()).await?;
        let path = RawPathParams::from_request_parts(parts, &()).await.map_err(|_| Problem::not_found())?;
        let path: Vec<_> = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let handle = path.iter().find(|(name, _)| name == "handle").map(|(_, handle)| handle.clone());
        let (by, desk, base) = match handle {
            Some(handle) => {
                let (by, member) = visit.seller(&handle)?;
                let shop = member.shop;
                let shop = market.find(async move |tx: &mut Tx| shops::find(tx, shop).await).await?;
                (by, Some(Desk::new(&shop, "webhooks")), format!("/desk/{handle}/webhooks"))
            }
            None => (visit.operator()?, None, "/operator/webhooks".to_owned()),
        };
        // Whoever reads a secret hears what its owner hears.
        let owner = owner_of(&by)?;
        Ok(Self { by, owner, desk, base, market, visit, path })
    }
}

impl Side {
    fn part<T: std::str::FromStr>(&self, name: &str) -> Result<T, Problem> {
        let part = self.path.iter().find(|(have, _)| have == name);
        part.and_then(|(_, value)| value.parse().ok()).ok_or_else(Problem::not_found)
    }

    pub fn endpoint(&self) -> Result<EndpointId, Problem> {
        self.part("id")
    }

    pub fn delivery(&self) -> Result<DeliveryId, Problem> {
        self.part("delivery")
    }

    pub fn step(&self) -> Result<String, Problem> {
        self.part("step")
    }

    /// The frame of its pages.
    pub fn shell(&self) -> Shell {
        self.visit.shell(if self.desk.is_some() { "desk" } else { "operator" })
    }
}

/// The kinds of one topic, each with whether it is heard.
pub struct Topic {
    pub name: &'static str,
    pub kinds: Vec<(String, bool)>,
}

/// Every kind that can be chosen, by topics.
pub fn topics(chosen: &[EventKind]) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for kind in EventKind::all() {
        if topics.last().is_none_or(|last| last.name != kind.topic) {
            topics.push(Topic { name: kind.topic, kinds: Vec::new() });
        }
        if let Some(last) = topics.last_mut() {
            last.kinds.push((kind.name(), chosen.contains(&kind)));
        }
    }
    topics
}

/// What was ticked in a form that was refused.
pub fn ticked(form: &Fields) -> Vec<EventKind> {
    form.all("kinds").into_iter().filter_map(EventKind::parse).collect()
}

/// The colour of a badge for a state of an endpoint or a delivery.
pub fn tone(state: &str) -> &'static str {
    match state {
        "on" | "delivered" => "good",
        "given-up" | "failed" => "bad",
        "waiting" => "info",
        _ => "",
    }
}
