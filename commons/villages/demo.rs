//! The villages of a demo market: a small registry of four countries, shops that belong to villages for the whole year, one
//! that came late and one that waits, a steward, and two periods that are published.

use std::collections::BTreeMap;

use kernel::{Actor, Country, Day, days};
use people::fair::{Broken, Done, Fair, Opened, Player, YEAR, plays};
use platform::{Later, db::Tx};
use serde::Deserialize;

use super::{
    Answer, Division, DivisionCode, Fact, FactKind, PlaceStory, Told, answer, appoint, ask,
    divisions::{
        DivisionKind, Level, Unlisted,
        file::{DivisionFile, Listed, Place},
        take,
    },
    enter, numbers, publication,
    recognition::{self, Period, Rule},
    sales, tell_of,
};
use crate::Commons;

#[derive(Deserialize)]
struct Content {
    rule: Rule,
    reason: String,
    /// By country: code, parent, name, level, kind.
    divisions: BTreeMap<String, Vec<[String; 5]>>,
    members: Vec<Members>,
    late: Coming,
    asks: Coming,
    steward: Steward,
    households: Vec<(String, i64)>,
    income: (String, i64),
    source: String,
    story: Story,
}

#[derive(Deserialize)]
struct Members {
    village: String,
    shops: Vec<String>,
}

#[derive(Deserialize)]
struct Coming {
    village: String,
    shop: String,
    day: u64,
}

#[derive(Deserialize)]
struct Steward {
    division: String,
    shop: String,
}

#[derive(Deserialize)]
struct Story {
    village: String,
    own: String,
    en: String,
    crafts: String,
}

pub fn open(market: Commons, fair: &mut Fair) -> Later<'_, Opened> {
    Box::pin(async move {
        let content: Content = fair.content("villages.json")?;
        plays(Villages { market, content })
    })
}

struct Villages {
    market: Commons,
    content: Content,
}

impl Player for Villages {
    fn day<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(async move {
            if fair.day == 0 {
                self.found(fair).await?;
            }
            for (coming, is_admitted) in [(&self.content.late, true), (&self.content.asks, false)] {
                if coming.day == fair.day {
                    self.join(fair, &coming.village, &coming.shop, is_admitted).await?;
                }
            }
            Ok(())
        })
    }

    fn end<'a>(&'a mut self, fair: &'a Fair) -> Later<'a, Done> {
        Box::pin(self.publish(fair))
    }
}

fn code(text: &str) -> Result<DivisionCode, Broken> {
    DivisionCode::parse(text).ok_or_else(|| format!("{text} is no code").into())
}

fn division(country: Country, row: &[String; 5], as_of: Day) -> Result<Division, Broken> {
    let [own, parent, name, level, kind] = row;
    let place = |text: &str| DivisionCode::new(country, text);
    Ok(Division {
        code: place(own).ok_or_else(|| format!("{own} is no code"))?,
        parent: place(parent),
        name: name.clone(),
        name_en: String::new(),
        level: Level::parse(level).ok_or_else(|| format!("{level} is no level"))?,
        kind: DivisionKind::parse(kind),
        listed_on: as_of,
        vanished_on: None,
    })
}

impl Villages {
    /// On the first day: the registry, who belongs where, and the rule of the fair.
    async fn found(&self, fair: &Fair) -> Result<(), Broken> {
        let (market, content, now) = (&self.market, &self.content, self.market.now());
        let as_of = Day::of(now);
        for (country, rows) in &content.divisions {
            let country = Country::parse(country).map_err(|_| format!("{country} is no country"))?;
            let mut listed = Vec::new();
            for (line, row) in (1..).zip(rows) {
                let place = Place { file: "villages.json".into(), line };
                listed.push(Listed { place, division: division(country, row, as_of)? });
            }
            let source = "villages.json".to_owned();
            let file = DivisionFile { country, source, rows: listed, refused: Vec::new() };
            let taken = take(&market.db, now, file, as_of, Unlisted::Stay, |_, _| {}).await?;
            if let Some(refused) = taken.refused.first() {
                return Err(refused.to_string().into());
            }
        }
        for members in &content.members {
            for shop in &members.shops {
                self.join(fair, &members.village, shop, true).await?;
            }
        }
        let operator = Actor::Operator { account: fair.operator()? };
        let (rule, reason) = (content.rule.clone(), content.reason.clone());
        let act = async move |tx: &mut Tx| recognition::adopt(tx, &operator, now, &rule, &reason).await;
        market.db.write(act).await?;
        self.look_after(fair).await
    }

