use askama::Template;
use axum::{extract::State, response::Response};
use people::{
    capability::Brought,
    market::Market,
    rules::Number,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    settings as stored,
    views::{self, Shell},
    web::{Fields, Problem},
};

use crate::operator::change_numbers;

#[derive(Template)]
#[template(path = "operator/views/settings.html")]
pub struct SettingsPage {
    pub shell: Shell,
    pub current: &'static str,
    /// Each capability's, by its name.
    pub numbers: Vec<(&'static str, Vec<Number>)>,
    pub form: Fields,
}

/// The numbers of the market in the groups of their capabilities.
fn grouped(market: &Market) -> Vec<(&'static str, Vec<Number>)> {
    let of = |brought: &Brought| {
        let numbers = brought.work.numbers.iter().copied().flatten().copied().collect::<Vec<Number>>();
        (brought.name, numbers)
    };
    market.capabilities.iter().map(of).filter(|(_, numbers)| !numbers.is_empty()).collect()
}

impl SettingsPage {
    /// What may be put in, with the default.
    fn range(&self, number: &Number) -> String {
        let figure = |value: u64| self.shell.number(value);
        let unit = self.shell.of("operator-unit", number.unit());
        self.shell.say(
            "operator-number-range",
            &[
                ("least", &figure(number.least)),
                ("most", &figure(number.most)),
                ("default", &figure(number.default)),
                ("unit", &unit),
            ],
        )
    }

    fn groups(&self) -> impl Iterator<Item = (&'static str, &[Number])> {
        self.numbers.iter().map(|(name, numbers)| (*name, numbers.as_slice()))
    }

    /// Whether a number of a group was refused, so that the group stands open.
    fn is_wrong(&self, numbers: &[Number]) -> bool {
        numbers.iter().any(|number| self.form.refusal(number.name).is_some())
    }

    /// What is wrong with the form as a whole.
    fn is_refused(&self) -> bool {
        !self.form.is_good()
    }
}

/// Every number that was filled in and is within its range; an empty field means the default.
pub fn read_numbers(form: &mut Fields, numbers: &[Number]) -> Vec<(String, u64)> {
    let mut wanted = Vec::new();
    for number in numbers {
        if !form.has(number.name) {
            continue;
        }
        let bound = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        let value = form.maybe_whole(number.name, bound(number.least)..=bound(number.most));
        let value = value.and_then(|value| u64::try_from(value).ok());
        wanted.push((number.name.to_owned(), value.unwrap_or(number.default)));
    }
    wanted
}

/// `GET /operator/settings`
pub async fn edit(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    let set = market.db.read(async |tx: &mut Tx| stored::list(tx).await).await?;
    let numbers: Vec<Number> = market.numbers().collect();
    let form = Fields::filled(numbers.iter().map(|number| (number.name, number.in_force(&set).to_string())));
    let (shell, numbers) = (visit.shell("operator"), grouped(&market));
    views::page(&SettingsPage { shell, current: "settings", numbers, form })
}

/// `POST /operator/settings`
pub async fn update(
    State(market): State<Market>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let numbers: Vec<Number> = market.numbers().collect();
    let wanted = read_numbers(&mut form, &numbers);
    if !form.is_good() {
        let shell = visit.shell("operator");
        return views::refused(&SettingsPage { shell, current: "settings", numbers: grouped(&market), form });
    }
    market.db.write(async move |tx: &mut Tx| change_numbers(tx, &by, now, &numbers, &wanted).await).await?;
    market.reload_rules().await?;
    Ok(redirect("/operator/settings", "done-settings-saved"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use selling::orders::numbers;

    #[test]
    fn an_empty_number_is_its_default_and_a_wild_one_is_refused() {
        let mut form = Fields::from_query("unpaid_minutes=&commission_basis_points=99999");
        let wanted = read_numbers(&mut form, &[numbers::UNPAID, numbers::COMMISSION]);
        assert!(wanted.contains(&("unpaid_minutes".to_owned(), 30)));
        assert_eq!(form.refusal("commission_basis_points").unwrap().code, "refused-out-of-range");
        assert!(form.refusal("unpaid_minutes").is_none());
    }
}
