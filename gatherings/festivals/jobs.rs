use commons::Commons;
use platform::jobs::Bodies;

use super::{booths, programme, tickets};

pub fn bodies(bodies: &mut Bodies<Commons>) {
    booths::jobs::bodies(bodies);
    programme::jobs::bodies(bodies);
    tickets::jobs::bodies(bodies);
}