    async fn join(&self, fair: &Fair, village: &str, shop: &str, is_admitted: bool) -> Result<(), Broken> {
        let (stall, village, today) = (fair.stall(shop)?, code(village)?, self.market.now());
        // Who was there before the year has belonged to the village since.
        let now = if fair.day == 0 && stall.is_first { today - days(fair.before) } else { today };
        // Every third shop shows its figures; those of two have not said whose they are.
        let number = stall.shop.get() % 7;
        let household = if number < 2 { "" } else { stall.name.as_str() };
        let (by, told) = (stall.seller(), Told::new(household, number % 3 == 0));
        let act = async move |tx: &mut Tx| {
            let asked = ask(tx, &by, now, &village, told.clone()).await?;
            if is_admitted {
                answer(tx, &Actor::System, now, asked.id, Answer::Admit).await?;
            }
            Ok::<_, super::JoinError>(())
        };
        Ok(self.market.db.write(act).await?)
    }

    /// A steward, and what they enter and tell.
    async fn look_after(&self, fair: &Fair) -> Result<(), Broken> {
        let (content, now) = (&self.content, self.market.now());
        let operator = Actor::Operator { account: fair.operator()? };
        let account = fair.stall(&content.steward.shop)?.owner;
        let mut divisions = vec![code(&content.steward.division)?];
        for (village, _) in &content.households {
            divisions.push(code(village)?);
        }
        let act = async move |tx: &mut Tx| {
            for division in &divisions {
                appoint(tx, &operator, now, division, account).await?;
            }
            Ok::<_, super::AppointError>(())
        };
        self.market.db.write(act).await?;
        let year = Period::of(Day::of(now)).number();
        let fact = |kind, value, currency: &str| Fact {
            kind,
            year,
            value,
            currency: currency.to_owned(),
            source: content.source.clone(),
        };
        let mut facts = vec![(code(&content.income.0)?, fact(FactKind::Income, content.income.1, "CNY"))];
        for (village, households) in &content.households {
            facts.push((code(village)?, fact(FactKind::Households, *households, "")));
        }
        let story = PlaceStory {
            story: content.story.own.clone(),
            story_en: content.story.en.clone(),
            crafts: content.story.crafts.clone(),
        };
        let (village, by) = (code(&content.story.village)?, Actor::Buyer { account });
        let act = async move |tx: &mut Tx| {
            for (place, fact) in &facts {
                enter(tx, &by, now, place, fact).await?;
            }
            tell_of(tx, &by, now, &village, &story).await
        };
        Ok(self.market.db.write(act).await?)
    }

    /// When the year is over: verdicts on this period, and the two before it are published, the first of them a year ago.
    async fn publish(&self, fair: &Fair) -> Result<(), Broken> {
        let (market, now) = (&self.market, self.market.now());
        sales::rate_again(&market.db, now).await?;
        let (by, described) =
            (Actor::Operator { account: fair.operator()? }, publication::Described::of(market));
        let wait = i64::from(market.rules().count(numbers::FINAL_DAYS));
        let today = Day::there(now, &market.config.zone);
        let last = Period::of(today).before();
        let (first, then) = (last.before(), now - days(YEAR));
        let act = async move |tx: &mut Tx| {
            recognition::look_again(tx, now, today, wait).await?;
            recognition::finish(tx, then, first).await?;
            publication::publish(tx, &by, then, first, &described, "").await?;
            recognition::finish(tx, now, last).await?;
            publication::publish(tx, &by, now, last, &described, "").await
        };
        market.db.write(act).await?;
        Ok(())
    }
}
