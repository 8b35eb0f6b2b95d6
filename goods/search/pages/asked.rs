use kernel::{Currency, Limit};
use platform::web::Fields;

use crate::{
    catalog::{Craft, Kind},
    search::{Filter, PageStart, Query, Sort},
};

/// Characters of a query that are looked at.
const LONGEST: usize = 200;

/// What the address of a browse or search page asks for. What cannot be understood is left out.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    pub words: String,
    pub filter: Filter,
    pub sort: Sort,
    pub place: PageStart,
    pub limit: Limit,
}

impl SearchRequest {
    pub fn read(query: &str) -> Self {
        let fields = Fields::from_query(query);
        let value = |name: &str| fields.value(name).trim();
        let known = |text: &str, is_known: bool| if is_known { text.to_owned() } else { String::new() };
        let words: String = value("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        let (kind, craft, currency) = (value("kind"), value("craft"), value("currency"));
        let place = match (value("after").parse(), value("before").parse()) {
            (Ok(cursor), _) => PageStart::After(cursor),
            (Err(_), Ok(cursor)) => PageStart::Before(cursor),
            (Err(_), Err(_)) => PageStart::Start,
        };
        let default = if words.is_empty() { Sort::Newest } else { Sort::Fitting };
        Self {
            filter: Filter {
                kind: known(kind, Kind::parse(kind).is_some()),
                craft: known(craft, Craft::parse(craft).is_some()),
                country: value("country").chars().take(2).collect(),
                region: value("region").chars().take(80).collect(),
                currency: known(currency, Currency::parse(currency).is_ok()),
                band: value("price").parse().ok().filter(|band| (0..=4).contains(band)),
            },
            sort: Sort::parse(value("sort")).filter(|sort| *sort != Sort::Fitting).unwrap_or(default),
            limit: Limit::parse(value("limit")),
            place,
            words,
        }
    }

    pub fn query(&self, home: Currency) -> Query {
        Query {
            words: self.words.clone(),
            filter: self.filter.clone(),
            sort: self.sort,
            place: self.place,
            limit: self.limit,
        }
        .in_one_currency(home)
    }

    /// The address of this page with some things asked otherwise; an empty value is asked no more.
    pub fn href(&self, change: &[(&str, &str)]) -> String {
        let band = self.filter.band.map(|band| band.to_string()).unwrap_or_default();
        let is_default = self.sort == Sort::Fitting || (self.words.is_empty() && self.sort == Sort::Newest);
        let sort = if is_default { "" } else { self.sort.name() };
        let own = [
            ("q", self.words.as_str()),
            ("kind", &self.filter.kind),
            ("craft", &self.filter.craft),
            ("country", &self.filter.country),
            ("region", &self.filter.region),
            ("currency", &self.filter.currency),
            ("price", &band),
            ("sort", sort),
            ("after", ""),
            ("before", ""),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in own {
            let value =
                change.iter().find(|(changed, _)| *changed == name).map_or(value, |(_, value)| *value);
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        let path = if self.words.is_empty() { "/browse" } else { "/search" };
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_again() {
        let asked = SearchRequest::read(
            "q=%E7%9A%AE+%26&craft=leather&craft=x&price=2&sort=cheapest&kind=nonsense&after=zz",
        );
        assert_eq!((asked.words.as_str(), asked.filter.craft.as_str()), ("皮 &", "leather"));
        assert_eq!(
            (asked.filter.kind.as_str(), asked.filter.band, asked.place),
            ("", Some(2), PageStart::Start)
        );
        assert_eq!(asked.href(&[("price", "")]), "/search?q=%E7%9A%AE+%26&craft=leather&sort=cheapest");
        assert_eq!(SearchRequest::read("").href(&[]), "/browse");
        assert_eq!(asked.query(Currency::CNY).filter.currency, "CNY");
    }
}
