//! What amounts of several currencies and days come to in one: for figures of the whole market.

use std::collections::{BTreeMap, HashMap};

use kernel::{Currency, Day, Money, MoneyError, Rates};
use platform::db::{DbError, Tx};

use super::store::load_of_day;

/// A sum in one currency, and what could not be counted into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    pub total: Money,
    /// By day and currency: there was no rate within a week.
    pub uncounted: Vec<(Day, Money)>,
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum SumError {
    #[error(transparent)]
    Money(#[from] MoneyError),
    #[error("the rates could not be read")]
    Store(#[from] DbError),
}

/// Sum amounts up in one currency, each by the rate of its day.
///
/// Exact until the end of each day: the amounts of one day and currency are added up in their own currency, and what that
/// comes to is rounded once, to the nearest coin, from the middle to the even one. Of a day without a rate the last within
/// a week before it is meant; where there is none, nothing is guessed and the amount is told apart. Cost: a statement for
/// each day with a foreign amount.
pub async fn sum_in(tx: &mut Tx, currency: Currency, amounts: &[(Day, Money)]) -> Result<Sum, SumError> {
    let mut rates: HashMap<Day, Rates> = HashMap::new();
    for (day, amount) in amounts {
        if amount.currency() != currency && !rates.contains_key(day) {
            rates.insert(*day, load_of_day(tx, *day).await?);
        }
    }
    Ok(add_up(currency, amounts, &rates)?)
}

fn add_up(
    currency: Currency,
    amounts: &[(Day, Money)],
    rates: &HashMap<Day, Rates>,
) -> Result<Sum, MoneyError> {
    let mut by_day: BTreeMap<(Day, Currency), Money> = BTreeMap::new();
    for (day, amount) in amounts {
        let sum = by_day.entry((*day, amount.currency())).or_insert(Money::zero(amount.currency()));
        *sum = sum.checked_add(*amount)?;
    }
    let mut sum = Sum { total: Money::zero(currency), uncounted: Vec::new() };
    for ((day, own), amount) in by_day {
        let counted = match rates.get(&day).and_then(|rates| rates.between(own, currency)) {
            _ if own == currency => Some(amount),
            Some(way) => Some(way.of(amount)?),
            None => None,
        };
        match counted {
            Some(counted) => sum.total = sum.total.checked_add(counted)?,
            None => sum.uncounted.push((day, amount)),
        }
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use kernel::{ExchangeRate, Quoted};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_day_is_summed_by_its_own_rate_and_rounded_once() {
        let day = |text: &str| Day::parse(text).unwrap();
        let (monday, tuesday, wednesday) = (day("2026-11-30"), day("2026-12-01"), day("2026-12-02"));
        let of = |rate: &str, day| {
            let rate = ExchangeRate::parse(rate).unwrap();
            (day, Rates::new(&[Quoted { base: Currency::USD, quote: Currency::CNY, rate, day }]))
        };
        let rates = HashMap::from([of("7.005", monday), of("7.2", tuesday)]);
        let dollars = |cents| Money::new(cents, Currency::USD);
        let yuan = |fen| Money::new(fen, Currency::CNY);
        let amounts = [
            (monday, dollars(1)),
            (monday, dollars(1)),
            (monday, yuan(100)),
            (tuesday, dollars(-100)),
            (wednesday, dollars(5)),
            (wednesday, yuan(7)),
        ];
        let sum = add_up(Currency::CNY, &amounts, &rates).unwrap();
        // 2 cents are 14.01 fen, which is 14; one by one they would be 7 and 7 as well, but 1,000 of them would not.
        assert_eq!(sum, Sum { total: yuan(14 + 100 - 720 + 7), uncounted: vec![(wednesday, dollars(5))] });
        let many = vec![(monday, dollars(1)); 1_000];
        assert_eq!(add_up(Currency::CNY, &many, &rates).unwrap().total, yuan(7_005));
        let too_much = [(monday, yuan(i64::MAX)), (monday, yuan(1))];
        assert_eq!(add_up(Currency::CNY, &too_much, &rates), Err(MoneyError::Overflow));
    }

    /// Dollars, rupees and yuan of four days, of which the last has no rate and no day one for rupees.
    fn any_amounts() -> impl Strategy<Value = Vec<(Day, Money)>> {
        let currency = prop_oneof![Just(Currency::USD), Just(Currency::CNY), Just(Currency::INR)];
        let one = (0..4_u32, -1_000_000..1_000_000_i64, currency).prop_map(|(day, minor, currency)| {
            (Day::parse(&format!("2026-12-0{}", day + 1)).unwrap(), Money::new(minor, currency))
        });
        proptest::collection::vec(one, 0..40)
    }

    fn rates() -> HashMap<Day, Rates> {
        let days = [("2026-12-01", "7.005"), ("2026-12-02", "7.2"), ("2026-12-03", "0.333")];
        let of = |(day, rate): (&str, &str)| {
            let (day, rate) = (Day::parse(day).unwrap(), ExchangeRate::parse(rate).unwrap());
            (day, Rates::new(&[Quoted { base: Currency::USD, quote: Currency::CNY, rate, day }]))
        };
        days.into_iter().map(of).collect()
    }

    proptest! {
        #[test]
        fn the_order_of_amounts_and_how_they_are_cut_changes_nothing(
            amounts in any_amounts(),
            turn in 0..40_usize,
            cut in -1_000_000..1_000_000_i64,
        ) {
            let whole = add_up(Currency::CNY, &amounts, &rates()).unwrap();
            let mut turned = amounts.clone();
            let turn = turn % turned.len().max(1);
            turned.rotate_left(turn);
            prop_assert_eq!(&add_up(Currency::CNY, &turned, &rates()).unwrap(), &whole);
            let mut pieces = Vec::new();
            for (day, amount) in &amounts {
                let part = Money::new(cut, amount.currency());
                pieces.push((*day, part));
                pieces.push((*day, amount.checked_sub(part).unwrap()));
            }
            prop_assert_eq!(&add_up(Currency::CNY, &pieces, &rates()).unwrap(), &whole);
        }

        #[test]
        fn every_amount_is_counted_or_told_apart_and_no_day_is_off_by_more_than_half(amounts in any_amounts()) {
            let (rates, sum) = (rates(), add_up(Currency::CNY, &amounts, &rates()).unwrap());
            let mut exact = 0_i128;
            let mut days = std::collections::BTreeSet::new();
            for (day, amount) in &amounts {
                let thousandths = match amount.currency() {
                    Currency::CNY => 1_000,
                    Currency::USD => match day.to_string().as_str() {
                        "2026-12-01" => 7_005,
                        "2026-12-02" => 7_200,
                        "2026-12-03" => 333,
                        _ => 0,
                    },
                    _ => 0,
                };
                if thousandths == 0 {
                    prop_assert!(sum.uncounted.iter().any(|(of, left)| of == day && left.currency() == amount.currency()));
                }
                exact += i128::from(amount.minor()) * thousandths;
                days.insert((day.to_string(), amount.currency().code()));
            }
            let off = (i128::from(sum.total.minor()) * 1_000 - exact).abs();
            prop_assert!(off * 2 <= 1_000 * days.len() as i128, "{off}");
            for (day, left) in &sum.uncounted {
                let own = amounts.iter().filter(|(of, amount)| of == day && amount.currency() == left.currency());
                prop_assert_eq!(own.map(|(_, amount)| amount.minor()).sum::<i64>(), left.minor());
                prop_assert!(rates.get(day).and_then(|known| known.between(left.currency(), Currency::CNY)).is_none());
            }
        }
    }
}
