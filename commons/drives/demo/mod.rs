//! The drives of a demo market: one of a county that is under way, one of the fair that is over, and a draft. Whoever signs up is one
//! of its buyers, and some of them open a shop.

mod newcomers;

use kernel::{Actor, Day, Money};
use people::fair::{Broken, Done, Fair, Opened, Pair, Player, nothing, plays};
use platform::{Later, db::Tx, i18n::Lang};
use serde::Deserialize;

use self::newcomers::Newcomers;
use super::{
    Came, DriveAct, DriveId, Invited, NewCost, Plan, SignUpKind, add_course, helpers, invite, look_at_all,
    make, name_helper, sign_up, spend, step, withdraw,
};
use crate::{Commons, academy, villages::DivisionCode};

#[derive(Deserialize)]
struct Content {
    running: Running,
    over: Over,
    draft: Told,
}

#[derive(Deserialize)]
struct Told {
    name: Pair,
    words: Pair,
    /// Days since the first day of the fair.
    begins: i64,
    days: i64,
    retailers: i64,
    companies: i64,
}

#[derive(Deserialize)]
struct Over {
    #[serde(flatten)]
    told: Told,
    costs: Vec<Spent>,
}

#[derive(Deserialize)]
struct Running {
    #[serde(flatten)]
    told: Told,
    place: String,
    lead: String,
    helpers: Vec<String>,
    costs: Vec<Spent>,
}

#[derive(Deserialize)]
struct Spent {
    day: u64,
    what: String,
    minor: i64,
}

/// The first buyers come by the drive that is over, those behind them by the one under way, one every so many days.
const OVER: usize = 6;
const EVERY: u64 = 4;
/// Days from one look at those who came to the next.
const WEEK: u64 = 7;
/// Courses of the one under way.
const COURSES: i64 = 3;

pub fn open(market: Commons, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let content: Content = fair.content("drives.json")?;
        let newcomers = Newcomers::new(market.clone(), fair)?;
        plays(Drives { market, content, newcomers, running: None, over: None, came: 0 })
    })
}

struct Drives {
    market: Commons,
    content: Content,
    newcomers: Newcomers,
    running: Option<DriveId>,
    over: Option<DriveId>,
    /// How many buyers have come by a drive.
    came: usize,
}

impl Player for Drives {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(self.play(fair))
    }

    fn end<'a>(&'a mut self, _: &'a Fair) -> Later<'a, Done> {
        nothing()
    }
}

impl Drives {
    fn today(&self) -> Day {
        Day::there(self.market.now(), &self.market.config.zone)
    }

    fn plan(&self, fair: &Fair, told: &Told) -> Result<Plan, Broken> {
        let begins = self.today().number() - i64::try_from(fair.day)? + told.begins;
        Ok(Plan {
            language: Lang::Chinese,
            name: told.name.own.clone(),
            name_en: told.name.en.clone(),
            words: told.words.own.clone(),
            words_en: told.words.en.clone(),
            begins_on: Day::from_number(begins),
            ends_on: Day::from_number(begins + told.days - 1),
            retailers: told.retailers,
            companies: told.companies,
        })
    }

    async fn play(&mut self, fair: &Fair) -> Done {
        let day = i64::try_from(fair.day)?;
        let operator = Actor::Operator { account: fair.operator()? };
        if day == self.content.over.told.begins {
            self.over = Some(self.begin(fair, operator, None, &self.content.over.told).await?);
        }
        if day == self.content.running.told.begins {
            self.begin_running(fair).await?;
        }
        if day == self.content.running.told.begins + 40 {
            let (now, plan) = (self.market.now(), self.plan(fair, &self.content.draft)?);
            let act = async move |tx: &mut Tx| make(tx, &operator, now, None, plan.clone()).await;
            self.market.db.write(act).await?;
        }
        if let Some(over) = self.over {
            self.spend(fair, operator, over, &self.content.over.costs).await?;
        }
        if let Some(running) = self.running {
            let by = Actor::Buyer { account: fair.stall(&self.content.running.lead)?.owner };
            self.spend(fair, by, running, &self.content.running.costs).await?;
        }
        self.come(fair).await?;
        self.newcomers.day(fair).await?;
        if fair.day.is_multiple_of(WEEK) || fair.days_left() == 0 {
            let now = self.market.now();
            self.market.db.write(async move |tx: &mut Tx| look_at_all(tx, now).await).await?;
        }
        Ok(())
    }

