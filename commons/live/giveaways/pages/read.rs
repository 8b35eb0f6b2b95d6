use goods::catalog::VariantId;
use platform::web::{Fields, Refusal};

use crate::live::giveaways::{MOST_WINNERS, NewGiveaway, OpenError};

/// What a host gives away, from a page or a program.
pub fn read_giveaway(form: &mut Fields) -> Option<NewGiveaway> {
    let variant: Option<VariantId> = form.parsed("variant", |text| text.parse().ok());
    let winners = form.whole("winners", 1..=MOST_WINNERS);
    let seconds = form.whole("seconds", 30..=3_600);
    let variant = variant?;
    form.is_good().then_some(NewGiveaway { variant, winners, seconds })
}

/// Put what is wrong with a giveaway beside its field. False when no field is to blame.
pub fn blame(form: &mut Fields, error: &OpenError) -> bool {
    let (name, refusal) = match error {
        OpenError::TooDear { most } => {
            ("variant", Refusal::new("refused-prize-dear").with("most", most.decimal()))
        }
        OpenError::SoldOut => ("winners", Refusal::new("refused-prize-sold-out")),
        OpenError::NoSuchThing => ("variant", Refusal::new("refused-room-listing")),
        OpenError::NoSuchRoom
        | OpenError::NotOnAir
        | OpenError::Limits
        | OpenError::Forbidden(_)
        | OpenError::Store(_) => return false,
    };
    form.refuse(name, refusal);
    true
}
