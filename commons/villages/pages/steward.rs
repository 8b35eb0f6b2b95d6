//! What somebody looks after: their villages, with every number, and who asks to come in.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{Actor, Day, Money, ShopId};
use people::{
    capability::Looking,
    panels::{self, Panels},
    shops::{self, Shop},
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Paging, Problem},
};

use super::{
    common::{code_of, read_answer, read_fact, read_story, today},
    desk::shops_of,
    show::figure,
};
use crate::{
    Commons,
    villages::{
        self, Division, DivisionCode, Fact, Figures, Membership, MembershipId, MembershipStage, PlaceError,
        divisions::{self, Level},
        find_for,
        sales::{COUNTED_IN, Sums},
    },
};

#[derive(Template)]
#[template(path = "villages/views/mine_index.html")]
struct MinePage {
    shell: Shell,
    all: Vec<Vec<Division>>,
}

/// `GET /mine/villages`
pub async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    let account = visit.account_id()?;
    let look = async move |tx: &mut Tx| {
        let mut all = Vec::new();
        for code in villages::divisions_of(tx, account).await? {
            all.push(divisions::store::line(tx, &code).await?);
        }
        Ok(all)
    };
    let all = market.read(look).await?;
    views::page(&MinePage { shell: visit.shell("mine"), all })
}

#[derive(Template)]
#[template(path = "villages/views/mine.html")]
struct PlacePage {
    shell: Shell,
    line: Vec<Division>,
    division: Division,
    children: Vec<Division>,
    /// None of a place that is no village.
    figures: Option<Figures>,
    asking: Vec<(Membership, Option<Shop>)>,
    members: Vec<(Membership, Option<Shop>)>,
    /// The address of the next page of them, if there is one.
    further: String,
    facts: Vec<Fact>,
    panels: Panels,
    form: Fields,
}

impl PlacePage {
    fn amount(&self, minor: &i64) -> String {
        self.shell.money_and_code(&Money::new(*minor, COUNTED_IN))
    }

    fn missing_revenue(&self, it: &Figures) -> String {
        self.amount(&it.inputs.missing_revenue(&it.rule))
    }

    fn last_day(&self, it: &Figures) -> String {
        self.shell.calendar_day(&it.period.last())
    }

    fn answer_path(&self, it: &Membership) -> String {
        format!("/mine/villages/{}/answers/{}", self.division.code, it.id)
    }

    fn whole(&self, minor: &i64) -> String {
        // In whole yuan: what is missing is never told as less than it is.
        self.shell.number(minor / 100)
    }

    fn figure(&self, fact: &Fact) -> String {
        figure(&self.shell, fact)
    }

    fn percent(&self, figures: &Figures) -> String {
        figures
            .inputs
            .household_basis_points()
            .map_or("—".into(), |points| format!("{}.{:02} %", points / 100, points % 100))
    }

    fn is_village(&self) -> bool {
        self.division.level == Level::Village
    }

    fn is_county(&self) -> bool {
        self.division.level == Level::County
    }
}

fn named(all: Vec<Membership>, shops: &[Shop]) -> Vec<(Membership, Option<Shop>)> {
    let of = |shop: ShopId| shops.iter().find(|it| it.id == shop).cloned();
    all.into_iter().map(|it| (it.clone(), of(it.id.shop()))).collect()
}

async fn page(
    market: &Commons,
    visit: &Visit,
    code: &DivisionCode,
    paging: &Paging,
    mut form: Fields,
) -> Result<PlacePage, Problem> {
    let after = paging.asked.value("after").parse().unwrap_or(0);
    let limit = paging.limit.and_one_more();
    let (account, by, now) = (visit.account_id()?, visit.buyer()?, visit.now);
    let (today, own) = (today(market, now), code.clone());
    let look = async move |tx: &mut Tx| {
        let Some(line) = find_for(tx, account, &own).await? else { return Ok(None) };
        let children = divisions::store::children(tx, Some(&own), "", 300).await?;
        let asking = villages::list_asking(tx, &own).await?;
        let members = villages::members(tx, &own, MembershipStage::Joined, after, limit).await?;
        let mut shops = shops_of(tx, &asking).await?;
        shops.extend(shops_of(tx, &members).await?);
        let facts = villages::facts(tx, &own).await?;
        let told = villages::story(tx, &own).await?;
        Ok(Some((line, children, named(asking, &shops), named(members, &shops), (facts, told))))
    };
    let (line, children, asking, members, (facts, told)) = market.find(look).await?;
    let (members, further) = paging.cut_by(members, |last| [("after", last.0.id.shop().get().to_string())]);
    let division = line.last().cloned().ok_or_else(Problem::not_found)?;
    let figures = match division.level {
        Level::Village => {
            let code = code.clone();
            let act = async move |tx: &mut Tx| villages::figures(tx, &by, now, &code, today).await;
            Some(market.write(act).await?)
        }
        Level::Province | Level::Prefecture | Level::County | Level::Township => None,
    };
    if form.is_good() {
        form.set("story", told.story);
        form.set("story_en", told.story_en);
        form.set("crafts", told.crafts);
    }
    let shell = visit.shell("mine");
    let looking = Looking { place: code.to_string(), ..visit.looking(shell.clone(), None, 0) };
    let panels = panels::draw(visit, "stewardship", looking).await;
    Ok(PlacePage { shell, line, division, children, figures, asking, members, further, facts, panels, form })
}

