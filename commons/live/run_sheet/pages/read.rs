use goods::catalog::ListingId;
use kernel::words;
use platform::web::{Fields, Refusal};

use crate::live::run_sheet::MOST;

/// Characters of a listing's number.
const MOST_ID: usize = 60;

words! {
    /// What a host does with one thing of it.
    Change { Add = "add", Up = "up", Down = "down", Remove = "remove" }
}

/// What is to be shown, from a program.
pub fn read_sheet(body: &mut Fields) -> Option<Vec<ListingId>> {
    let count = body.given_list("listings", MOST);
    let named: Vec<String> = (0..count).map(|at| body.line(&format!("listings.{at}"), MOST_ID)).collect();
    let read: Option<Vec<ListingId>> = named.iter().map(|id| id.parse().ok()).collect();
    if read.is_none() && body.is_good() {
        body.refuse("listings", Refusal::new("refused-room-listing"));
    }
    read.filter(|_| body.is_good())
}

/// The sheet after one thing was changed.
pub fn changed(mut sheet: Vec<ListingId>, listing: ListingId, change: Change) -> Vec<ListingId> {
    let at = sheet.iter().position(|one| *one == listing);
    match (change, at) {
        (Change::Add, None) => sheet.push(listing),
        (Change::Up, Some(at)) if at > 0 => sheet.swap(at, at - 1),
        (Change::Down, Some(at)) if at + 1 < sheet.len() => sheet.swap(at, at + 1),
        (Change::Remove, Some(at)) => drop(sheet.remove(at)),
        (Change::Add | Change::Up | Change::Down | Change::Remove, _) => {}
    }
    sheet
}

#[cfg(test)]
mod tests {
    use kernel::ShopId;

    use super::*;

    #[test]
    fn a_thing_moves_up_and_down_and_no_further_than_the_ends() {
        let one = |number| ListingId::new(ShopId::new(1), number);
        let sheet = vec![one(1), one(2), one(3)];
        let after = |listing, change| {
            changed(sheet.clone(), one(listing), change).iter().map(|it| it.number()).collect::<Vec<_>>()
        };
        assert_eq!(after(2, Change::Up), [2, 1, 3]);
        assert_eq!(after(2, Change::Down), [1, 3, 2]);
        assert_eq!((after(1, Change::Up), after(3, Change::Down)), (vec![1, 2, 3], vec![1, 2, 3]));
        assert_eq!((after(2, Change::Remove), after(9, Change::Remove)), (vec![1, 3], vec![1, 2, 3]));
        assert_eq!((after(4, Change::Add), after(1, Change::Add)), (vec![1, 2, 3, 4], vec![1, 2, 3]));
    }
}
