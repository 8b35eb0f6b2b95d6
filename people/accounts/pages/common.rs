use kernel::Country;
use platform::{
    db::Tx,
    views::Shell,
    web::{Fields, Problem, Refusal},
};

use crate::{
    accounts::{self, Account, Login, Need, family, parts},
    market::Market,
    visit::Visit,
};

/// Whose pages these are.
pub fn me(visit: &Visit) -> Result<Account, Problem> {
    visit.account.clone().ok_or_else(Problem::sign_in)
}

/// Whose account the field `login` names. What is no login, or nobody's, is refused beside it: for those who may know.
pub async fn read_account(market: &Market, form: &mut Fields) -> Result<Option<Account>, Problem> {
    let country = market.config.country;
    let Some(login) = form.parsed("login", |text| Login::parse(text, country)) else { return Ok(None) };
    let found = market.read(async move |tx: &mut Tx| accounts::find_by_login(tx, &login).await).await?;
    if found.is_none() {
        form.refuse("login", Refusal::new("refused-no-account"));
    }
    Ok(found)
}

/// One field of an address form, in the country's own words and order.
pub struct AddressField {
    pub name: &'static str,
    pub label: String,
    pub value: String,
    pub error: String,
    pub kind: &'static str,
    /// The token by which browsers fill it in.
    pub complete: &'static str,
    pub optional: bool,
}

/// The fields of an address as a country writes it; `accounts/views/_address_fields.html` shows them.
pub struct AddressForm {
    pub country: Country,
    pub fields: Vec<AddressField>,
}

/// The address form of a country, with what was typed and why it was refused.
pub fn address_form(shell: &Shell, form: &Fields, country: Country) -> AddressForm {
    let field = |part: &accounts::Part| {
        let (kind, complete) = match part.name {
            "name" => ("text", "name"),
            "phone" => ("tel", "tel"),
            "region" => ("text", "address-level1"),
            "city" => ("text", "address-level2"),
            "line1" => ("text", "address-line1"),
            "line2" => ("text", "address-line2"),
            "postal_code" => ("text", "postal-code"),
            _ => ("text", ""),
        };
        let own = format!("{}-{}", family(country), part.name.replace('_', "-"));
        let is_own = shell.text.has(&own);
        AddressField {
            name: part.name,
            label: if is_own { shell.t(&own).to_owned() } else { shell.of("address", part.name) },
            value: form.value(part.name).to_owned(),
            error: shell.error(form, part.name),
            kind,
            complete,
            optional: part.need == Need::Optional,
        }
    };
    AddressForm { country, fields: parts(country).iter().map(field).collect() }
}
