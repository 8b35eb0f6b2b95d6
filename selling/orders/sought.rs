//! What a shop looks for among its orders.

use kernel::Timestamp;
use people::{accounts::Address, shops};
use platform::web::Fields;

use super::{OrderId, OrderStage};

/// Which end of the list comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Newest,
    Oldest,
}

/// What is asked of a list of orders.
#[derive(Clone, Debug, Default)]
pub struct Sought {
    /// None is every state.
    pub state: Option<OrderStage>,
    /// Letters of a buyer, of a thing, or the number of an order; empty when everything is meant.
    pub words: String,
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    pub sort: Sort,
}

const MOST_LETTERS: usize = 100;
const ANY: &str = "any";

impl Sought {
    /// What a query asks for, its days as the shop's calendar has them. Orders to be shipped unless it says otherwise; all
    /// states for a search that names none.
    pub fn read(form: &mut Fields, zone: &str) -> Self {
        let words = form.maybe_line("q", MOST_LETTERS);
        let (from, to) = (day(form, "from", zone), day(form, "to", zone));
        let is_search = !words.is_empty() || from.is_some() || to.is_some();
        let state = match form.value("state") {
            "" => (!is_search).then_some(OrderStage::Paid),
            ANY => None,
            _ => form.parsed("state", OrderStage::parse),
        };
        let sort = match form.value("sort") {
            "oldest" => Sort::Oldest,
            _ => Sort::Newest,
        };
        // The last day counts as a whole.
        let until = to.and_then(|day| day.day_after(1, zone));
        Self { state, words, from, until, sort }
    }

    /// The one state that is asked for when nothing else is: the list that has an index.
    pub fn plain(&self) -> Option<OrderStage> {
        let is_plain =
            self.words.is_empty() && self.from.is_none() && self.until.is_none() && self.sort == Sort::Newest;
        self.state.filter(|_| is_plain)
    }

    /// The order whose number was typed.
    pub fn number(&self) -> Option<OrderId> {
        self.words.parse().ok()
    }
}

fn day(form: &mut Fields, name: &str, zone: &str) -> Option<Timestamp> {
    if form.maybe_line(name, MOST_LETTERS).is_empty() {
        return None;
    }
    form.parsed(name, |day| shops::start_of_day(day, zone))
}

/// What an order is found by of its buyer: the name, and the phone with and without what stands between its digits.
pub fn buyer_words(to: &Address) -> String {
    let digits: String = to.phone.chars().filter(char::is_ascii_digit).collect();
    format!("{} {} {digits}", to.name, to.phone).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Sought {
        Sought::read(&mut Fields::filled(pairs.iter().copied()), "Asia/Shanghai")
    }

    #[test]
    fn a_search_looks_in_every_state_and_a_list_in_what_is_to_be_shipped() {
        assert_eq!(read(&[]).state, Some(OrderStage::Paid));
        assert_eq!(read(&[("q", "林")]).state, None);
        assert_eq!(read(&[("state", "any")]).state, None);
        assert_eq!(read(&[("q", "林"), ("state", "shipped")]).state, Some(OrderStage::Shipped));
    }

    #[test]
    fn the_last_day_counts_as_a_whole() {
        let sought = read(&[("from", "2026-11-30"), ("to", "2026-11-30")]);
        assert_eq!(sought.until.unwrap().since(sought.from.unwrap()), kernel::hours(24));
        let mut form = Fields::filled([("from", "yesterday")]);
        Sought::read(&mut form, "Asia/Shanghai");
        assert!(form.refusal("from").is_some());
    }
}
