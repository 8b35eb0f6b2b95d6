use super::{invariants, jobs, sandbox, stripe};
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
        begin: None,
        rounds: &[],
    },
    web: Web { counters: &[], navigation: &[], reserved: &["sandbox", "stripe"] },
    people: People { sign_in: None, export: &[], is_needed: None, forget: None },
    work: Work { numbers: &[], invariants: &[invariants::INVARIANTS], checks: &[] },
};