    async fn begin(
        &self,
        fair: &Fair,
        by: Actor,
        place: Option<DivisionCode>,
        told: &Told,
    ) -> Result<DriveId, Broken> {
        let (now, plan) = (self.market.now(), self.plan(fair, told)?);
        let act = async move |tx: &mut Tx| {
            let drive = make(tx, &by, now, place.clone(), plan.clone()).await?;
            step(tx, &by, now, drive.id, DriveAct::Open).await?;
            Ok::<_, super::LeadError>(drive.id)
        };
        Ok(self.market.db.write(act).await?)
    }

    async fn begin_running(&mut self, fair: &Fair) -> Done {
        let running = &self.content.running;
        let by = Actor::Buyer { account: fair.stall(&running.lead)?.owner };
        let place = DivisionCode::parse(&running.place).ok_or("no place")?;
        let drive = self.begin(fair, by, Some(place), &running.told).await?;
        let now = self.market.now();
        for handle in &running.helpers {
            let helper = fair.stall(handle)?.owner;
            let act = async move |tx: &mut Tx| name_helper(tx, &by, now, drive, helper).await;
            self.market.db.write(act).await?;
        }
        let teach = async move |tx: &mut Tx| {
            let mut courses = academy::list_open(tx, i64::MAX, COURSES).await?;
            courses.reverse();
            for course in courses {
                add_course(tx, &by, now, drive, course.id).await?;
            }
            Ok::<_, super::TeachError>(())
        };
        self.market.db.write(teach).await?;
        self.running = Some(drive);
        Ok(())
    }

    async fn spend(&self, fair: &Fair, by: Actor, drive: DriveId, costs: &[Spent]) -> Done {
        let (now, today, currency) = (self.market.now(), self.today(), self.market.config.currency);
        for cost in costs.iter().filter(|cost| cost.day == fair.day) {
            let said =
                NewCost { day: today, what: cost.what.clone(), amount: Money::new(cost.minor, currency) };
            let act = async move |tx: &mut Tx| spend(tx, &by, now, drive, said.clone()).await;
            self.market.db.write(act).await?;
        }
        Ok(())
    }

    /// One buyer after the other signs up, by the page or by a helper's code; one of them changes their mind, and one is asked.
    async fn come(&mut self, fair: &Fair) -> Done {
        let drive = match (self.running, self.over) {
            (Some(running), _) => running,
            (None, Some(over)) if self.came < OVER => over,
            _ => return Ok(()),
        };
        if !fair.day.is_multiple_of(EVERY) || self.came + 2 > fair.buyers.len() {
            return Ok(());
        }
        let (number, now, today) = (self.came, self.market.now(), self.today());
        self.came += 1;
        let (buyer, is_running) = (Actor::Buyer { account: fair.buyer(number + 1)? }, self.running.is_some());
        let kind = if is_running && number % 3 == 2 { SignUpKind::Company } else { SignUpKind::Retailer };
        let act = async move |tx: &mut Tx| {
            let codes = helpers(tx, drive).await?;
            let code = codes.get(number % 3).map(|helper| helper.code.clone());
            sign_up(tx, &buyer, now, today, drive, kind, code.map_or(Came::Page, Came::Link)).await?;
            if number % 7 == 5 {
                withdraw(tx, &buyer, now, today).await?;
            }
            Ok::<_, super::JoinError>(())
        };
        self.market.db.write(act).await?;
        self.ask_visitor(fair, drive).await
    }

    /// Near the end of the year a helper asks whom a visitor may be.
    async fn ask_visitor(&self, fair: &Fair, drive: DriveId) -> Done {
        if self.running.is_none() || fair.days_left() >= EVERY {
            return Ok(());
        }
        let (now, today) = (self.market.now(), self.today());
        let helper = self.content.running.helpers.first().ok_or("no helper")?;
        let (by, visitor, zone) = (
            Actor::Buyer { account: fair.stall(helper)?.owner },
            fair.visitor()?,
            self.market.config.zone.clone(),
        );
        let act = async move |tx: &mut Tx| {
            let Some(account) = people::accounts::find(tx, visitor).await? else { return Ok(()) };
            let email = account.email.clone().unwrap_or_default();
            let invited = Invited {
                login: people::accounts::Login::Email(email),
                name: account.name,
                kind: SignUpKind::Retailer,
                language: Lang::Chinese,
                zone: zone.clone(),
            };
            invite(tx, &by, now, today, drive, invited).await.map(drop)
        };
        Ok(self.market.db.write(act).await?)
    }
}
