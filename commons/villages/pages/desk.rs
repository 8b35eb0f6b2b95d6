//! A shop's village, on its desk.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Money, ShopId, ShopRole};
use people::{
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};

use super::common::{may_change, read_elsewhere, read_told, today};
use crate::{
    Commons,
    villages::{
        self, Declared, Division, DivisionCode, JoinError, Membership, MembershipStage, divisions,
        recognition::Period, sales::COUNTED_IN,
    },
};

#[derive(Template)]
#[template(path = "villages/views/desk.html")]
struct VillageDeskPage {
    shell: Shell,
    desk: Desk,
    /// Whether the reader owns the shop: staff look only.
    is_owner: bool,
    now: Option<Membership>,
    line: Vec<Division>,
    before: Vec<Membership>,
    words: String,
    found: Vec<Vec<Division>>,
    declared: Vec<Declared>,
    periods: Vec<Period>,
    form: Fields,
}

impl VillageDeskPage {
    async fn new(
        market: &Commons,
        visit: &Visit,
        (by, shop): (Actor, Shop),
        words: String,
        mut form: Fields,
    ) -> Result<Self, Problem> {
        let (id, asked) = (shop.id, words.clone());
        let country = shop.country.code();
        let look = async move |tx: &mut Tx| {
            let now = villages::find_now(tx, id).await?;
            let line = match &now {
                Some(now) => divisions::store::line(tx, &now.village).await?,
                None => Vec::new(),
            };
            let found = seek(tx, &asked, country).await?;
            let all = villages::list_of_shop(tx, id).await?;
            Ok((now, line, found, all, villages::declared(tx, id).await?))
        };
        let (now, line, found, all, declared) = market.read(look).await?;
        if let Some(now) = now.as_ref().filter(|_| form.is_good()) {
            form.set("household", now.told.household.clone());
            form.set("shows_figures", if now.told.shows_figures { "true" } else { "" });
        }
        let period = Period::of(today(market, visit.now));
        Ok(Self {
            shell: visit.shell("desk"),
            desk: Desk::new(&shop, "village"),
            is_owner: matches!(by, Actor::Seller { role: ShopRole::Owner, .. }),
            before: all.into_iter().filter(|it| Some(it.id) != now.as_ref().map(|now| now.id)).collect(),
            now,
            line,
            words,
            found,
            declared,
            periods: vec![period, period.before()],
            form,
        })
    }

    fn is_joined(&self) -> bool {
        self.now.as_ref().is_some_and(|it| it.stage == MembershipStage::Joined)
    }

    fn amount(&self, minor: i64) -> String {
        self.shell.money_and_code(&Money::new(minor, COUNTED_IN))
    }

    fn period_name(&self, number: i64) -> String {
        Period::from_number(number).map(|period| period.to_string()).unwrap_or_default()
    }
}

/// Villages that can be joined, each with all in which it lies.
async fn seek(tx: &mut Tx, words: &str, country: &str) -> Result<Vec<Vec<Division>>, DbError> {
    let mut found = Vec::new();
    for division in divisions::store::seek(tx, words, country, 30).await? {
        if division.is_village() && division.vanished_on.is_none() {
            found.push(divisions::store::line(tx, &division.code).await?);
        }
    }
    Ok(found)
}

/// `GET /desk/{handle}/village`: `words` look for a village.
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    let seller = seller(&market, &visit, &handle).await?;
    let words = paging.asked.value("words").chars().take(80).collect();
    views::page(&VillageDeskPage::new(&market, &visit, seller, words, Fields::default()).await?)
}

fn back(handle: &str, done: &'static str) -> Response {
    redirect(&format!("/desk/{handle}/village"), done)
}

/// `POST /desk/{handle}/village`: ask to belong to a village.
pub async fn ask(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    may_change(&market, &visit)?;
    let village = form.parsed("village", DivisionCode::parse);
    let told = read_told(&mut form);
    if let (Some(village), Some(told)) = (village, told) {
        let now = visit.now;
        let act = async move |tx: &mut Tx| villages::ask(tx, &by, now, &village, told.clone()).await;
        match market.db.write(act).await {
            Ok(_) => return Ok(back(&handle, "done-village-asked")),
            Err(JoinError::NoSuchVillage | JoinError::NotAVillage) => {
                form.refuse("village", Refusal::new("refused-not-a-village"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    views::refused(&VillageDeskPage::new(&market, &visit, (by, shop), String::new(), form).await?)
}

/// `POST /desk/{handle}/village/settings`
pub async fn tell(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    may_change(&market, &visit)?;
    let Some(told) = read_told(&mut form) else {
        return views::refused(
            &VillageDeskPage::new(&market, &visit, (by, shop), String::new(), form).await?,
        );
    };
    market.write(async move |tx: &mut Tx| villages::tell(tx, &by, told.clone()).await).await?;
    Ok(back(&handle, "done-village-told"))
}

/// `POST /desk/{handle}/village/leaving`
pub async fn leave(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let ((by, _), now) = (visit.seller(&handle)?, visit.now);
    may_change(&market, &visit)?;
    market.write(async move |tx: &mut Tx| villages::leave(tx, &by, now).await).await?;
    Ok(back(&handle, "done-village-left"))
}

/// `POST /desk/{handle}/village/declarations`
pub async fn declare(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, shop) = seller(&market, &visit, &handle).await?;
    may_change(&market, &visit)?;
    let now = visit.now;
    let Some(said) = read_elsewhere(&mut form, today(&market, now)) else {
        return views::refused(
            &VillageDeskPage::new(&market, &visit, (by, shop), String::new(), form).await?,
        );
    };
    market.write(async move |tx: &mut Tx| villages::declare(tx, &by, now, &said).await).await?;
    Ok(back(&handle, "done-village-declared"))
}

/// A shop by its number, where pages list memberships.
pub async fn shops_of(tx: &mut Tx, all: &[Membership]) -> Result<Vec<Shop>, DbError> {
    let ids: Vec<ShopId> = all.iter().map(|it| it.id.shop()).collect();
    people::shops::find_several(tx, &ids).await
}
