//! A shop's own figures.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use goods::search::band_edges;
use kernel::{Day, Money, Timestamp};
use people::{
    choices,
    shops::{Desk, Shop, pages::seller},
    visit::{Visit, redirect},
};
use platform::{
    db::{DbError, Tx},
    i18n::Lang,
    plot::{self, Figure, Scale, Series},
    views::{self, Shell},
    web::{Fields, Problem, Refusal, csv_file},
};

use super::file;
use crate::{
    Commons,
    insights::{
        self, Crowd, Selling, ShopInsight, Sum,
        market::{SaidOfShop, SayError, find_said, say},
    },
};

#[derive(Template)]
#[template(path = "insights/views/shop.html")]
struct ShopPage {
    shell: Shell,
    lang: Lang,
    desk: Desk,
    shop: Shop,
    it: ShopInsight,
    figures: Vec<Figure>,
    /// Whether women lead it, and whether it sold before it sold here.
    said: [SaidOfShop; 2],
}

impl ShopPage {
    fn money(&self, minor: &i64) -> String {
        self.shell.money(&Money::new(*minor, self.it.currency))
    }

    fn is_empty(&self) -> bool {
        self.it.weeks.iter().all(|week| week.sum.orders == 0)
    }

    /// The last day that is told.
    fn until(&self) -> String {
        day_words(&self.shell, self.it.until - 1)
    }

    /// The last four weeks: what it is, the number, and how it changed.
    fn lately(&self) -> Vec<(&'static str, String, String)> {
        let (now, before, shell) = (&self.it.lately, &self.it.before, &self.shell);
        let sold = (
            "insights-sold",
            self.money(&now.kept_minor()),
            change(shell, now.kept_minor(), before.kept_minor()),
        );
        let orders = ("insights-orders", shell.number(now.orders), change(shell, now.orders, before.orders));
        let average = now.average().map(|minor| ("insights-average", self.money(&minor), String::new()));
        let again = now.again_percent();
        let again = again.map(|of| ("insights-again", format!("{} %", shell.number(of)), String::new()));
        [Some(sold), Some(orders), average, again].into_iter().flatten().collect()
    }

    /// How the same weeks went a year ago, in words; empty where the shop sold nothing then.
    fn year_ago(&self) -> String {
        let Some(ago) = &self.it.year_ago else { return String::new() };
        let words = self.shell.say("insights-year-ago", &[("amount", &self.money(&ago.kept_minor()))]);
        format!("{words} {}", change(&self.shell, self.it.lately.kept_minor(), ago.kept_minor()))
    }

    fn title(&self, of: &Selling) -> String {
        let title = people::shops::pick(self.lang, self.shop.language, &of.title, &of.title_en);
        if of.choices.is_empty() {
            title.to_owned()
        } else {
            format!("{title} · {}", of.choices.join(" / "))
        }
    }

