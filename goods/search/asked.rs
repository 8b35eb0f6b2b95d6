use kernel::{Currency, Limit, Money};
use people::shops::Heritage;
use platform::{i18n::Lang, web::Fields};

use crate::{
    catalog::{Craft, Kind},
    search::{Choice, Filter, PageStart, Query, Range, Sort, materials::material_name, point::Point},
};

/// Characters of a query that are looked at.
const LONGEST: usize = 200;
/// Characters of an amount.
const LONGEST_AMOUNT: usize = 20;

/// What the address of a browse or search page asks for. What cannot be understood is left out.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    pub words: String,
    pub filter: Filter,
    /// Ends of a range of prices as they were typed: what they come to depends on the currency.
    pub price_from: String,
    pub price_to: String,
    pub sort: Sort,
    /// Where the reader says they are.
    pub near: Option<Point>,
    pub place: PageStart,
    pub limit: Limit,
    /// Whether it shall say how each listing came to its place; only operators are told.
    pub explains: bool,
}

impl SearchRequest {
    pub fn read(query: &str) -> Self {
        let fields = Fields::from_query(query);
        let value = |name: &str| fields.value(name).trim();
        let known = |text: &str, is_known: bool| if is_known { text.to_owned() } else { String::new() };
        let several = |name: &str, is_known: fn(&str) -> bool| {
            Choice::of(fields.all(name).into_iter().map(str::trim).filter(|value| is_known(value)))
        };
        let words: String = value("q").chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        let currency = value("currency");
        let amount = |name: &str| known(value(name), value(name).len() <= LONGEST_AMOUNT);
        let (price_from, price_to) = (amount("price_from"), amount("price_to"));
        let has_range = !price_from.is_empty() || !price_to.is_empty();
        let place = match (value("after").parse(), value("before").parse()) {
            (Ok(cursor), _) => PageStart::After(cursor),
            (Err(_), Ok(cursor)) => PageStart::Before(cursor),
            (Err(_), Err(_)) => PageStart::Start,
        };
        let near: Option<Point> = value("near").parse().ok();
        let can_sort = |sort: Sort| match sort {
            Sort::Fitting => false,
            Sort::Near => near.is_some(),
            Sort::Newest | Sort::Cheapest | Sort::Dearest => true,
        };
        // Whoever has just said where they are wants to see what is near.
        let is_new_place = fields.has("near_before") && value("near") != value("near_before");
        let default = if words.is_empty() { Sort::Newest } else { Sort::Fitting };
        Self {
            filter: Filter {
                kind: several("kind", |kind| Kind::parse(kind).is_some()),
                craft: several("craft", |craft| Craft::parse(craft).is_some()),
                country: several("country", |country| country.chars().count() == 2),
                region: several("region", |region| region.chars().count() <= 80),
                city: several("city", |city| city.chars().count() <= 80),
                village: several("village", |village| village.chars().count() <= 80),
                heritage: several("heritage", |list| Heritage::parse(list).is_some()),
                material: several("material", |code| material_name(code, Lang::English).is_some()),
                currency: known(currency, Currency::parse(currency).is_ok()),
                // An own range says more than a band.
                band: value("price").parse().ok().filter(|band| (0..=4).contains(band) && !has_range),
                price: Range::default(),
                perk: several("perk", |perk| perk.len() <= 20),
            },
            price_from,
            price_to,
            sort: if near.is_some() && is_new_place {
                Sort::Near
            } else {
                Sort::parse(value("sort")).filter(|sort| can_sort(*sort)).unwrap_or(default)
            },
            near,
            explains: matches!(value("explain"), "1" | "true"),
            limit: Limit::parse(value("limit")),
            place,
            words,
        }
    }

    pub fn query(&self, home: Currency) -> Query {
        let mut filter = self.filter.clone();
        filter.price = self.range(home);
        Query {
            words: self.words.clone(),
            filter,
            sort: self.sort,
            place: self.place,
            limit: self.limit,
            near: self.near,
        }
        .in_one_currency(home)
    }

    /// What a price may be; an end that is no amount is open, and of two that are mixed up the lower is the first.
    pub fn range(&self, home: Currency) -> Range {
        let currency = Currency::parse(&self.filter.currency).unwrap_or(home);
        let minor = |text: &str| {
            let amount = Money::parse(text, currency).ok().filter(|amount| !amount.is_negative());
            amount.map(Money::minor)
        };
        match (minor(&self.price_from), minor(&self.price_to)) {
            (Some(from), Some(to)) if from > to => Range { from: Some(to), to: Some(from) },
            (from, to) => Range { from, to },
        }
    }

