use kernel::Currency;
use platform::web::{Fields, Refusal};

use crate::live::prices::{LONGEST, MOST_PIECES, NewPrice, PriceError, SHORTEST};

/// Characters of what a device calls its claim.
pub const MOST_KEY: usize = 64;
/// What a tap on the button calls its claim, where no script calls it otherwise: a second tap is the same claim.
pub const TAP: &str = "tap";

/// What a host says of a price, from a page or a program.
pub fn read_price(form: &mut Fields, currency: Currency) -> Option<NewPrice> {
    let listing = form.parsed("listing_id", |text| text.parse().ok());
    let amount = form.money("price", currency);
    let pieces = form.whole("pieces", 1..=MOST_PIECES);
    let per_buyer = form.maybe_whole("per_buyer", 1..=MOST_PIECES).unwrap_or(1);
    let seconds = form.whole("seconds", SHORTEST..=LONGEST);
    if form.is_good() && per_buyer > pieces {
        form.refuse("per_buyer", Refusal::new("refused-out-of-range").with("min", 1).with("max", pieces));
    }
    let listing = listing?;
    form.is_good().then_some(NewPrice { listing, amount, pieces, per_buyer, seconds })
}

/// Put what is wrong with a price beside its field. False when no field is to blame.
pub fn blame(form: &mut Fields, error: &PriceError) -> bool {
    let (name, refusal) = match error {
        PriceError::NotLess { price } => {
            ("price", Refusal::new("refused-room-price").with("price", price.decimal()))
        }
        PriceError::BelowAgreed { least } => {
            ("price", Refusal::new("refused-room-price-agreed").with("least", least.decimal()))
        }
        PriceError::TooMany { available } => {
            ("pieces", Refusal::new("refused-room-pieces").with("left", available.to_string()))
        }
        PriceError::Running => ("listing_id", Refusal::new("refused-room-price-runs")),
        PriceError::NoSuchListing => ("listing_id", Refusal::new("refused-room-listing")),
        PriceError::NoSuchRoom
        | PriceError::NotOnAir
        | PriceError::Limits
        | PriceError::NoSuchPrice
        | PriceError::Forbidden(_)
        | PriceError::Store(_) => return false,
    };
    form.refuse(name, refusal);
    true
}
