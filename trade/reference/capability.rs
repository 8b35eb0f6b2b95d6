use super::routes;
use crate::{
    capability::{Capability, People, Serves, Web, Work, no_api, no_jobs},
    selling::Selling,
};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "reference",
    serves: Serves { pages: routes, api: no_api, jobs: no_jobs },
    web: Web { counters: &[] },
    people: People { sign_in: None },
    work: Work { numbers: &[] },
};
