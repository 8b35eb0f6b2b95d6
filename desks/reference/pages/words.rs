//! What the market says about itself: what it is, how buying goes, what selling costs.

use askama::Template;
use axum::{extract::State, response::Response};
use people::{market::Market, rules::Rules, visit::Visit};
use platform::{
    views::{self, Shell},
    web::Problem,
};
use selling::orders::numbers;

/// The numbers that the texts about the market mention, as they are in force now.
struct Numbers {
    commission: String,
    unpaid: u64,
    ship_within: u64,
    objection_home: u64,
    objection_abroad: u64,
    extension: u64,
}

impl Numbers {
    fn of(rules: &Rules) -> Self {
        let days = |duration: std::time::Duration| duration.as_secs() / 86_400;
        Self {
            commission: percent(rules.share(numbers::COMMISSION).get()),
            unpaid: rules.time(numbers::UNPAID).as_secs() / 60,
            ship_within: days(rules.time(numbers::SHIP_WITHIN)),
            objection_home: days(rules.time(numbers::OBJECTION_HOME)),
            objection_abroad: days(rules.time(numbers::OBJECTION_ABROAD)),
            extension: days(rules.time(numbers::EXTENSION)),
        }
    }
}

/// Hundredths of a percent as a percentage: 500 is "5", 250 is "2.5".
fn percent(basis_points: u32) -> String {
    let (whole, rest) = (basis_points / 100, basis_points % 100);
    let text = format!("{whole}.{rest:02}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[derive(Template)]
#[template(path = "reference/views/about.html")]
struct AboutPage {
    shell: Shell,
}

#[derive(Template)]
#[template(path = "reference/views/help.html")]
struct HelpPage {
    shell: Shell,
    numbers: Numbers,
}

#[derive(Template)]
#[template(path = "reference/views/sell.html")]
struct SellPage {
    shell: Shell,
    numbers: Numbers,
}

pub async fn about(visit: Visit) -> Result<Response, Problem> {
    views::page(&AboutPage { shell: visit.shell("") })
}

pub async fn help(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    views::page(&HelpPage { shell: visit.shell(""), numbers: Numbers::of(&market.rules()) })
}

pub async fn sell(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    views::page(&SellPage { shell: visit.shell(""), numbers: Numbers::of(&market.rules()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_has_no_more_digits_than_it_needs() {
        for (basis_points, expected) in [(500, "5"), (250, "2.5"), (5, "0.05"), (0, "0"), (1000, "10")] {
            assert_eq!(percent(basis_points), expected);
        }
    }
}
