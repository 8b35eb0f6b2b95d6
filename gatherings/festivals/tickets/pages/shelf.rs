//! The kinds of ticket of a festival, for who wants to come.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use commons::Commons;
use people::visit::{Visit, redirect};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::Problem,
};

use crate::festivals::{
    self, Festival, FestivalStage, Zone,
    pages::{find_shown, may_change, zone_name},
    tickets::{self, KindId, TicketKind},
};

#[derive(Template)]
#[template(path = "festivals/tickets/views/shelf.html")]
struct ShelfPage {
    shell: Shell,
    lang: Lang,
    festival: Festival,
    zones: Vec<Zone>,
    kinds: Vec<TicketKind>,
    now: kernel::Timestamp,
}

impl ShelfPage {
    /// On which day and where a kind admits.
    fn admits(&self, kind: &TicketKind) -> String {
        admits(&self.shell, self.lang, &self.festival, &self.zones, kind)
    }

    fn refund(&self, kind: &TicketKind) -> String {
        match kind.refund_until(&self.festival.said.days) {
            Some(until) => self.shell.say("tickets-refund-until", &[("at", &self.shell.moment(&until))]),
            None if kind.is_free() => String::new(),
            None => self.shell.t("tickets-refund-none").to_owned(),
        }
    }

    fn is_sold(&self, kind: &TicketKind) -> bool {
        self.festival.is_awaited(self.now) && kind.is_on_sale(self.now) && kind.left() > 0
    }

    fn why_not(&self, kind: &TicketKind) -> String {
        if self.festival.stage == FestivalStage::Draft {
            self.shell.of("festivals-season", self.festival.stage.name())
        } else if !self.festival.is_awaited(self.now) {
            self.shell.t("problem-tickets-over").to_owned()
        } else if kind.left() == 0 {
            self.shell.t("shelf-sold-out").to_owned()
        } else if self.now < kind.said.sale_from {
            self.shell.say("tickets-sale-from", &[("at", &self.shell.moment(&kind.said.sale_from))])
        } else {
            self.shell.t("tickets-sale-over").to_owned()
        }
    }
}

/// On which day and where a kind admits, in words.
pub fn admits(shell: &Shell, lang: Lang, festival: &Festival, zones: &[Zone], kind: &TicketKind) -> String {
    let (first, last) = kind.admits(&festival.said.days);
    let day = |day: kernel::Day| shell.calendar_day(&day);
    let days = if first == last { day(first) } else { format!("{} – {}", day(first), day(last)) };
    let zone = zones.iter().find(|zone| zone.position == kind.said.zone);
    match zone {
        Some(zone) => format!("{days} · {}", zone_name(shell, lang, festival, zone)),
        None => format!("{days} · {}", shell.t("tickets-everywhere")),
    }
}

/// `GET /festivals/{festival}/tickets`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let festival = find_shown(&market, &visit, &handle).await?;
    let id = festival.id;
    let look = async move |tx: &mut Tx| {
        Ok::<_, DbError>((festivals::zones(tx, id).await?, tickets::kinds(tx, id).await?))
    };
    let (zones, kinds) = market.read(look).await?;
    let shell = visit.shell("festivals").in_zone(&festival.said.days.time_zone);
    views::page(&ShelfPage { shell, lang: visit.lang, festival, zones, kinds, now: visit.now })
}

/// `POST /festivals/{festival}/tickets/{kind}`: a free one.
pub async fn take(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, KindId)>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    let of = find_shown(&market, &visit, &handle).await?.id;
    may_change(&market, &visit)?;
    let ticket = market.write(async move |tx: &mut Tx| tickets::take(tx, &by, now, of, id).await).await?;
    Ok(redirect(&ticket.path(), "done-ticket-taken"))
}
