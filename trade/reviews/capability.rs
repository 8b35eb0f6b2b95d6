use super::{api, jobs, numbers, pages};
use crate::{
    capability::{Capability, People, Serves, Web, Work},
    selling::Selling,
};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "reviews",
    serves: Serves { pages: pages::routes, api: api::routes, jobs: jobs::bodies },
    web: Web { counters: &[] },
    people: People { sign_in: None },
    work: Work { numbers: numbers::NUMBERS },
};
