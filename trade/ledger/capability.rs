use super::api;
use crate::{
    capability::{Capability, People, Serves, Web, Work, no_jobs, no_pages},
    selling::Selling,
};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "ledger",
    serves: Serves { pages: no_pages, api: api::routes, jobs: no_jobs },
    web: Web { counters: &[] },
    people: People { sign_in: None },
    work: Work { numbers: &[] },
};
