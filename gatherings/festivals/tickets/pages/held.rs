//! A ticket, for its holder: its code, its paper, and what may be done with it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use commons::Commons;
use people::{
    confirm as ask_first,
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    paper::{Format, Paper, Part},
    qr::SquareCode,
    views::{self, Shell},
    web::{FIVE_MINUTES, Problem, pdf_file},
};

use super::shelf::admits;
use crate::festivals::{
    Venue,
    gate::{self, Entry},
    pages::{may_change, zone_name},
    tickets::{self, Held, TicketId, look_at},
};

impl Held {
    /// On which day and where it admits, in words.
    pub fn admits(&self, shell: &Shell, lang: &Lang) -> String {
        admits(shell, *lang, &self.festival, &self.zones, &self.kind)
    }
}

#[derive(Template)]
#[template(path = "festivals/tickets/views/held.html")]
struct HeldPage {
    shell: Shell,
    lang: Lang,
    held: Held,
    code: Option<SquareCode>,
    entries: Vec<Entry>,
    /// The link by which it is handed on; empty while it is not.
    link: String,
    may_offer: bool,
    may_return: bool,
}

async fn find(market: &Commons, visit: &Visit, id: TicketId) -> Result<Held, Problem> {
    let account = visit.account_id()?;
    let look = async move |tx: &mut Tx| match tickets::find_held(tx, account, id).await? {
        Some(ticket) => look_at(tx, ticket).await,
        None => Ok::<_, DbError>(None),
    };
    market.find(look).await
}

/// `GET /mine/tickets/{ticket}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<TicketId>,
) -> Result<Response, Problem> {
    let held = find(&market, &visit, id).await?;
    let entries = market.read(async move |tx: &mut Tx| gate::of_ticket(tx, id).await).await?;
    let home = market.config.public_url.trim_end_matches('/');
    let link = held.ticket.token.as_ref().map(|token| format!("{home}/tickets/{token}")).unwrap_or_default();
    let (shell, lang, now) = (visit.shell("mine"), visit.lang, visit.now);
    let is_fresh = held.festival.is_awaited(now) && entries.is_empty();
    let is_buyer = visit.account_id().is_ok_and(|account| account == held.ticket.buyer);
    let until = match held.kind.is_free() {
        true => Some(held.festival.ends_at),
        false => held.kind.refund_until(&held.festival.said.days),
    };
    let may_offer = is_fresh && held.ticket.is_transferable();
    let may_return = is_fresh && is_buyer && held.ticket.admits() && until.is_some_and(|until| now < until);
    let code = SquareCode::sturdy(&held.code).filter(|_| held.ticket.admits());
    views::page(&HeldPage { shell, lang, held, code, entries, link, may_offer, may_return })
}

/// `POST /mine/tickets/{ticket}/offer`
pub async fn offer(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<TicketId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    may_change(&market, &visit)?;
    let ticket = market.write(async move |tx: &mut Tx| tickets::offer(tx, &by, now, id).await).await?;
    Ok(redirect(&ticket.path(), "done-ticket-offered"))
}

/// `POST /mine/tickets/{ticket}/offer/withdrawal`
pub async fn withdraw(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<TicketId>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let ticket = market.write(async move |tx: &mut Tx| tickets::withdraw(tx, &by, now, id).await).await?;
    Ok(redirect(&ticket.path(), "done-ticket-kept"))
}

/// `GET /mine/tickets/{ticket}/return`: asks first, where there are no scripts.
pub async fn confirm(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<TicketId>,
) -> Result<Response, Problem> {
    let held = find(&market, &visit, id).await?;
    let path = held.ticket.path();
    ask_first::ask(visit.shell("mine"), "tickets-return", held.ticket.number.to_string(), path)
}

/// `POST /mine/tickets/{ticket}/return`
pub async fn give_back(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<TicketId>,
) -> Result<Response, Problem> {
    let (by, now, rules) = (visit.buyer()?, visit.now, market.rules());
    may_change(&market, &visit)?;
    let act = async move |tx: &mut Tx| tickets::give_back(tx, &by, now, &rules, id).await;
    let ticket = market.write(act).await?;
    Ok(redirect(&ticket.path(), "done-ticket-returned"))
}

/// `GET /mine/tickets/{ticket}/ticket.pdf`: of one that admits.
pub async fn paper(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<TicketId>,
) -> Result<Response, Problem> {
    let held = find(&market, &visit, id).await?;
    if !held.ticket.admits() {
        return Err(Problem::not_found());
    }
    let (shell, lang) = (visit.shell("mine"), visit.lang);
    let title = shell.t("tickets-ticket").to_owned();
    let fact = |key: &str, value: String| (shell.t(key).to_owned(), value);
    let mut facts = vec![
        fact("tickets-kind", held.kind.name_in(lang, &held.festival).to_owned()),
        fact("tickets-admits", held.admits(&shell, &lang)),
    ];
    if let Some(zone) = held.zones.iter().find(|zone| zone.position == held.kind.said.zone) {
        facts.push(fact("tickets-zone-label", zone_name(&shell, lang, &held.festival, zone)));
    }
    if let Venue::Ground { region, city, address, .. } = &held.festival.said.venue {
        let place: Vec<&str> =
            [address, city, region].into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        facts.push(fact("tickets-place", place.join(", ")));
    }
    let number = held.ticket.number.to_string();
    let paper = Paper {
        format: Format::A4,
        foot: format!("{} · {title}", shell.market),
        title: title.clone(),
        lang: lang.code(),
        without_font: shell.t("paper-without-font").to_owned(),
        parts: vec![
            Part::Small(format!("{} · {title}", shell.market)),
            Part::Title(held.festival.name_in(lang).to_owned()),
            Part::Facts(facts),
            Part::Code(held.code.clone()),
            Part::Large(number.clone()),
            Part::Words(shell.t("tickets-paper-words").to_owned()),
        ],
    };
    Ok(pdf_file(&format!("ticket-{number}.pdf"), FIVE_MINUTES, market.printer.print(paper).await?))
}
