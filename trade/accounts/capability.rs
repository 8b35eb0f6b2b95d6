use super::{api, jobs, numbers, own_api, pages};
use crate::{
    capability::{Capability, People, Serves, Web, Work},
    market::Market,
};

pub const CAPABILITY: Capability<Market> = Capability {
    name: "accounts",
    serves: Serves {
        pages: pages::routes,
        api: || api::routes().merge(own_api::routes()),
        jobs: jobs::bodies,
    },
    web: Web { counters: &[] },
    people: People { sign_in: None },
    work: Work { numbers: numbers::NUMBERS },
};
