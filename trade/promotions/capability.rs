use super::{api, numbers, pages};
use crate::{
    capability::{Capability, People, Serves, Web, Work, no_jobs},
    selling::Selling,
};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "promotions",
    serves: Serves { pages: pages::routes, api: api::routes, jobs: no_jobs },
    web: Web { counters: &[] },
    people: People { sign_in: None },
    work: Work { numbers: numbers::NUMBERS },
};
