use goods::catalog::ListingId;
use platform::web::{Fields, Refusal};
use selling::promotions::read_percent;

use crate::live::hosting::{AskError, LOWEST, MOST_SHARE, NewAgreement, OWN_PRICE, Yes};

/// Characters of what a host writes with it.
const MOST_WORDS: usize = 500;
/// Characters of a shop's address.
const MOST_ADDRESS: usize = 200;
/// Characters of a listing's number.
const MOST_HANDLE: usize = 60;
/// Listings of one agreement.
const MOST_LISTINGS: usize = 200;

/// What a host asks, from a page or a program.
pub fn read_asking(form: &mut Fields) -> Option<NewAgreement> {
    // Its whole address, as it is copied from the bar of a browser, will do.
    let address = form.line("shop", MOST_ADDRESS).to_lowercase();
    let handle = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let basis_points = match form.has("percent") {
        true => form.parsed("percent", share_of).unwrap_or_default(),
        false => form.whole("basis_points", 1..=MOST_SHARE),
    };
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    form.is_good().then_some(NewAgreement { handle, basis_points, words })
}

fn share_of(text: &str) -> Option<i64> {
    read_percent(text).map(i64::from).filter(|share| (1..=MOST_SHARE).contains(share))
}

/// To what a shop says yes.
pub fn read_yes(form: &mut Fields) -> Yes {
    let range = i64::from(LOWEST)..=i64::from(OWN_PRICE);
    let lowest = form.maybe_whole("lowest_basis_points", range).and_then(|lowest| u32::try_from(lowest).ok());
    Yes { listings: read_listings(form), lowest: lowest.unwrap_or(OWN_PRICE) }
}

/// The listings that a shop says yes to; none for all.
fn read_listings(form: &mut Fields) -> Vec<ListingId> {
    let ticked = form.all("listings").into_iter().filter(|id| !id.is_empty());
    let ticked: Vec<String> = ticked.map(str::to_owned).collect();
    let named = if ticked.is_empty() {
        let count = form.list("listings", MOST_LISTINGS);
        (0..count).map(|at| form.line(&format!("listings.{at}"), MOST_HANDLE)).collect()
    } else {
        ticked
    };
    if named.len() > MOST_LISTINGS {
        form.refuse(
            "listings",
            Refusal::new("refused-out-of-range").with("min", 0).with("max", MOST_LISTINGS),
        );
        return Vec::new();
    }
    let read: Option<Vec<ListingId>> = named.iter().map(|id| id.parse().ok()).collect();
    if read.is_none() {
        form.refuse("listings", Refusal::new("refused-room-listing"));
    }
    read.unwrap_or_default()
}

/// Put what is wrong with an agreement beside its field. False when no field is to blame.
pub fn blame(form: &mut Fields, error: &AskError) -> bool {
    let (name, refusal) = match error {
        AskError::NoSuchShop => ("shop", Refusal::new("refused-hosting-shop")),
        AskError::OwnShop => ("shop", Refusal::new("refused-hosting-own")),
        AskError::OtherCurrency => ("shop", Refusal::new("refused-hosting-currency")),
        AskError::NoSuchListing => ("listings", Refusal::new("refused-room-listing")),
        AskError::Share => {
            ("basis_points", Refusal::new("refused-out-of-range").with("min", 1).with("max", MOST_SHARE))
        }
        AskError::Lowest => (
            "lowest_basis_points",
            Refusal::new("refused-out-of-range")
                .with("min", i64::from(LOWEST))
                .with("max", i64::from(OWN_PRICE)),
        ),
        AskError::TooMany
        | AskError::NoSuchAgreement
        | AskError::Refused(_)
        | AskError::Forbidden(_)
        | AskError::Store(_) => return false,
    };
    form.refuse(name, refusal);
    true
}
