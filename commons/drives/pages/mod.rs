//! Drives to look at and to come into, an invitation to answer, and the desk of who leads or helps.

mod common;
mod costs;
mod courses;
mod desk;
mod helping;
mod invitation;
mod mine;
mod paper;
mod problems;
mod show;

use platform::web::Routes;

use crate::Commons;

pub(super) use common::{
    find_shown, may_change, may_invite, read_cost, read_invited, read_kind, read_place, read_plan, speaker,
    today,
};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/drives", show::index)
        .get("/drives/{drive}", show::show)
        .post("/drives/{drive}/sign-ups", show::sign_up)
        .get("/drives/{drive}/invitations/{invitation}", invitation::show)
        .post("/drives/{drive}/invitations/{invitation}/acceptance", invitation::accept)
        .post("/drives/{drive}/invitations/{invitation}/refusal", invitation::refuse)
        .get("/mine/drives", mine::index)
        .post("/mine/drives/withdrawal", mine::withdraw)
        .get("/mine/drives/new", desk::new)
        .post("/mine/drives", desk::create)
        .get("/mine/drives/{drive}", desk::show)
        .get("/mine/drives/{drive}/plan", desk::edit)
        .post("/mine/drives/{drive}/plan", desk::update)
        .post("/mine/drives/{drive}/opening", desk::open)
        .post("/mine/drives/{drive}/calling-off", desk::call_off)
        .post("/mine/drives/{drive}/helpers", desk::name)
        .post("/mine/drives/{drive}/dismissals", desk::dismiss)
        .post("/mine/drives/{drive}/costs", costs::create)
        .post("/mine/drives/{drive}/costs/{cost}/striking", costs::strike)
        .post("/mine/drives/{drive}/courses", courses::create)
        .post("/mine/drives/{drive}/courses/{course}/removal", courses::destroy)
        .get("/mine/drives/{drive}/report.csv", paper::report)
        .get("/mine/drives/{drive}/poster.pdf", paper::poster)
        .get("/mine/drives/{drive}/helping", helping::show)
        .post("/mine/drives/{drive}/invitations", helping::invite)
}
