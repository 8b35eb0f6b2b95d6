//! Villages to look at and their open data; a shop's village on its desk; what a steward looks after; the operator's registry.

mod common;
mod data;
mod desk;
mod operator;
pub mod panels;
mod paper;
mod problems;
mod show;
mod steward;

use platform::web::Routes;

use crate::Commons;

pub(super) use common::{
    code_of, may_change, read_answer, read_elsewhere, read_fact, read_rule, read_story, read_told, today,
};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/villages", show::index)
        .get("/villages/{code}", show::show)
        .get("/villages/{code}/certificate.pdf", paper::certificate)
        .get("/villages/data", data::index)
        .get("/villages/data/{period}/{version}", data::show)
        .get("/villages/data/{period}/{version}/{file}", data::file)
        .get("/desk/{handle}/village", desk::show)
        .post("/desk/{handle}/village", desk::ask)
        .post("/desk/{handle}/village/settings", desk::tell)
        .post("/desk/{handle}/village/leaving", desk::leave)
        .post("/desk/{handle}/village/declarations", desk::declare)
        .get("/mine/villages", steward::index)
        .get("/mine/villages/{code}", steward::show)
        .post("/mine/villages/{code}/story", steward::tell)
        .post("/mine/villages/{code}/facts", steward::enter)
        .post("/mine/villages/{code}/answers/{membership}", steward::answer)
        .get("/mine/villages/{code}/shops/{handle}", steward::shop)
        .get("/operator/villages", operator::index)
        .post("/operator/villages/stewards", operator::appoint)
        .post("/operator/villages/dismissals", operator::dismiss)
        .post("/operator/villages/answers/{membership}", operator::answer)
        .post("/operator/villages/changes", operator::change)
        .post("/operator/villages/rules", operator::adopt)
        .post("/operator/villages/publications", operator::publish)
}
