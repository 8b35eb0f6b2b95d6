//! The same figures for a spreadsheet.

use kernel::{Day, Money};
use platform::web::csv_cell;

use crate::insights::{
    ShopInsight, ShopWords, Sum,
    market::{Measure, Report, Unit},
};

fn write(rows: impl IntoIterator<Item = Vec<String>>) -> Result<Vec<u8>, csv::Error> {
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        csv.write_record(row)?;
    }
    csv.into_inner().map_err(|error| error.into_error().into())
}

/// What a shop is told of itself: a row for each number, with what it is of.
pub fn of_shop(it: &ShopInsight) -> Result<Vec<u8>, csv::Error> {
    let money = |minor: i64| Money::new(minor, it.currency).decimal();
    let day = |day: i64| Day::from_number(day).to_string();
    let sum = |what: &str, key: String, sum: &Sum| {
        let Sum { orders, again, undone, minor, back_minor } = *sum;
        let counts = [orders, again, undone].map(|count| count.to_string());
        [what.to_owned(), csv_cell(&key)]
            .into_iter()
            .chain(counts)
            .chain([money(minor), money(back_minor)])
            .collect()
    };
    let head = ["what", "of", "orders", "again", "given_back", "sold", "back"].map(str::to_owned).to_vec();
    let weeks = it.weeks.iter().map(|week| sum("week", day(week.day), &week.sum));
    let channels = it.channels.iter().map(|(channel, of)| sum("channel", channel.name().to_owned(), of));
    let buyers = it.buyers.iter().map(|of| {
        vec!["buyers".to_owned(), csv_cell(&format!("{} {}", of.country, of.region)), of.orders.to_string()]
    });
    let crowds = it.crowds.iter().flat_map(|week| {
        [
            ("seen_at_least", week.seen),
            ("opened_at_least", week.opened),
            ("cart_or_chat_at_least", week.minded),
        ]
        .map(|(what, crowd)| vec![what.to_owned(), day(week.week), crowd.get().to_string()])
    });
    write([head].into_iter().chain(weeks).chain(channels).chain(buyers).chain(crowds))
}

/// What many look for.
pub fn of_words(it: &ShopWords) -> Result<Vec<u8>, csv::Error> {
    let head =
        ["words", "language", "people_at_least", "before_at_least", "found", "near"].map(str::to_owned);
    let row = |word: &crate::insights::Word, near: &str| {
        let numbers = [word.people.get(), word.before.get(), word.found].map(|number| number.to_string());
        let mut row = vec![csv_cell(&word.text), word.lang.clone()];
        row.extend(numbers);
        row.push(near.to_owned());
        row
    };
    let next = it.next.iter().map(|(word, near)| row(word, if *near { "yes" } else { "no" }));
    write([head.to_vec()].into_iter().chain(next))
}

/// The figures of a report; what is withheld is empty.
pub fn of_report(it: &Report) -> Result<Vec<u8>, csv::Error> {
    let head = ["measure", "part", "number", "a_year_before", "unit"].map(str::to_owned).to_vec();
    let row = |told: &crate::insights::market::Told| {
        let unit = Measure::parse(&told.measure).map_or(Unit::Count, Measure::unit);
        let write = |value: Option<i64>| match (value, unit) {
            (None, _) => String::new(),
            (Some(value), Unit::Money) => Money::new(value, it.currency).decimal(),
            (Some(value), Unit::Count | Unit::People) => value.to_string(),
        };
        let named = match unit {
            Unit::Money => it.currency.code(),
            Unit::Count => "",
            Unit::People => "people",
        };
        vec![
            told.measure.clone(),
            csv_cell(&told.key),
            write(told.value),
            write(told.before),
            named.to_owned(),
        ]
    };
    write([head].into_iter().chain(it.figures.iter().map(row)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insights::{Crowd, Word};

    #[test]
    fn what_is_typed_is_no_formula() {
        let word = Word {
            lang: "en".into(),
            text: "=1+1, tea".into(),
            people: Crowd::kept(25),
            before: Crowd::default(),
            found: 0,
        };
        let words = ShopWords { next: vec![(word, true)], rising: Vec::new(), craft: String::new() };
        let file = String::from_utf8(of_words(&words).unwrap()).unwrap();
        assert_eq!(
            file,
            "words,language,people_at_least,before_at_least,found,near\n\"'=1+1, tea\",en,20,0,0,yes\n"
        );
    }
}
