//! The operator's registry: who looks after what, what became of places, the rule, and what is published.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use kernel::{AccountId, Day, Money};
use people::{
    accounts::{self, read_account},
    shops::Shop,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem, Refusal},
};

use super::common::{read_answer, read_rule, today};
use crate::{
    Commons,
    villages::{
        self, DivisionCode, MembershipId,
        divisions::{self, ChangeKind},
        publication::{self, Publication},
        recognition::{self, Period, Rule},
        sales::COUNTED_IN,
    },
};

#[derive(Template)]
#[template(path = "villages/views/registry.html")]
struct OperatorPage {
    shell: Shell,
    current: &'static str,
    form: Fields,
    version: i64,
    rule: Rule,
    /// Shops of villages that are no more.
    orphans: Vec<(Shop, DivisionCode)>,
    published: Vec<Publication>,
    /// Periods whose verdicts are final, the newest first.
    finals: Vec<Period>,
    stewards: Vec<(DivisionCode, AccountId, String)>,
}

impl OperatorPage {
    async fn new(market: &Commons, visit: &Visit, mut form: Fields) -> Result<Self, Problem> {
        let period = Period::of(today(market, visit.now));
        let look = async move |tx: &mut Tx| {
            let (version, rule) = recognition::store::newest_rule(tx).await?;
            let mut orphans = Vec::new();
            for (shop, village) in villages::under_vanished(tx, 100).await? {
                orphans.extend(people::shops::find(tx, shop).await?.map(|shop| (shop, village)));
            }
            let published = publication::store::list(tx).await?;
            let mut finals = Vec::new();
            for period in [period, period.before(), period.before().before()] {
                if recognition::store::is_final(tx, period).await? {
                    finals.push(period);
                }
            }
            let mut stewards = Vec::new();
            for (division, account) in villages::all_stewards(tx).await? {
                let name = accounts::find(tx, account).await?.map(|it| it.name).unwrap_or_default();
                stewards.push((division, account, name));
            }
            Ok((version, rule, orphans, published, finals, stewards))
        };
        let (version, rule, orphans, published, finals, stewards) = market.read(look).await?;
        if form.is_good() {
            form.set("revenue", Money::new(rule.revenue_minor, COUNTED_IN).decimal());
            for (name, number) in [
                ("active_shops", rule.active_shops),
                ("household_basis_points", rule.household_basis_points),
                ("open_days", rule.open_days),
                ("months", rule.months),
                ("orders_a_month", rule.orders_a_month),
                ("town_villages", rule.town_villages),
                ("jobs_tenths", rule.jobs_tenths),
                ("near_percent", rule.near_percent),
            ] {
                form.set(name, number.to_string());
            }
            form.set("counts_declared", if rule.counts_declared { "true" } else { "" });
        }
        let (shell, current) = (visit.shell("operator"), "villages");
        Ok(Self { shell, current, form, version, rule, orphans, published, finals, stewards })
    }

    fn revenue(&self) -> String {
        self.shell.money_and_code(&Money::new(self.rule.revenue_minor, COUNTED_IN))
    }

    fn kinds(&self) -> &'static [ChangeKind] {
        ChangeKind::ALL
    }
}

/// `GET /operator/villages`
pub async fn index(State(market): State<Commons>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    views::page(&OperatorPage::new(&market, &visit, Fields::default()).await?)
}

async fn refuse(market: &Commons, visit: &Visit, form: Fields) -> Result<Response, Problem> {
    views::refused(&OperatorPage::new(market, visit, form).await?)
}

fn back(done: &'static str) -> Response {
    redirect("/operator/villages", done)
}

/// `POST /operator/villages/stewards`: an account by its login.
pub async fn appoint(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let division = form.parsed("division", DivisionCode::parse);
    let account = read_account(&market, &mut form).await?;
    if let (Some(division), Some(account)) = (division, account) {
        let act = async move |tx: &mut Tx| villages::appoint(tx, &by, now, &division, account.id).await;
        match market.db.write(act).await {
            Ok(()) => return Ok(back("done-village-appointed")),
            Err(villages::AppointError::NoSuchDivision) => {
                form.refuse("division", Refusal::new("refused-no-division"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    refuse(&market, &visit, form).await
}

/// `POST /operator/villages/dismissals`
pub async fn dismiss(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let division = form.parsed("division", DivisionCode::parse);
    let account: Option<AccountId> = form.parsed("account", |text| text.parse().ok());
    let (Some(division), Some(account)) = (division, account) else {
        return refuse(&market, &visit, form).await;
    };
    market.write(async move |tx: &mut Tx| villages::dismiss(tx, &by, now, &division, account).await).await?;
    Ok(back("done-village-dismissed"))
}

/// `POST /operator/villages/answers/{membership}`: where a village has no steward.
pub async fn answer(
    State(market): State<Commons>,
    visit: Visit,
    Path(id): Path<MembershipId>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let said = read_answer(&mut form).ok_or_else(|| Problem::invalid(&form))?;
    market.write(async move |tx: &mut Tx| villages::answer(tx, &by, now, id, said).await).await?;
    Ok(back("done-village-answered"))
}

/// `POST /operator/villages/changes`: what became of a place.
pub async fn change(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let old = form.parsed("old", DivisionCode::parse);
    let new = form.parsed("new", DivisionCode::parse);
    let kind = form.parsed("kind", ChangeKind::parse);
    let day = form.parsed("day", |text| Day::parse(text).ok());
    let (Some(old), Some(new), Some(kind), Some(day)) = (old, new, kind, day) else {
        return refuse(&market, &visit, form).await;
    };
    let act =
        async move |tx: &mut Tx| divisions::change(tx, &by, now, old.clone(), new.clone(), kind, day).await;
    match market.db.write(act).await {
        Ok(()) => Ok(back("done-village-changed")),
        Err(divisions::ChangeError::Unknown) => {
            form.refuse("old", Refusal::new("refused-no-division"));
            refuse(&market, &visit, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /operator/villages/rules`
pub async fn adopt(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let Some((rule, reason)) = read_rule(&mut form) else { return refuse(&market, &visit, form).await };
    let act = async move |tx: &mut Tx| recognition::adopt(tx, &by, now, &rule, &reason).await;
    market.write(act).await?;
    Ok(back("done-village-rule"))
}

/// `POST /operator/villages/publications`
pub async fn publish(
    State(market): State<Commons>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let period = form.parsed("period", Period::parse);
    let reason = form.maybe_line("why", 200);
    let Some(period) = period.filter(|_| form.is_good()) else {
        return refuse(&market, &visit, form).await;
    };
    let described = publication::Described::of(&market);
    let act = async move |tx: &mut Tx| publication::publish(tx, &by, now, period, &described, &reason).await;
    market.write(act).await?;
    Ok(back("done-village-published"))
}
