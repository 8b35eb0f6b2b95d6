//! For whom a shop sells, and who sells for it.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::catalog::{self, Card};
use kernel::ShopId;
use people::{
    shops::{self, Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    views::{self, Shell},
    web::{Fields, Problem},
};

use super::read::{blame, read_asking, read_yes};
use crate::{
    Commons,
    live::hosting::{self, Agreement, AgreementId, AgreementStage, AskError, OWN_PRICE, percent},
};

/// Agreements of one page, of each side.
const SHELF: i64 = 100;
/// To what a host may be allowed to lower a price, in basis points.
const USUAL: [u32; 6] = [10_000, 9_500, 9_000, 8_000, 7_000, 5_000];
/// Things that a shop chooses from when it says yes; the newest.
const THINGS: i64 = 60;

#[derive(Template)]
#[template(path = "live/hosting/views/desk.html")]
struct HostingPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    /// What this shop asked others.
    asked: Vec<Shown>,
    /// What hosts asked this shop.
    hosts: Vec<Shown>,
    things: Vec<Card>,
    form: Fields,
}

impl HostingPage {
    /// To how much of its own price a host may lower a thing; empty where they may not.
    fn lowest_words(&self, one: &Shown) -> String {
        let lowest = one.agreement.lowest.get();
        if !one.is_agreed() || lowest >= OWN_PRICE {
            return String::new();
        }
        format!(" · {}", self.shell.say("hosting-lowest-agreed", &[("percent", &percent(lowest))]))
    }

    fn usual(&self) -> [(u32, String); 6] {
        USUAL.map(|points| (points, percent(points)))
    }
}

/// An agreement with the shop on its other side.
struct Shown {
    agreement: Agreement,
    other: Shop,
}

impl Shown {
    fn is_asked(&self) -> bool {
        self.agreement.state.stage() == AgreementStage::Asked
    }

    fn is_agreed(&self) -> bool {
        self.agreement.state.stage() == AgreementStage::Agreed
    }

    fn percent(&self) -> String {
        percent(self.agreement.rate.get())
    }

    fn lowest_field(&self) -> String {
        format!("lowest-{}", self.agreement.id)
    }
}

/// `GET /desk/{handle}/live/hosting`
pub async fn index(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    views::page(&load(&market, &visit, &handle, Fields::default()).await?)
}

async fn load(market: &Commons, visit: &Visit, handle: &str, form: Fields) -> Result<HostingPage, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let id = shop.id;
    let look = async move |tx: &mut Tx| {
        let asked = hosting::list_of_host(tx, id, i64::MAX, SHELF).await?;
        let hosts = hosting::list_of_other(tx, id, i64::MAX, SHELF).await?;
        let asked = shown(tx, asked, |agreement| agreement.of).await?;
        let hosts = shown(tx, hosts, |agreement| agreement.id.shop()).await?;
        let things = catalog::list_of_shop(tx, id, i64::MAX, THINGS).await?;
        Ok::<_, DbError>((asked, hosts, things))
    };
    let (asked, hosts, things) = market.db.read(look).await?;
    let (shell, desk) = (visit.shell("desk"), Desk::new(&shop, "live"));
    Ok(HostingPage { shell, lang: visit.lang, desk, asked, hosts, things, form })
}

async fn shown(
    tx: &mut Tx,
    list: Vec<Agreement>,
    other: impl Fn(&Agreement) -> ShopId,
) -> Result<Vec<Shown>, DbError> {
    let mut ids: Vec<ShopId> = list.iter().map(&other).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = shops::find_several(tx, &ids).await?;
    let shown = |agreement: Agreement| {
        let other = found.iter().find(|shop| shop.id == other(&agreement))?.clone();
        Some(Shown { agreement, other })
    };
    Ok(list.into_iter().filter_map(shown).collect())
}

/// `POST /desk/{handle}/live/hosting`: ask another shop.
pub async fn create(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let Some(new) = read_asking(&mut form) else {
        return views::refused(&load(&market, &visit, &handle, form).await?);
    };
    let act = async move |tx: &mut Tx| hosting::ask(tx, &by, now, new.clone()).await;
    answered(&market, &visit, &handle, form, market.db.write(act).await, "done-hosting-asked").await
}

/// Back to the agreements, or to the form with what was wrong.
async fn answered(
    market: &Commons,
    visit: &Visit,
    handle: &str,
    mut form: Fields,
    result: Result<Agreement, AskError>,
    word: &'static str,
) -> Result<Response, Problem> {
    match result {
        Ok(_) => Ok(redirect(&format!("/desk/{handle}/live/hosting"), word)),
        Err(error) if blame(&mut form, &error) => views::refused(&load(market, visit, handle, form).await?),
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/{handle}/live/hosting/{agreement}/agreement`
pub async fn agree(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, AgreementId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    let yes = read_yes(&mut form);
    if !form.is_good() {
        return views::refused(&load(&market, &visit, &handle, form).await?);
    }
    let act = async move |tx: &mut Tx| hosting::agree(tx, &by, now, id, yes.clone()).await;
    answered(&market, &visit, &handle, form, market.db.write(act).await, "done-hosting-agreed").await
}

/// `POST /desk/{handle}/live/hosting/{agreement}/refusal`
pub async fn decline(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, AgreementId)>,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| hosting::decline(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live/hosting"), "done-hosting-declined"))
}

/// `POST /desk/{handle}/live/hosting/{agreement}/withdrawal`
pub async fn withdraw(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, AgreementId)>,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| hosting::withdraw(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live/hosting"), "done-hosting-withdrawn"))
}

/// `POST /desk/{handle}/live/hosting/{agreement}/end`
pub async fn end(
    State(market): State<Commons>,
    visit: Visit,
    Path((handle, id)): Path<(String, AgreementId)>,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    market.write(async move |tx: &mut Tx| hosting::end(tx, &by, now, id).await).await?;
    Ok(redirect(&format!("/desk/{handle}/live/hosting"), "done-hosting-ended"))
}