    /// The newest week of which crowds are told: its day, and from those who saw something to those who kept it. What
    /// was paid and kept is from the shop's own orders.
    fn funnel(&self) -> Option<(String, Vec<(&'static str, String)>)> {
        let week = self.it.crowds.last()?;
        let own = self.it.weeks.iter().find(|one| one.day == week.week);
        let own = own.map(|one| one.sum).unwrap_or_default();
        let least = |crowd: Crowd| match crowd.least() {
            Some(people) => self.shell.n("insights-people-least", people),
            None => self.shell.t("insights-people-few").to_owned(),
        };
        let steps = vec![
            ("insights-seen", least(week.seen)),
            ("insights-opened", least(week.opened)),
            ("insights-minded", least(week.minded)),
            ("insights-paid", self.shell.number(own.orders)),
            ("insights-kept", self.shell.number(own.kept())),
        ];
        Some((day_words(&self.shell, week.week), steps))
    }

    /// What it may tell of itself, with what it told.
    fn questions(&self) -> [(&'static str, SaidOfShop); 2] {
        let [women_led, was_before] = self.said;
        [("women_led", women_led), ("was_before", was_before)]
    }

    fn word(&self, said: &SaidOfShop) -> &'static str {
        if *said == SaidOfShop::Unsaid { "unsaid" } else { said.name() }
    }
}

/// What changed against what was before, in words.
pub fn change(shell: &Shell, now: i64, before: i64) -> String {
    let Some(percent) = now.saturating_sub(before).saturating_mul(100).checked_div(before) else {
        return String::new();
    };
    let key = if percent < 0 { "insights-down" } else { "insights-up" };
    shell.say(key, &[("percent", &shell.number(percent.abs()))])
}

/// A day as a reader writes it.
pub fn day_words(shell: &Shell, day: i64) -> String {
    // At noon, so that it is the same day wherever it is read.
    shell.day_in(&noon(day), "UTC")
}

fn noon(day: i64) -> Timestamp {
    Day::from_number(day).noon()
}

/// `GET /desk/{handle}/insights`
pub async fn show(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (shop, it, said) = load(&market, &visit, &handle).await?;
    let shell = visit.shell("desk");
    let figures = figures(&shell, &it);
    let desk = Desk::new(&shop, "insights");
    views::page(&ShopPage { shell, lang: visit.lang, desk, shop, it, figures, said })
}

/// `GET /desk/{handle}/insights.csv`
pub async fn export(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
) -> Result<Response, Problem> {
    let (_, it, _) = load(&market, &visit, &handle).await?;
    Ok(csv_file(&format!("{handle}-insights.csv"), file::of_shop(&it).map_err(Problem::broken)?))
}

/// A shop, what it is told of itself, and what it told.
type Loaded = (Shop, ShopInsight, [SaidOfShop; 2]);

async fn load(market: &Commons, visit: &Visit, handle: &str) -> Result<Loaded, Problem> {
    let (_, shop) = seller(market, visit, handle).await?;
    let (now, of) = (visit.now, shop.clone());
    let read = async move |tx: &mut Tx| {
        Ok::<_, DbError>((insights::of_shop(tx, now, &of).await?, find_said(tx, of.id).await?))
    };
    let (it, said) = market.db.read(read).await?;
    Ok((shop, it, said))
}

/// What a shop tells of itself: each is yes, no, or not said.
pub fn read_said(form: &mut Fields) -> Option<[SaidOfShop; 2]> {
    let mut read = |name: &str| {
        let said = SaidOfShop::parse(&form.maybe_line(name, 10));
        if said.is_none() && form.refusal(name).is_none() {
            form.refuse(name, Refusal::new("refused-not-a-choice"));
        }
        said
    };
    let (women_led, was_before) = (read("women_led"), read("was_before"));
    Some([women_led?, was_before?]).filter(|_| form.is_good())
}

/// `POST /desk/{handle}/insights/told`
pub async fn tell(
    State(market): State<Commons>,
    visit: Visit,
    Path(handle): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, _) = seller(&market, &visit, &handle).await?;
    let said = read_said(&mut form).ok_or_else(|| Problem::invalid(&form))?;
    let now = visit.now;
    market.db.write(async move |tx: &mut Tx| say(tx, &by, now, said).await).await?;
    Ok(redirect(&format!("/desk/{handle}/insights"), "done-insights-told"))
}

impl From<SayError> for Problem {
    fn from(error: SayError) -> Self {
        match error {
            SayError::Forbidden(error) => error.into(),
            SayError::Store(error) => error.into(),
        }
    }
}

fn figures(shell: &Shell, it: &ShopInsight) -> Vec<Figure> {
    let mut all = vec![sales(shell, it)];
    if !it.channels.is_empty() {
        all.push(channels(shell, it));
    }
    if it.bands.iter().any(|(_, pieces)| *pieces > 0) {
        all.push(bands(shell, it));
    }
    if !it.buyers.is_empty() {
        all.push(buyers(shell, it));
    }
    all
}

fn sales(shell: &Shell, it: &ShopInsight) -> Figure {
    let money = |minor: i64| shell.money(&Money::new(minor, it.currency));
    let values: Vec<i64> = it.weeks.iter().map(|week| week.sum.kept_minor()).collect();
    let at: Vec<String> = it.weeks.iter().map(|week| day_words(shell, week.day)).collect();
    let scale = Scale::fit(values.iter().copied(), money);
    let best = it.weeks.iter().max_by_key(|week| week.sum.kept_minor()).filter(|week| week.sum.orders > 0);
    let about = best.map_or_else(String::new, |week| {
        let (day, most) = (day_words(shell, week.day), money(week.sum.kept_minor()));
        shell.say("insights-sales-about", &[("day", &day), ("amount", &most)])
    });
    let series = [Series { name: String::new(), values: values.iter().copied().map(Some).collect() }];
    let row = |week: &insights::DaySum| {
        let Sum { orders, undone, .. } = week.sum;
        let counts = [orders, undone].map(|count| shell.number(count));
        let [orders, undone] = counts;
        vec![day_words(shell, week.day), money(week.sum.kept_minor()), orders, undone]
    };
    Figure {
        title: shell.t("insights-sales").to_owned(),
        svg: plot::columns(&about, &scale, &at, &series),
        about,
        keys: Vec::new(),
        head: ["insights-week", "insights-sold", "insights-orders", "insights-undone"]
            .map(|key| shell.t(key).to_owned())
            .to_vec(),
        rows: it.weeks.iter().rev().map(row).collect(),
    }
}

