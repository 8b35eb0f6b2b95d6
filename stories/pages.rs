//! Every page as everybody sees it, full and empty, in both complete languages: well formed, with one heading of the
//! first level, every control named, no text missing.

use std::collections::BTreeSet;

use fluent_syntax::{ast::Entry, parser};

use crate::{
    access,
    harness::{Market, Person, Town},
    story,
};

/// Whole texts of one language that hold no figures.
fn texts(language: &str) -> BTreeSet<String> {
    let folder = format!("{}/../translations/{language}", env!("CARGO_MANIFEST_DIR"));
    let mut texts = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let resource = parser::parse(source.as_str()).unwrap();
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let Some(pattern) = message.value else { continue };
            if let [fluent_syntax::ast::PatternElement::TextElement { value }] = pattern.elements.as_slice() {
                texts.insert((*value).trim().to_owned());
            }
        }
    }
    texts
}

struct Reader {
    /// Texts of the other language that are none of this one.
    foreign: BTreeSet<String>,
    language: &'static str,
    wrong: BTreeSet<String>,
    read: usize,
}

impl Reader {
    fn of(language: &'static str) -> Self {
        let (own, other) = if language == "en" { ("en", "zh-CN") } else { ("zh-CN", "en") };
        let foreign =
            texts(other).difference(&texts(own)).filter(|text| text.chars().count() > 2).cloned().collect();
        Self { foreign, language, wrong: BTreeSet::new(), read: 0 }
    }

    /// What a page asks for to put into itself is no page of its own.
    const PARTS: [&'static str; 2] = ["/live/{room}/pin", "/desk/{handle}/live/{replay}/figures/now"];

    async fn read(&mut self, who: &str, person: &Person, route: &str, path: &str) {
        person.keep("lang", self.language);
        let page = person.get(path).await;
        if page.status.is_server_error() {
            self.wrong.insert(format!("{who} {route} breaks: {}", page.text()));
        }
        if !page.content_type.starts_with("text/html") || page.body.is_empty() || Self::PARTS.contains(&route)
        {
            return;
        }
        self.read += 1;
        let html = page.html();
        let mut faults = html.page_faults();
        let lang = html.all("html").next().and_then(|(_, html)| html.attribute("lang").map(str::to_owned));
        if lang.as_deref() != Some(self.language) {
            faults.push(format!("is in {lang:?}"));
        }
        for (at, element) in html.elements.iter().enumerate() {
            let is_data = html.around(at).any(|(_, up)| {
                up.attribute("lang").is_some() && up.name != "html"
                    || matches!(up.name.as_str(), "textarea" | "option" | "code")
            });
            if !is_data && self.foreign.contains(element.own_text.trim()) {
                faults.push(format!("says {:?}", element.own_text.trim()));
            }
        }
        self.wrong.extend(faults.into_iter().map(|fault| format!("{who} {route}: {fault}")));
    }
}

fn routes() -> Vec<String> {
    let rows =
        access::rows().into_iter().filter(|(method, path, _)| method == "GET" && !path.starts_with("/api/"));
    rows.map(|(_, path, _)| path).collect()
}

/// All of them on SQLite; on PostgreSQL, which no page is drawn by, all in Chinese and every third in English.
async fn read_all(
    (market, language): (&Market, &'static str),
    everybody: &[(&str, &Person)],
    fill: impl Fn(&str) -> String,
) {
    let mut reader = Reader::of(language);
    let step = if market.is_on_postgres() && language == "en" { 3 } else { 1 };
    for (who, person) in everybody {
        for route in routes().into_iter().step_by(step) {
            reader.read(who, person, &route, &fill(&route)).await;
        }
        reader.read(who, person, "a page that is not there", "/nothing").await;
    }
    assert!(reader.read > 100, "only {} pages", reader.read);
    let wrong: Vec<_> = reader.wrong.into_iter().collect();
    assert!(
        wrong.is_empty(),
        "{} in {} pages in {language}:\n{}",
        wrong.len(),
        reader.read,
        wrong.join("\n")
    );
}

story!(every_page_of_a_full_market_is_well_made_in_chinese, |market| {
    let town = Town::build(market).await;
    read_all((market, "zh-CN"), &town.everybody(), |route| town.fill(route)).await;
});

story!(every_page_of_a_full_market_is_well_made_in_english, |market| {
    let town = Town::build(market).await;
    read_all((market, "en"), &town.everybody(), |route| town.fill(route)).await;
});

story!(every_page_of_an_empty_market_is_well_made_in_chinese, |market| {
    read_empty("zh-CN", market).await;
});

story!(every_page_of_an_empty_market_is_well_made_in_english, |market| {
    read_empty("en", market).await;
});

async fn read_empty(language: &'static str, market: &Market) {
    let (operator, owner, buyer) = empty(market).await;
    let everybody =
        [("guest", &market.visitor()), ("buyer", &buyer), ("owner", &owner), ("operator", &operator)];
    read_all((market, language), &everybody, |route| {
        let route = route.replace("{handle}", "ana").replace("{shop}", "ana").replace("{currency}", "CNY");
        route.replace(['{', '}'], "")
    })
    .await;
}

/// A market on its first day: nobody sold anything yet.
async fn empty(market: &Market) -> (Person, Person, Person) {
    let (operator, id) = market.person("Op").await;
    market.make_operator(id).await;
    let (owner, _) = market.maker("Ana").await;
    let (buyer, _) = market.person("Lin").await;
    (operator, owner, buyer)
}
