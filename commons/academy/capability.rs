use axum::extract::DefaultBodyLimit;
use people::{
    capability::{Addresses, Capability, People, Serves, Web, Work},
    photos::MOST_BYTES,
};
use platform::views::Place;

use super::{
    api, check_list, cohorts, demo, desk_api, invariants, jobs, kinds, mail, numbers, pages, person,
    questions, scopes, work,
};
use crate::Commons;

pub const CAPABILITY: Capability<Commons> = Capability {
    name: "academy",
    serves: Serves {
        pages: pages::routes,
        api: || {
            api::routes()
                .merge(work::api::routes())
                .merge(check_list::api::routes())
                .merge(desk_api::routes().layer(DefaultBodyLimit::max(MOST_BYTES)))
                .merge(cohorts::api::routes())
                .merge(cohorts::desk_api::routes())
                .merge(questions::api::routes())
        },
        jobs: jobs::bodies,
        begin: None,
        rounds: &[],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[
            Place::Top.entry(35, "academy", "/academy", "check", "academy-title"),
            Place::Mine.entry(50, "academy", "/mine/academy", "check", "academy-mine"),
            Place::Foot.entry(10, "academy", "/academy", "check", "academy-title"),
            Place::Start.entry(
                10,
                "first-listing",
                "/mine/academy/first-listing",
                "check",
                "academy-check-title-listing",
            ),
            Place::Start.entry(
                20,
                "first-show",
                "/mine/academy/first-show",
                "live",
                "academy-check-title-show",
            ),
            Place::Start.entry(30, "academy", "/academy", "check", "academy-all"),
            Place::Operator.entry(108, "lecturers", "/operator/lecturers", "person", "academy-lecturers"),
        ],
        panels: &[],
        for_many: &[],
        facets: &[],
        seen: None,
        signals: &[],
        reductions: &[],
        prices_now: None,
        beside: &[],
        reserved: &["academy", "teach", "certificates"],
        scopes: scopes::SCOPES,
        sitemap: &[Addresses::Fixed(&["/academy"]), Addresses::Closed(&["/certificates", "/teach"])],
    },
    people: People {
        sign_in: None,
        export: &[("academy", |tx, account| Box::pin(person::export(tx, account)))],
        kinds: kinds::KINDS,
        mails: mail::samples,
        unfinished: None,
        is_needed: None,
        forget: Some(|tx, account, now| Box::pin(person::forget(tx, account, now))),
    },
    work: Work {
        numbers: numbers::NUMBERS,
        invariants: &[invariants::INVARIANTS, work::INVARIANTS, cohorts::INVARIANTS, questions::INVARIANTS],
        checks: &[],
    },
    demo: Some(demo::open),
};
