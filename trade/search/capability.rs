use super::{api, follow, pages};
use crate::{
    capability::{Capability, People, Serves, Web, Work, no_jobs, no_mails},
    goods::Goods,
};

pub const CAPABILITY: Capability<Goods> = Capability {
    name: "search",
    serves: Serves {
        pages: pages::routes,
        api: api::routes,
        jobs: no_jobs,
        begin: None,
        rounds: &[|market| Box::pin(async move { follow(&market.db, &market.clock, &market.index).await })],
        commands: &[],
    },
    web: Web {
        counters: &[],
        navigation: &[],
        panels: &[],
        reserved: &["browse", "search", "sitemap", "suggestions", "searches"],
        scopes: &[],
    },
    people: People { sign_in: None, export: &[], kinds: &[], mails: no_mails, is_needed: None, forget: None },
    work: Work { numbers: &[], invariants: &[], checks: &[] },
};
