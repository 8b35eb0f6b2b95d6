//! Guests and cameras at the desk of a show.

mod stage;

use platform::web::Routes;

pub(super) use stage::read_guest;

use crate::Commons;

pub fn routes() -> Routes<Commons> {
    Routes::default()
        .post("/desk/{handle}/live/{id}/guests", stage::invite)
        .post("/desk/{handle}/live/{id}/guests/{guest}/removal", stage::part)
        .post("/desk/{handle}/live/{id}/cameras/{camera}", stage::switch)
}