/// `GET /mine/villages/{code}`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(code): Path<String>,
    paging: Paging,
) -> Result<Response, Problem> {
    views::page(&page(&market, &visit, &code_of(&code)?, &paging, Fields::default()).await?)
}

/// The page again with a form that was refused, and its list from the beginning.
async fn refuse(
    market: &Commons,
    visit: &Visit,
    code: &DivisionCode,
    form: Fields,
) -> Result<Response, Problem> {
    let paging = Paging::first(format!("/mine/villages/{code}"));
    views::refused(&page(market, visit, code, &paging, form).await?)
}

fn back(code: &DivisionCode, done: &'static str) -> Response {
    redirect(&format!("/mine/villages/{code}"), done)
}

/// Whoever looks after nothing finds nothing, whatever they send.
async fn own(market: &Commons, visit: &Visit, code: &str) -> Result<(Actor, DivisionCode), Problem> {
    let (account, by, code) = (visit.account_id()?, visit.buyer()?, code_of(code)?);
    let asked = code.clone();
    market.find(async move |tx: &mut Tx| find_for(tx, account, &asked).await).await?;
    Ok((by, code))
}

/// `POST /mine/villages/{code}/story`
pub async fn tell(
    State(market): State<Commons>,
    visit: Visit,
    Path(code): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, code), now) = (own(&market, &visit, &code).await?, visit.now);
    let Some(told) = read_story(&mut form) else {
        return refuse(&market, &visit, &code, form).await;
    };
    let kept = code.clone();
    market.write(async move |tx: &mut Tx| villages::tell_of(tx, &by, now, &kept, &told).await).await?;
    Ok(back(&code, "done-village-story"))
}

/// `POST /mine/villages/{code}/facts`
pub async fn enter(
    State(market): State<Commons>,
    visit: Visit,
    Path(code): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, code), now) = (own(&market, &visit, &code).await?, visit.now);
    let Some(fact) = read_fact(&mut form, market.config.currency) else {
        return refuse(&market, &visit, &code, form).await;
    };
    let kept = code.clone();
    market.write(async move |tx: &mut Tx| villages::enter(tx, &by, now, &kept, &fact).await).await?;
    Ok(back(&code, "done-village-fact"))
}

/// `POST /mine/villages/{code}/answers/{membership}`
pub async fn answer(
    State(market): State<Commons>,
    visit: Visit,
    Path((code, id)): Path<(String, MembershipId)>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let ((by, code), now) = (own(&market, &visit, &code).await?, visit.now);
    let said = read_answer(&mut form).ok_or_else(|| Problem::invalid(&form))?;
    market.write(async move |tx: &mut Tx| villages::answer(tx, &by, now, id, said).await).await?;
    Ok(back(&code, "done-village-answered"))
}

#[derive(Template)]
#[template(path = "villages/views/mine_shop.html")]
struct ShopPage {
    shell: Shell,
    division: Division,
    shop: Shop,
    days: Vec<(Day, Sums)>,
    net: i64,
}

impl ShopPage {
    fn amount(&self, minor: &i64) -> String {
        self.shell.money_and_code(&Money::new(*minor, COUNTED_IN))
    }
}

/// `GET /mine/villages/{code}/shops/{handle}`: what one shop sold, where it shows it.
pub async fn shop(
    State(market): State<Commons>,
    visit: Visit,
    Path((code, handle)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let ((by, code), now) = (own(&market, &visit, &code).await?, visit.now);
    let today = today(&market, now);
    let shop = market.find(async move |tx: &mut Tx| shops::find_by_handle(tx, &handle).await).await?;
    let (id, asked) = (shop.id, code.clone());
    let act = async move |tx: &mut Tx| {
        let (_, days) = villages::shop_figures(tx, &by, now, &asked, id, today).await?;
        let division = divisions::store::find(tx, &asked).await?.ok_or(PlaceError::NoSuchPlace)?;
        Ok::<_, PlaceError>((division, days))
    };
    let (division, days) = market.write(act).await?;
    let net = days.values().map(|sums| sums.net()).sum();
    let days = days.into_iter().rev().collect();
    views::page(&ShopPage { shell: visit.shell("mine"), division, shop, days, net })
}
