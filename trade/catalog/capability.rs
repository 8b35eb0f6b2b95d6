use super::{api, desk, import_api, jobs, pages, photo_api, write_api};
use crate::{
    capability::{Capability, People, Serves, Web, Work},
    goods::Goods,
};

pub const CAPABILITY: Capability<Goods> = Capability {
    name: "catalog",
    serves: Serves {
        pages: || pages::routes().merge(desk::routes()),
        api: || {
            api::routes().merge(write_api::routes()).merge(import_api::routes()).merge(photo_api::routes())
        },
        jobs: jobs::bodies,
    },
    web: Web { counters: &[] },
    people: People { sign_in: None },
    work: Work { numbers: &[] },
};
