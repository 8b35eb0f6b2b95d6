use platform::{
    Later,
    db::{DbError, Tx},
};

use super::{api, count_unread, jobs, numbers, pages, quotes, reports};
use crate::{
    capability::{Capability, Counter, Known, People, Serves, Web, Work},
    selling::Selling,
};

pub const CAPABILITY: Capability<Selling> = Capability {
    name: "negotiation",
    serves: Serves {
        pages: || pages::routes().merge(reports::pages::routes()),
        api: || api::routes().merge(quotes::api::routes()).merge(reports::api::routes()),
        jobs: jobs::bodies,
    },
    web: Web { counters: &[Counter { name: "messages", count: unread }] },
    people: People { sign_in: None },
    work: Work { numbers: numbers::NUMBERS },
};

fn unread<'a>(tx: &'a mut Tx, who: &'a Known) -> Later<'a, Result<i64, DbError>> {
    Box::pin(async move {
        match who.account {
            Some(account) => count_unread(tx, account, &who.shops).await,
            None => Ok(0),
        }
    })
}
