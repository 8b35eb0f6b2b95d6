use askama::Template;
use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use kernel::Country;
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::common::{AddressForm, address_form, me};
use crate::{
    accounts::{self, AddressId, AddressRank, KeptAddress, read_address},
    choices::{self, Choice},
    confirm,
    market::Market,
    visit::{Visit, redirect, return_to},
};

#[derive(Template)]
#[template(path = "accounts/views/addresses.html")]
struct AddressesPage {
    shell: Shell,
    addresses: Vec<KeptAddress>,
}

pub async fn index(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    let account = me(&visit)?.id;
    let addresses =
        market.db.read(async move |tx: &mut Tx| accounts::list_addresses(tx, account).await).await?;
    views::page(&AddressesPage { shell: visit.shell("mine"), addresses })
}

#[derive(Template)]
#[template(path = "accounts/views/address.html")]
struct AddressPage {
    shell: Shell,
    form: Fields,
    address: AddressForm,
    countries: Vec<Choice>,
    /// Where the form goes: this address, or the book.
    action: String,
    id: String,
    return_to: String,
}

impl AddressPage {
    fn new(visit: &Visit, form: Fields, country: Country, id: Option<AddressId>) -> Self {
        let shell = visit.shell("mine");
        let address = address_form(&shell, &form, country);
        let countries = choices::countries(&shell, country.code());
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        let action = if id.is_empty() { "/mine/addresses".into() } else { format!("/mine/addresses/{id}") };
        let back = return_to(form.value("return_to"), "/mine/addresses");
        Self { shell, address, countries, action, id, return_to: back, form }
    }
}

pub async fn new(
    State(market): State<Market>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let me = me(&visit)?;
    let account = me.id;
    let kept = market.db.read(async move |tx: &mut Tx| accounts::list_addresses(tx, account).await).await?;
    let mut form = Fields::from_query(&query.unwrap_or_default());
    if !form.has("name") {
        form.set("name", me.name);
        form.set("phone", me.phone.unwrap_or_default());
    }
    let home = kept.first().map_or_else(|| visit.country(), |kept| kept.address.country);
    let country = Country::parse(form.value("country")).unwrap_or(home);
    views::page(&AddressPage::new(&visit, form, country, None))
}

/// The form again, as another country writes it; nothing is kept yet, and nothing that was typed is lost.
fn draw(visit: &Visit, form: Fields, id: Option<AddressId>) -> Result<Response, Problem> {
    let country = Country::parse(form.value("country")).unwrap_or_else(|_| visit.country());
    views::page(&AddressPage::new(visit, form, country, id))
}

fn place(form: &mut Fields) -> AddressRank {
    if form.yes_or_no("is_default") { AddressRank::Default } else { AddressRank::Other }
}

pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.buyer()?, visit.now);
    if form.has("draw") {
        return draw(&visit, form, None);
    }
    let place = place(&mut form);
    let Some(address) = read_address(&mut form) else {
        let country = Country::parse(form.value("country")).unwrap_or_else(|_| visit.country());
        return views::refused(&AddressPage::new(&visit, form, country, None));
    };
    let act = async move |tx: &mut Tx| accounts::add_address(tx, &by, now, &address, place).await;
    market.db.write(act).await?;
    Ok(redirect(&return_to(form.value("return_to"), "/mine/addresses"), "done-address"))
}

async fn find(market: &Market, visit: &Visit, id: AddressId) -> Result<KeptAddress, Problem> {
    let account = me(visit)?.id;
    let found =
        market.db.read(async move |tx: &mut Tx| accounts::find_address(tx, account, id).await).await?;
    found.ok_or_else(Problem::not_found)
}

pub async fn edit(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<AddressId>,
) -> Result<Response, Problem> {
    let kept = find(&market, &visit, id).await?;
    let country = kept.address.country;
    let mut form = kept.address.to_fields();
    form.set("is_default", kept.is_default.to_string());
    views::page(&AddressPage::new(&visit, form, country, Some(id)))
}

pub async fn update(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<AddressId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    let kept = find(&market, &visit, id).await?;
    if form.has("draw") {
        return draw(&visit, form, Some(id));
    }
    let place = place(&mut form);
    let Some(address) = read_address(&mut form) else {
        let country = Country::parse(form.value("country")).unwrap_or(kept.address.country);
        return views::refused(&AddressPage::new(&visit, form, country, Some(id)));
    };
    let act = async move |tx: &mut Tx| accounts::edit_address(tx, &by, id, &address, place).await;
    market.db.write(act).await?;
    Ok(redirect("/mine/addresses", "done-address"))
}

pub async fn confirm(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<AddressId>,
) -> Result<Response, Problem> {
    let kept = find(&market, &visit, id).await?;
    let subject = format!("{} · {}", kept.address.name, kept.address.line());
    confirm::ask(visit.shell("mine"), "address-remove", subject, "/mine/addresses".to_owned())
}

pub async fn destroy(
    State(market): State<Market>,
    visit: Visit,
    Path(id): Path<AddressId>,
) -> Result<Response, Problem> {
    let by = visit.buyer()?;
    market.db.write(async move |tx: &mut Tx| accounts::remove_address(tx, &by, id).await).await?;
    Ok(redirect("/mine/addresses", "done-address-removed"))
}