    /// What is asked for, as the fields of an address.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let band = self.filter.band.map(|band| band.to_string()).unwrap_or_default();
        let is_default = self.sort == Sort::Fitting || (self.words.is_empty() && self.sort == Sort::Newest);
        let sort = if is_default { "" } else { self.sort.name() };
        let mut pairs = vec![("q", self.words.clone())];
        let filter = &self.filter;
        let several = [
            ("kind", &filter.kind),
            ("craft", &filter.craft),
            ("country", &filter.country),
            ("region", &filter.region),
            ("city", &filter.city),
            ("village", &filter.village),
            ("heritage", &filter.heritage),
            ("material", &filter.material),
            ("perk", &filter.perk),
        ];
        for (name, choice) in several {
            pairs.extend(choice.values().map(|value| (name, value.to_owned())));
        }
        pairs.extend([
            ("currency", filter.currency.clone()),
            ("price", band),
            ("price_from", self.price_from.clone()),
            ("price_to", self.price_to.clone()),
            ("sort", sort.to_owned()),
            ("near", self.near.map(|near| near.to_string()).unwrap_or_default()),
            ("explain", if self.explains { "1".to_owned() } else { String::new() }),
        ]);
        pairs
    }

    fn address(&self, pairs: impl Iterator<Item = (&'static str, String)>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(pairs.filter(|(_, value)| !value.is_empty()));
        let query = query.finish();
        let path = if self.words.is_empty() { "/browse" } else { "/search" };
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The address of the first page.
    pub fn first(&self) -> String {
        self.address(self.pairs().into_iter())
    }

    /// The address of the feed that tells what is new of the same.
    pub fn feed(&self) -> String {
        let query = Self { words: String::new(), sort: Sort::Newest, ..self.clone() }.first();
        format!("/browse/feed.atom{}", query.trim_start_matches("/browse"))
    }

    /// The address of the first page with the newest first.
    pub fn newest(&self) -> String {
        Self { sort: Sort::Newest, place: PageStart::Start, ..self.clone() }.first()
    }

    /// The address of another page of the same.
    pub fn page(&self, place: &'static str, cursor: &str) -> String {
        self.address(self.pairs().into_iter().chain([(place, cursor.to_owned())]))
    }

    /// The address of the same with one value asked no more.
    pub fn without(&self, name: &str, value: &str) -> String {
        self.address(self.pairs().into_iter().filter(|(own, has)| *own != name || has != value))
    }

    /// The address of the same words with nothing chosen.
    pub fn unfiltered(&self) -> String {
        self.address(self.pairs().into_iter().filter(|(name, _)| matches!(*name, "q" | "sort" | "near")))
    }

    /// What is looked for, wherever in the list and in whatever order: the fields of an address, empty for everything.
    pub fn essence(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(
            self.pairs().into_iter().filter(|(name, value)| *name != "sort" && !value.is_empty()),
        );
        query.finish()
    }

    /// The same at any price.
    pub fn with_any_price(self) -> Self {
        Self { price_from: String::new(), price_to: String::new(), ..self }
    }

    /// Whether anything was chosen.
    pub fn is_filtered(&self) -> bool {
        !self.filter.is_any() || !self.price_from.is_empty() || !self.price_to.is_empty()
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
        assert_eq!((asked.words.as_str(), asked.filter.craft.only()), ("皮 &", Some("leather")));
        assert!(asked.filter.kind.is_any() && asked.is_filtered());
        assert_eq!((asked.filter.band, asked.place), (Some(2), PageStart::Start));
        assert_eq!(asked.without("price", "2"), "/search?q=%E7%9A%AE+%26&craft=leather&sort=cheapest");
        assert_eq!(asked.unfiltered(), "/search?q=%E7%9A%AE+%26&sort=cheapest");
        assert_eq!(asked.essence(), "q=%E7%9A%AE+%26&craft=leather&price=2");
        assert_eq!(SearchRequest::read("").first(), "/browse");
        assert_eq!(asked.feed(), "/browse/feed.atom?craft=leather&price=2");
        assert_eq!(asked.query(Currency::CNY).filter.currency, "CNY");
        let near = SearchRequest::read("near=38.62,106.05&near_before=&sort=newest");
        assert_eq!(near.first(), "/browse?sort=near&near=38.6%2C106.1");
        assert_eq!(SearchRequest::read("near=x&sort=near").first(), "/browse");
        let several = SearchRequest::read("craft=leather&craft=tea&craft=leather&country=CN");
        assert_eq!(several.first(), "/browse?craft=leather&craft=tea&country=CN");
        assert_eq!(several.without("craft", "leather"), "/browse?craft=tea&country=CN");
        assert_eq!(several.page("after", "x"), "/browse?craft=leather&craft=tea&country=CN&after=x");
    }

    #[test]
    fn a_range_of_prices_is_in_the_chosen_currency() {
        let range = |query: &str| {
            let range = SearchRequest::read(query).query(Currency::CNY).filter.price;
            (range.from, range.to)
        };
        assert_eq!(range("price_from=12.5&price_to=300"), (Some(1_250), Some(30_000)));
        assert_eq!(range("currency=JPY&price_from=1500"), (Some(1_500), None));
        assert_eq!(range("price_from=300&price_to=20"), (Some(2_000), Some(30_000)));
        assert_eq!(range("price_from=cheap&price_to=-3"), (None, None));
        let asked = SearchRequest::read("price=1&price_to=300");
        assert_eq!((asked.filter.band, asked.query(Currency::CNY).filter.currency.as_str()), (None, "CNY"));
    }
}
