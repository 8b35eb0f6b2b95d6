use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Day, ShopRole};
use people::{
    market::Market,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem},
};

use crate::{
    prices::{ExportRule, ShopTax},
    promotions::percent_text,
    taxes::{
        StateError, TaxTerms, TermsId, calendar_day, list,
        read::{blame, read_terms},
        state_terms, withdraw,
    },
};

#[derive(Template)]
#[template(path = "taxes/views/index.html")]
struct TaxesPage {
    shell: Shell,
    desk: Desk,
    form: Fields,
    list: Vec<TaxTerms>,
    today: Day,
    may_change: bool,
}

impl TaxesPage {
    /// The terms that are in force today.
    fn now(&self) -> Option<&TaxTerms> {
        self.list.iter().find(|terms| terms.from <= self.today)
    }

    fn is_now(&self, terms: &TaxTerms) -> bool {
        self.now().is_some_and(|now| now.id == terms.id)
    }

    fn is_coming(&self, terms: &TaxTerms) -> bool {
        terms.from > self.today
    }

    fn day(&self, terms: &TaxTerms) -> String {
        self.shell.calendar_day(&terms.from)
    }

    /// The rates in one line: `13 %, reduced 9 %`.
    fn rates(&self, stated: &ShopTax) -> String {
        let standard = percent_text(stated.standard.get());
        match stated.reduced.map(|rate| percent_text(rate.get())) {
            Some(reduced) => {
                self.shell.say("tax-rates-both", &[("standard", &standard), ("reduced", &reduced)])
            }
            None => self.shell.say("tax-rates-one", &[("standard", &standard)]),
        }
    }
}

/// Ready to be changed a little: what is stated now, from today on.
fn filled(list: &[TaxTerms], today: Day) -> Fields {
    let now = list.iter().find(|terms| terms.from <= today);
    let stated = now.and_then(|terms| terms.stated.as_ref());
    let mut form = Fields::default();
    form.set("from", today.to_string());
    form.set("stated", if now.is_some_and(|terms| terms.stated.is_none()) { "no" } else { "yes" });
    form.set("export", stated.map_or(ExportRule::Zero, |stated| stated.export).name());
    if let Some(stated) = stated {
        form.set("name", stated.name.as_str());
        form.set("standard", percent_text(stated.standard.get()));
        form.set("reduced", stated.reduced.map(|rate| percent_text(rate.get())).unwrap_or_default());
    }
    form
}

async fn page(
    market: &Market,
    visit: &Visit,
    (by, shop): (Actor, Shop),
    form: Option<Fields>,
) -> Result<Response, Problem> {
    let id = shop.id;
    let list = market.db.read(async move |tx: &mut Tx| list(tx, id).await).await?;
    let today = calendar_day(visit.now, &shop.zone);
    let may_change = matches!(by, Actor::Seller { role: ShopRole::Owner, .. });
    let form = form.unwrap_or_else(|| filled(&list, today));
    let shell = visit.shell("desk").in_zone(&shop.zone);
    let page = TaxesPage { shell, desk: Desk::new(&shop, "taxes"), form, list, today, may_change };
    views::show(&page, page.form.is_good())
}

/// `GET /desk/{handle}/taxes`
pub async fn show(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let side = seller(&market, &visit, &handle).await?;
    page(&market, &visit, side, None).await
}

/// `POST /desk/{handle}/taxes`
pub async fn create(
    State(market): State<Market>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    people::shops::owner(&by)?;
    let Some(new) = read_terms(&mut form) else {
        return page(&market, &visit, (by, shop), Some(form)).await;
    };
    let now = visit.now;
    let act = async move |tx: &mut Tx| state_terms(tx, &by, now, new.clone()).await;
    match market.db.write(act).await {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/taxes"), "done-tax-stated")),
        Err(error @ StateError::Past { .. }) => {
            blame(&mut form, &error);
            page(&market, &visit, (by, shop), Some(form)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/{handle}/taxes/{id}/withdrawal`
pub async fn take_back(
    State(market): State<Market>,
    visit: Visit,
    Path((handle, id)): Path<(String, TermsId)>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.seller(&handle)?.0, visit.now);
    market.db.write(async move |tx: &mut Tx| withdraw(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/taxes"), "done-tax-withdrawn"))
}
