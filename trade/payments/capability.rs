use super::{jobs, sandbox, stripe};
use crate::{
    capability::{Capability, People, Serves, Web, Work, no_api},
    selling::Selling,
};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "payments",
    serves: Serves {
        pages: || sandbox::pages::routes().merge(stripe::pages::routes()),
        api: no_api,
        jobs: jobs::bodies,
    },
    web: Web { counters: &[] },
    people: People { sign_in: None },
    work: Work { numbers: &[] },
};
