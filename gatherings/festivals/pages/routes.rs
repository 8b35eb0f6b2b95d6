use axum::extract::DefaultBodyLimit;
use people::photos::MOST_BYTES;
use platform::web::Routes;

use commons::Commons;

use super::{
    applying, booth, desk, desk_booths, desk_ground, desk_programme, desk_zones, index, mine, seats, show,
};

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/desk/{handle}/festivals/{festival}/cover", desk::cover)
        .post("/desk/{handle}/festivals/{festival}/outline", desk_ground::draw)
        .map(|router| router.layer(DefaultBodyLimit::max(MOST_BYTES)))
        .get("/festivals", index::index)
        .get("/festivals/{festival}", show::show)
        .get("/festivals/{festival}/festival.ics", show::calendar)
        .get("/festivals/{festival}/programme.ics", show::programme_calendar)
        .get("/festivals/{festival}/plan", booth::plan)
        .get("/festivals/{festival}/booths/{number}", booth::show)
        .post("/festivals/{festival}/programme/{item}/seat", seats::reserve)
        .post("/festivals/{festival}/programme/{item}/giving-back", seats::give_back)
        .get("/mine/festivals", mine::index)
        .get("/mine/festivals/programme.ics", mine::calendar)
        .get("/desk/{handle}/festivals", desk::index)
        .get("/desk/{handle}/festivals/new", desk::new)
        .post("/desk/{handle}/festivals", desk::create)
        .get("/desk/{handle}/festivals/{festival}", desk::show)
        .get("/desk/{handle}/festivals/{festival}/edit", desk::edit)
        .post("/desk/{handle}/festivals/{festival}", desk::update)
        .post("/desk/{handle}/festivals/{festival}/announcement", desk::announce)
        .get("/desk/{handle}/festivals/{festival}/calling-off", desk::confirm)
        .post("/desk/{handle}/festivals/{festival}/calling-off", desk::call_off)
        .get("/desk/{handle}/festivals/{festival}/zones", desk_zones::index)
        .post("/desk/{handle}/festivals/{festival}/zones", desk_zones::create)
        .post("/desk/{handle}/festivals/{festival}/zones/{zone}", desk_zones::update)
        .post("/desk/{handle}/festivals/{festival}/zones/{zone}/removal", desk_zones::destroy)
        .get("/desk/{handle}/festivals/{festival}/applications", desk_booths::index)
        .post("/desk/{handle}/festivals/{festival}/call", desk_booths::call)
        .post(
            "/desk/{handle}/festivals/{festival}/applications/{application}/acceptance",
            desk_booths::accept,
        )
        .post(
            "/desk/{handle}/festivals/{festival}/applications/{application}/waiting",
            desk_booths::put_on_list,
        )
        .post("/desk/{handle}/festivals/{festival}/applications/{application}/refusal", desk_booths::decline)
        .get("/desk/{handle}/festivals/{festival}/plan", desk_ground::show)
        .post("/desk/{handle}/festivals/{festival}/plan", desk_ground::place)
        .post("/desk/{handle}/festivals/{festival}/outline/removal", desk_ground::clear)
        .get("/desk/{handle}/festivals/{festival}/programme", desk_programme::index)
        .post("/desk/{handle}/festivals/{festival}/programme", desk_programme::create)
        .get("/desk/{handle}/festivals/{festival}/programme/{item}", desk_programme::edit)
        .post("/desk/{handle}/festivals/{festival}/programme/{item}", desk_programme::update)
        .post("/desk/{handle}/festivals/{festival}/programme/{item}/removal", desk_programme::destroy)
        .get("/desk/{handle}/festivals/{festival}/application", applying::show)
        .post("/desk/{handle}/festivals/{festival}/application", applying::apply)
        .post("/desk/{handle}/festivals/{festival}/application/withdrawal", applying::withdraw)
}
