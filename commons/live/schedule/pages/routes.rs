use platform::web::Routes;

use super::reminder;
use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .get("/live/{id}/calendar.ics", reminder::calendar)
        .post("/live/{id}/reminder", reminder::update)
}
