//! The gates of a festival at its organiser's desk: phones, who came in, and what was let in twice.

use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use commons::Commons;
use people::{
    choices::Choice,
    confirm as ask_first,
    shops::{Desk, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    qr::SquareCode,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use crate::festivals::{
    self, Festival, Zone,
    gate::{self, Double, Entry, Gate, GateError, GateId, GateStage, Hour},
    pages::{find_at_desk, may_change, zone_name},
    tickets::{self, Ticket, TicketNumber},
};

const MOST_NAME: usize = 60;

#[derive(Template)]
#[template(path = "festivals/gate/views/desk.html")]
struct GatesPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    festival: Festival,
    zones: Vec<Zone>,
    gates: Vec<Gate>,
    hours: Vec<Hour>,
    doubles: Vec<Double>,
    /// The link of a gate that was registered just now, which is shown once.
    link: String,
    code: Option<SquareCode>,
    form: Fields,
    /// What is looked for, and what was found of it.
    sought: Fields,
    found: Option<(Ticket, Vec<Entry>)>,
}

impl GatesPage {
    fn path(&self) -> String {
        format!("/desk/{}/festivals/{}/gate", self.desk.handle, self.festival.handle)
    }

    fn name(&self, id: &GateId) -> &str {
        self.gates.iter().find(|gate| gate.id == *id).map_or("", |gate| gate.name.as_str())
    }

    fn most(&self) -> i64 {
        self.hours.iter().map(|hour| hour.entries).max().unwrap_or(1)
    }

    fn places(&self) -> Vec<Choice> {
        let all = ("0".to_owned(), self.shell.t("tickets-everywhere").to_owned());
        let each = self
            .zones
            .iter()
            .map(|zone| (zone.position.to_string(), zone_name(&self.shell, self.lang, &self.festival, zone)));
        let chosen = self.form.value("zone");
        let all = std::iter::once(all).chain(each);
        all.map(|(value, words)| Choice { chosen: value == chosen, value, words }).collect()
    }

    fn is_open(&self, gate: &Gate) -> bool {
        gate.stage == GateStage::Open
    }

    fn of_ticket(&self, ticket: &Ticket) -> &'static str {
        if ticket.admits() { "good" } else { "warn" }
    }

    fn of_gate(&self, gate: &Gate) -> &'static str {
        if self.is_open(gate) { "good" } else { "warn" }
    }

    /// By how many minutes its clock is wrong, where that is worth a word.
    fn clock_off(&self, gate: &Gate) -> i64 {
        let minutes = (gate.clock_off / 60_000_000).abs();
        if minutes >= 2 { minutes } else { 0 }
    }
}

/// What a form says of a gate.
pub fn read_gate(form: &mut Fields) -> Option<(String, i64)> {
    let (name, zone) = (form.line("name", MOST_NAME), form.maybe_whole("zone", 0..=100));
    form.is_good().then_some((name, zone.unwrap_or(0)))
}

async fn draw(
    market: &Commons,
    visit: &Visit,
    (shop, festival): (Shop, Festival),
    token: Option<String>,
    form: Fields,
    mut sought: Fields,
) -> Result<Response, Problem> {
    let id = festival.id;
    let typed = sought.value("number").trim().to_owned();
    let number = typed.parse::<TicketNumber>().ok();
    let look = async move |tx: &mut Tx| {
        let found = match number {
            Some(number) => tickets::find_by_number(tx, id, number).await?,
            None => None,
        };
        let found = match found {
            Some(ticket) => {
                let entries = gate::of_ticket(tx, ticket.id).await?;
                Some((ticket, entries))
            }
            None => None,
        };
        let (zones, gates) = (festivals::zones(tx, id).await?, gate::list(tx, id).await?);
        let (hours, doubles) = (gate::hours(tx, id).await?, gate::doubles(tx, id).await?);
        Ok::<_, DbError>((found, zones, gates, hours, doubles))
    };
    let (found, zones, gates, hours, doubles) = market.read(look).await?;
    if !typed.is_empty() && found.is_none() {
        sought.refuse("number", Refusal::new("gate-answer-unknown-number"));
    }
    let home = market.config.public_url.trim_end_matches('/');
    let link = token.map(|token| format!("{home}/gate/{token}")).unwrap_or_default();
    let code = if link.is_empty() { None } else { SquareCode::of(&link) };
    let shell = visit.shell("desk").in_zone(&festival.said.days.time_zone);
    let (desk, is_good, lang) = (Desk::new(&shop, "festivals"), form.is_good(), visit.lang);
    let page = GatesPage {
        shell,
        lang,
        desk,
        festival,
        zones,
        gates,
        hours,
        doubles,
        link,
        code,
        form,
        sought,
        found,
    };
    views::show(&page, is_good)
}

/// `GET /desk/{handle}/festivals/{festival}/gate`: with `number`, also what is known of that ticket.
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, word)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (_, shop, festival) = find_at_desk(&market, &visit, (&handle, &word)).await?;
    let sought = Fields::from_query(query.as_deref().unwrap_or_default());
    draw(&market, &visit, (shop, festival), None, Fields::default(), sought).await
}

/// `POST /desk/{handle}/festivals/{festival}/gate`: the answer shows the link, and nothing shows it again.
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, word)): Path<(String, String)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop, festival) = find_at_desk(&market, &visit, (&handle, &word)).await?;
    let (now, id) = (visit.now, festival.id);
    let Some(new) = read_gate(&mut form) else {
        return draw(&market, &visit, (shop, festival), None, form, Fields::default()).await;
    };
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| gate::register(tx, &by, now, id, new.clone()).await;
    match market.db.write(act).await {
        Ok((_, token)) => {
            let shown = (shop, festival);
            draw(&market, &visit, shown, Some(token), Fields::default(), Fields::default()).await
        }
        Err(GateError::NotThere) => {
            form.refuse("zone", Refusal::new("problem-tickets-not-there"));
            draw(&market, &visit, (shop, festival), None, form, Fields::default()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /desk/{handle}/festivals/{festival}/gate/{gate}/revocation`: asks first, where there are no scripts.
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, word, of)): Path<(String, String, GateId)>,
) -> Result<Response, Problem> {
    let (_, _, festival) = find_at_desk(&market, &visit, (&handle, &word)).await?;
    let found = market.find(async move |tx: &mut Tx| gate::find(tx, of).await).await?;
    if found.festival != festival.id {
        return Err(Problem::not_found());
    }
    let back = format!("/desk/{handle}/festivals/{word}/gate");
    ask_first::ask(visit.shell("desk"), "gate-revoke", found.name, back)
}

/// `POST /desk/{handle}/festivals/{festival}/gate/{gate}/revocation`
pub async fn revoke(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, word, of)): Path<(String, String, GateId)>,
) -> Result<Response, Problem> {
    let (by, _, festival) = find_at_desk(&market, &visit, (&handle, &word)).await?;
    let (now, id) = (visit.now, festival.id);
    market.write(async move |tx: &mut Tx| gate::revoke(tx, &by, now, (id, of)).await).await?;
    Ok(redirect(&format!("/desk/{handle}/festivals/{word}/gate"), "done-gate-revoked"))
}
