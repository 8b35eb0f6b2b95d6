use super::{api, pages};
use crate::{
    capability::{Capability, People, Serves, Web, Work, no_jobs},
    goods::Goods,
};

pub const CAPABILITY: Capability<Goods> = Capability {
    name: "search",
    serves: Serves { pages: pages::routes, api: api::routes, jobs: no_jobs },
    web: Web { counters: &[] },
    people: People { sign_in: None },
    work: Work { numbers: &[] },
};
