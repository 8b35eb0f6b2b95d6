use kernel::{Currency, Money};
use platform::web::{Fields, Refusal};
use selling::promotions::{local_moment, read_moment};

use crate::festivals::{
    Festival,
    gate::GateId,
    tickets::{KindPlan, MOST_TICKETS, Reentry},
};

const MOST_LINE: usize = 80;

/// What a form says of a kind of ticket. Of one that is there already, its price, day and zone stay.
pub fn read_plan(
    form: &mut Fields,
    festival: &Festival,
    currency: Currency,
    before: Option<&KindPlan>,
) -> Option<KindPlan> {
    let zone = festival.said.days.time_zone.clone();
    let (name, name_en) = (form.line("name", MOST_LINE), form.maybe_line("name_en", MOST_LINE));
    let (day, place, price) = match before {
        Some(before) => (before.day, before.zone, before.price),
        None => {
            let (day, place) = (form.maybe_whole("day", 0..=60), form.maybe_whole("zone", 0..=100));
            let price = form.maybe_money("price", currency).unwrap_or(Money::zero(currency));
            (day.unwrap_or(0), place.unwrap_or(0), price)
        }
    };
    let capacity = form.whole("capacity", 1..=MOST_TICKETS);
    let sale_from = read_moment(form, "sale_from", &zone);
    let sale_until = read_moment(form, "sale_until", &zone);
    let most_per_person = form.whole("most_per_person", 1..=100);
    let refund_days = form.maybe_whole("refund_days", 0..=365);
    let reentry = form.parsed("reentry", Reentry::parse);
    let gate = match form.maybe_line("gate", 40).as_str() {
        "" => None,
        _ => {
            let of_shop = |gate: &GateId| gate.shop() == festival.id.shop();
            form.parsed("gate", |text| text.parse::<GateId>().ok().filter(of_shop)).map(GateId::number)
        }
    };
    if price.is_negative() {
        form.refuse("price", Refusal::new("refused-number"));
    }
    let (Some(sale_from), Some(sale_until), Some(reentry)) = (sale_from, sale_until, reentry) else {
        return None;
    };
    form.is_good().then_some(KindPlan {
        name,
        name_en,
        day,
        zone: place,
        price,
        capacity,
        sale_from,
        sale_until,
        most_per_person,
        refund_days,
        reentry,
        gate,
    })
}

/// What is said of a kind, as its form shows it.
pub fn filled(festival: &Festival, said: &KindPlan) -> Fields {
    let zone = &festival.said.days.time_zone;
    let shop = festival.id.shop();
    let gate = said.gate.map(|gate| GateId::new(shop, gate).to_string());
    Fields::filled([
        ("name", said.name.clone()),
        ("name_en", said.name_en.clone()),
        ("day", said.day.to_string()),
        ("zone", said.zone.to_string()),
        ("price", said.price.decimal()),
        ("capacity", said.capacity.to_string()),
        ("sale_from", local_moment(said.sale_from, zone)),
        ("sale_until", local_moment(said.sale_until, zone)),
        ("most_per_person", said.most_per_person.to_string()),
        ("refund_days", said.refund_days.map(|days| days.to_string()).unwrap_or_default()),
        ("reentry", said.reentry.name().to_owned()),
        ("gate", gate.unwrap_or_default()),
    ])
}
