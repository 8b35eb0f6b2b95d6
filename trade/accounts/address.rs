use kernel::{AccountId, Country, Timestamp};
use platform::{
    db::{DbError, Tx},
    web::{Fields, Refusal},
};

use super::{Address, store};

/// Read an address from a form or from JSON; none when a field was refused.
pub fn read_address(form: &mut Fields) -> Option<Address> {
    let address = Address {
        name: form.line("name", 80),
        phone: form.line("phone", 30),
        country: form.parsed("country", |code| Country::parse(code).ok())?,
        region: form.line("region", 80),
        city: form.line("city", 80),
        line1: form.line("line1", 200),
        line2: form.maybe_line("line2", 200),
        postal_code: form.maybe_line("postal_code", 12),
    };
    let digits = address.phone.chars().filter(char::is_ascii_digit).count();
    if !address.phone.is_empty() && !(5..=15).contains(&digits) {
        form.refuse("phone", Refusal::new("refused-phone"));
    }
    form.is_good().then_some(address)
}

/// Keep an address in the book unless it is there already.
pub async fn keep_address(
    tx: &mut Tx,
    now: Timestamp,
    account: AccountId,
    address: &Address,
) -> Result<(), DbError> {
    let book = store::list_addresses(tx, account).await?;
    if book.iter().any(|(_, known)| known == address) {
        return Ok(());
    }
    store::insert_address(tx, now, account, address, book.is_empty()).await
}
