use kernel::{Actor, Currency, Day, Timestamp, days, hours};
use people::{
    accounts::{Login, scopes::Operate},
    market::Market,
    scope::Grant,
    visit::Visit,
};
use platform::{
    db::Tx,
    i18n::Lang,
    web::{Fields, Limit, Problem, Refusal},
};

use crate::{
    drives::{self, Drive, DriveId, Invited, NewCost, Plan, PlanFault, SignUpKind, numbers},
    villages::DivisionCode,
};

const MOST_LINE: usize = 120;
const MOST_CODE: usize = 40;
const MOST_WORDS: usize = 4_000;
const TARGETS: std::ops::RangeInclusive<i64> = 0..=10_000_000;

/// The day on which it is now in the market.
pub fn today(market: &Market, now: Timestamp) -> Day {
    Day::there(now, &market.config.zone)
}

/// Who speaks: whoever runs the market does so for it, by a token only with one that may; everybody else for themselves.
pub fn speaker(visit: &Visit) -> Result<Actor, Problem> {
    visit.allow(Operate::SCOPE).and_then(|()| visit.operator()).or_else(|_| visit.buyer())
}

/// Count a change of somebody's, or refuse it.
pub fn may_change(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule = Limit { name: "drives", times: market.rules().count(numbers::CHANGES), per: hours(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

/// Count somebody whom a helper asks, or refuse it.
pub fn may_invite(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let times = market.rules().count(numbers::INVITATIONS);
    let rule = Limit { name: "drive-invitations", times, per: days(1) };
    market.limits.take(rule, visit.account_id()?.to_string())
}

/// A drive that everybody may look at, or one that the caller leads.
pub async fn find_shown(market: &Market, visit: &Visit, id: DriveId) -> Result<Drive, Problem> {
    let by = speaker(visit).ok();
    let look = async move |tx: &mut Tx| {
        let Some(drive) = drives::find_drive(tx, id).await? else { return Ok(None) };
        let is_theirs = match by {
            Some(by) => drives::is_led_by(tx, &by, &drive).await?,
            None => false,
        };
        Ok((drive.is_shown() || is_theirs).then_some(drive))
    };
    market.find(look).await
}

pub fn read_kind(form: &mut Fields) -> Option<SignUpKind> {
    form.parsed("kind", SignUpKind::parse)
}

/// Of which place a drive is: none of one of the market.
pub fn read_place(form: &mut Fields) -> Option<Option<DivisionCode>> {
    match form.maybe_line("place", MOST_CODE).as_str() {
        "" => Some(None),
        _ => form.parsed("place", DivisionCode::parse).map(Some),
    }
}

pub fn read_plan(form: &mut Fields) -> Option<Plan> {
    let language = form.parsed("language", Lang::parse);
    let (name, name_en) = (form.line("name", MOST_LINE), form.maybe_line("name_en", MOST_LINE));
    let words = form.maybe_paragraphs("words", MOST_WORDS);
    let words_en = form.maybe_paragraphs("words_en", MOST_WORDS);
    let day = |text: &str| Day::parse(text).ok();
    let (begins_on, ends_on) = (form.parsed("begins_on", day), form.parsed("ends_on", day));
    let (retailers, companies) = (form.whole("retailers", TARGETS), form.whole("companies", TARGETS));
    let plan = Plan {
        language: language?,
        name,
        name_en,
        words,
        words_en,
        begins_on: begins_on?,
        ends_on: ends_on?,
        retailers,
        companies,
    };
    match plan.fault() {
        Some(PlanFault::EndsBefore) => form.refuse("ends_on", Refusal::new("refused-drive-ends-before")),
        Some(PlanFault::TooLong) => form.refuse("ends_on", Refusal::new("refused-drive-too-long")),
        Some(PlanFault::NoTarget) => form.refuse("retailers", Refusal::new("refused-drive-no-target")),
        None => {}
    }
    form.is_good().then_some(plan)
}

pub fn read_cost(form: &mut Fields, currency: Currency, today: Day) -> Option<NewCost> {
    let day = form.parsed("day", |text| Day::parse(text).ok());
    if day.is_some_and(|day| day > today) {
        form.refuse("day", Refusal::new("refused-drive-cost-day"));
    }
    let what = form.line("what", MOST_LINE);
    let amount = form.money("amount", currency);
    day.filter(|_| form.is_good()).map(|day| NewCost { day, what, amount })
}

/// Whom a helper asks; written to in the helper's language while they have chosen none.
pub fn read_invited(form: &mut Fields, market: &Market, visit: &Visit) -> Option<Invited> {
    let country = market.config.country;
    let login = form.parsed("login", |text| Login::parse(text, country));
    let name = form.line("name", 60);
    let kind = read_kind(form);
    let zone = market.config.zone.clone();
    let (login, kind) = (login?, kind?);
    form.is_good().then_some(Invited { login, name, kind, language: visit.lang, zone })
}