fn channels(shell: &Shell, it: &ShopInsight) -> Figure {
    let name = |channel: &selling::orders::Channel| shell.of("order-channel", channel.name());
    let parts: Vec<(String, i64)> =
        it.channels.iter().map(|(channel, sum)| (name(channel), sum.minor)).collect();
    let whole: i64 = parts.iter().map(|(_, minor)| minor).sum();
    let share = |minor: i64| minor.saturating_mul(100).checked_div(whole).unwrap_or_default();
    let about = parts.first().map_or_else(String::new, |(name, minor)| {
        shell.say("insights-channels-about", &[("channel", name), ("percent", &shell.number(share(*minor)))])
    });
    let row = |(channel, sum): &(selling::orders::Channel, Sum)| {
        let money = shell.money(&Money::new(sum.minor, it.currency));
        vec![name(channel), shell.number(sum.orders), money, format!("{} %", shell.number(share(sum.minor)))]
    };
    Figure {
        title: shell.t("insights-channels").to_owned(),
        svg: plot::band(&about, &parts),
        about,
        keys: Vec::new(),
        head: ["order-channel", "insights-orders", "insights-sold", "insights-share"]
            .map(|key| shell.t(key).to_owned())
            .to_vec(),
        rows: it.channels.iter().map(row).collect(),
    }
}

fn bands(shell: &Shell, it: &ShopInsight) -> Figure {
    let edges = band_edges(it.currency);
    let money = |at: usize| edges.get(at).map(|edge| shell.money(edge)).unwrap_or_default();
    let name = |band: i64| match usize::try_from(band).unwrap_or_default() {
        0 => shell.say("insights-band-below", &[("price", &money(0))]),
        4 => shell.say("insights-band-above", &[("price", &money(3))]),
        band => shell.say("insights-band", &[("low", &money(band - 1)), ("high", &money(band))]),
    };
    let at: Vec<String> = it.bands.iter().map(|(band, _)| name(*band)).collect();
    let values: Vec<i64> = it.bands.iter().map(|(_, pieces)| *pieces).collect();
    let scale = Scale::fit(values.iter().copied(), |count| shell.number(count));
    let most = it.bands.iter().max_by_key(|(_, pieces)| *pieces);
    let about = most.map_or_else(String::new, |(band, pieces)| {
        shell.say("insights-bands-about", &[("band", &name(*band)), ("pieces", &shell.number(*pieces))])
    });
    let series = [Series { name: String::new(), values: values.iter().copied().map(Some).collect() }];
    Figure {
        title: shell.t("insights-bands").to_owned(),
        // What costs how much is said in the table; the plot has the numbers of the bands below its columns.
        svg: plot::columns(&about, &scale, &at, &series),
        about,
        keys: Vec::new(),
        head: ["insights-price", "insights-pieces"].map(|key| shell.t(key).to_owned()).to_vec(),
        rows: it.bands.iter().map(|(band, pieces)| vec![name(*band), shell.number(*pieces)]).collect(),
    }
}

fn buyers(shell: &Shell, it: &ShopInsight) -> Figure {
    let place = |of: &insights::BuyersOf| {
        let country = choices::country(shell, &of.country);
        if of.region.is_empty() { country } else { format!("{} · {country}", of.region) }
    };
    Figure {
        title: shell.t("insights-buyers").to_owned(),
        about: String::new(),
        svg: String::new(),
        keys: Vec::new(),
        head: ["insights-place", "insights-orders"].map(|key| shell.t(key).to_owned()).to_vec(),
        rows: it.buyers.iter().map(|of| vec![place(of), shell.number(of.orders)]).collect(),
    }
}
