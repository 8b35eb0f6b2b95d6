use platform::web::Fields;

use crate::orders::Parcel;

/// What the seller says of a parcel.
pub fn read_parcel(form: &mut Fields) -> Parcel {
    Parcel { carrier: form.maybe_line("carrier", 60), tracking: form.maybe_line("tracking", 60) }
}
