use kernel::{Currency, Day, Timestamp, days};
use people::{market::Market, visit::Visit};
use platform::web::{Fields, Limit, Problem, Refusal};

use crate::villages::{
    Answer, DivisionCode, Elsewhere, Fact, FactKind, MOST_HOUSEHOLD, PlaceStory, Told, numbers,
    recognition::{Period, Rule},
    sales::COUNTED_IN,
};

const MOST_LINE: usize = 200;
const MOST_WORDS: usize = 6_000;

/// Count a change of somebody's in a village, or refuse it.
pub fn may_change(market: &Market, visit: &Visit) -> Result<(), Problem> {
    let rule = Limit { name: "villages", times: market.rules().count(numbers::CHANGES), per: days(1) };
    let who = visit.account_id().map_or_else(|_| visit.from.clone(), |account| account.to_string());
    market.limits.take(rule, who)
}

/// A code of an address; what is none names nothing.
pub fn code_of(text: &str) -> Result<DivisionCode, Problem> {
    DivisionCode::parse(text).ok_or_else(Problem::not_found)
}

/// The day on which it is now in the market.
pub fn today(market: &Market, now: Timestamp) -> Day {
    Day::there(now, &market.config.zone)
}

/// What a shop says of its household and of who sees its figures.
pub fn read_told(form: &mut Fields) -> Option<Told> {
    let household = form.maybe_line("household", MOST_HOUSEHOLD);
    let shows = form.yes_or_no("shows_figures");
    form.is_good().then(|| Told::new(&household, shows))
}

pub fn read_answer(form: &mut Fields) -> Option<Answer> {
    let answer = form.parsed("answer", |word| match word {
        "admit" => Some(Answer::Admit),
        "decline" => Some(Answer::Decline),
        _ => None,
    });
    answer.filter(|_| form.is_good())
}

pub fn read_story(form: &mut Fields) -> Option<PlaceStory> {
    let told = PlaceStory {
        story: form.maybe_paragraphs("story", MOST_WORDS),
        story_en: form.maybe_paragraphs("story_en", MOST_WORDS),
        crafts: form.maybe_line("crafts", MOST_LINE),
    };
    form.is_good().then_some(told)
}

/// Years of figures that somebody may enter.
const YEARS: std::ops::RangeInclusive<i64> = 1949..=2200;

pub fn read_fact(form: &mut Fields, currency: Currency) -> Option<Fact> {
    let kind = form.parsed("kind", FactKind::parse);
    let year = form.whole("year", YEARS);
    let source = form.line("source", MOST_LINE);
    let (value, currency) = match kind {
        Some(FactKind::Income) => (form.money("value", currency).minor(), currency.code().to_owned()),
        Some(FactKind::Households | FactKind::Population) | None => {
            (form.whole("value", 0..=100_000_000), String::new())
        }
    };
    kind.filter(|_| form.is_good()).map(|kind| Fact { kind, year, value, currency, source })
}

pub fn read_elsewhere(form: &mut Fields, today: Day) -> Option<Elsewhere> {
    let period = form.parsed("period", Period::parse);
    let period = period.filter(|period| *period <= Period::of(today));
    if period.is_none() && form.refusal("period").is_none() {
        form.refuse("period", Refusal::new("refused-not-a-choice"));
    }
    let platform = form.line("platform", 60);
    let minor = form.money("amount", COUNTED_IN).minor();
    let evidence = form.line("evidence", MOST_LINE);
    period.filter(|_| form.is_good()).map(|period| Elsewhere { period, platform, minor, evidence })
}

/// A rule of the market's own, and why.
pub fn read_rule(form: &mut Fields) -> Option<(Rule, String)> {
    let rule = Rule {
        revenue_minor: form.money("revenue", COUNTED_IN).minor(),
        active_shops: form.whole("active_shops", 1..=1_000_000),
        household_basis_points: form.whole("household_basis_points", 1..=10_000),
        open_days: form.whole("open_days", 0..=3_650),
        months: form.whole("months", 1..=12),
        orders_a_month: form.whole("orders_a_month", 1..=1_000),
        town_villages: form.whole("town_villages", 1..=1_000),
        counts_declared: form.yes_or_no("counts_declared"),
        jobs_tenths: form.whole("jobs_tenths", 0..=1_000),
        near_percent: form.whole("near_percent", 1..=100),
    };
    let reason = form.line("reason", MOST_LINE);
    form.is_good().then_some((rule, reason))
}
