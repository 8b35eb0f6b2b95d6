use people::{
    capability::{Addresses, Capability, Eyes, Panel, People, Serves, Sighting, Web, Work},
    kind::Kind,
};
use platform::{
    Later,
    db::{DbError, Tx},
    views::Place,
};

use super::{api, demo, invariants, jobs, mail, opened::opened, pages, scopes, segments};
use crate::Commons;

pub const CAPABILITY: Capability<Commons> = Capability {
    name: "insights",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: jobs::bodies,
        begin: Some(|market| Box::pin(jobs::begin(market))),
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Shop.entry(15, "insights", "/insights", "chart", "insights-title"),
            Place::Account.entry(45, "notes", "/mine/notes", "talk", "insights-notes-title"),
            Place::Operator.entry(15, "insights", "/operator/insights", "chart", "insights-reports"),
        ],
        panels: &[Panel {
            page: "stewardship",
            eyes: Eyes::Everybody,
            statements: 1,
            draw: pages::panels::of_stewardship,
        }],
        for_many: &[],
        facets: &[],
        seen: Some(note),
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["insights", "shown"],
        scopes: scopes::SCOPES,
        sitemap: &[Addresses::Fixed(&["/insights"])],
    },
    people: People {
        sign_in: None,
        export: &[("insights", |tx, account| Box::pin(segments::export(tx, account)))],
        kinds: &[Kind::optional("insights.next", "insights"), Kind::optional("insights.note", "insights")],
        mails: mail::samples,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, _| Box::pin(segments::forget(tx, account))),
    },
    work: Work { numbers: &[], invariants: &[invariants::INVARIANTS], checks: &[] },
    demo: Some(demo::open),
};

fn note<'a>(tx: &'a mut Tx, seen: &'a Sighting) -> Later<'a, Result<(), DbError>> {
    Box::pin(opened(tx, seen))
}
