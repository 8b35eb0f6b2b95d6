//! A cohort for those who may join it, and at its lecturer's desk.

mod cohort;
mod desk;
mod files;
mod problems;
mod read;
mod session;

use platform::web::Routes;

pub(super) use read::{find_seen, led, read_attendance, read_new, read_plan, read_session};

use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/academy/cohorts/{cohort}", cohort::show)
        .get("/academy/cohorts/{cohort}/calendar.ics", cohort::calendar)
        .post("/academy/cohorts/{cohort}/seat", cohort::join)
        .post("/academy/cohorts/{cohort}/leaving", cohort::leave)
        .get("/teach/cohorts/new", desk::new)
        .post("/teach/cohorts", desk::create)
        .get("/teach/cohorts/{cohort}", desk::show)
        .post("/teach/cohorts/{cohort}", desk::update)
        .get("/teach/cohorts/{cohort}/cohort.csv", files::csv)
        .post("/teach/cohorts/{cohort}/sessions", session::create)
        .get("/teach/cohorts/{cohort}/sessions/{session}", session::show)
        .post("/teach/cohorts/{cohort}/sessions/{session}", session::update)
        .post("/teach/cohorts/{cohort}/sessions/{session}/attendance", session::tick)
        .get("/teach/cohorts/{cohort}/sessions/{session}/sheet.pdf", files::sheet)
        .post("/teach/cohorts/{cohort}/sessions/{session}/removal", session::destroy)
        .post("/teach/cohorts/{cohort}/opening", desk::open)
        .post("/teach/cohorts/{cohort}/closing", desk::close)
        .post("/teach/cohorts/{cohort}/calling-off", desk::call_off)
}
