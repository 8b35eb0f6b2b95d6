//! Whatever somebody types: every field of every form, found on the pages themselves, with every kind of bad value.
//! Nothing breaks, nothing is lost, and what is refused is said beside its field in the reader's language.

use std::collections::BTreeSet;

use crate::{
    access,
    harness::{Form, Market, Page, Person, Town},
    story,
};

fn wrongs() -> Vec<(&'static str, String)> {
    vec![
        ("letters", "abc".into()),
        ("a negative number", "-1".into()),
        ("a huge number", "9223372036854775808".into()),
        ("a fraction", "1.5".into()),
        ("nothing", String::new()),
        ("blanks", " \u{3000} ".into()),
        ("a NUL", "a\u{0}b".into()),
        ("a bell", "a\u{7}b".into()),
        ("a long text", "长".repeat(100_000)),
        ("emoji", "🐉👩‍👩‍👧🏺".into()),
        ("right to left", "\u{202E}شاي أخضر".into()),
        ("markup", "\"><script>alert(1)</script>'; DROP TABLE account; --".into()),
    ]
}

/// What an engine may take otherwise than the other; the rest is read and refused before a row is asked for.
pub const FOR_ENGINES: [&str; 5] = ["a huge number", "a NUL", "a long text", "emoji", "right to left"];

/// What a careful person would type into a field that a page shows empty.
fn good(name: &str, count: usize) -> Option<String> {
    let last = name.rsplit('.').next().unwrap_or(name);
    Some(match last {
        "login" => format!("n{count}@fair.example"),
        "password" => format!("seven goats {count}"),
        "name" | "title" | "reason" => "Good".into(),
        "handle" => format!("good-{count}"),
        "phone" => "+8613800138000".into(),
        "region" => "浙江省".into(),
        "city" => "杭州市".into(),
        "line1" => "仓前街道 12 号".into(),
        "postal_code" => "311121".into(),
        "price" | "first" | "next" => "12.50".into(),
        "first_grams" | "next_grams" | "grams" | "days_low" | "days_high" | "available" => "5".into(),
        "until" => "2027-09-01".into(),
        _ => return None,
    })
}

/// Forms that end something or go elsewhere: they have no field that somebody types into.
const ENDS: [&str; 4] = ["/signout", "/closure", "/removal", "/demo/role"];

struct Typist<'a> {
    market: &'a Market,
    who: &'static str,
    person: &'a Person,
    count: usize,
    wrong: Vec<String>,
}

impl Typist<'_> {
    async fn send(&self, form: &Form, fields: &[(String, String)]) -> Page {
        self.person.keep("lang", "zh-CN");
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = Some("application/x-www-form-urlencoded");
        for _ in 0..3 {
            let page = match form.method.as_str() {
                "get" => {
                    let path = form.action.split('?').next().unwrap_or("/");
                    self.person.ask("GET", &format!("{path}?{body}"), None, &[], Vec::new()).await
                }
                _ => self.person.ask("POST", &form.action, kind, &[], body.clone().into_bytes()).await,
            };
            if page.status != 429 {
                return page;
            }
            self.market.clock.advance(kernel::days(1));
        }
        panic!("{} is always asked too often", form.action);
    }

    /// Try every field of a form with everything wrong.
    async fn try_form(&mut self, form: &Form) {
        let names: BTreeSet<&str> = form.fields.iter().map(|field| field.name.as_str()).collect();
        let mut sent: Vec<(String, String)> = form.pairs();
        for (name, value) in &mut sent {
            if let Some(good) = good(name, self.count).filter(|_| value.is_empty()) {
                *value = good;
            }
        }
        for name in names {
            for (kind, value) in wrongs() {
                if self.market.is_on_postgres() && !FOR_ENGINES.contains(&kind) {
                    continue;
                }
                self.count += 1;
                // A query as long as that is cut off by the server before anybody reads it.
                if form.method == "get" && kind == "a long text" {
                    continue;
                }
                let mut fields = sent.clone();
                for (have, given) in &mut fields {
                    if matches!(have.rsplit('.').next(), Some("login" | "handle")) && have != name {
                        *given = good(have, self.count).unwrap_or_default();
                    }
                }
                match fields.iter_mut().find(|(have, _)| have == name) {
                    Some((_, given)) => given.clone_from(&value),
                    None => fields.push((name.to_owned(), value.clone())),
                }
                let page = self.send(form, &fields).await;
                let fault = self.look(form, &page, name, &value);
                let (who, action) = (self.who, &form.action);
                self.wrong.extend(fault.map(|fault| format!("{who} {action}: {name} with {kind} {fault}")));
            }
            // A field that is not there at all, and one that is there twice, which no engine sees.
            if self.market.is_on_postgres() {
                continue;
            }
            let without: Vec<_> = sent.iter().filter(|(have, _)| have != name).cloned().collect();
            let twice: Vec<_> =
                sent.iter().chain(sent.iter().filter(|(have, _)| have == name)).cloned().collect();
            for fields in [without, twice] {
                let page = self.send(form, &fields).await;
                if page.status.is_server_error()
                    || (page.status.is_client_error() && page.html().all("h1").count() != 1)
                {
                    self.wrong.push(format!(
                        "{} {}: {name} left out or twice: {}",
                        self.who,
                        form.action,
                        page.text()
                    ));
                }
            }
        }
    }

    /// What is wrong with the answer, if anything is.
    fn look(&self, form: &Form, page: &Page, name: &str, value: &str) -> Option<String> {
        if page.status.is_server_error() {
            return Some(format!("breaks: {}", page.text()));
        }
        if page.status.is_redirection() || !page.content_type.starts_with("text/html") {
            let is_fine = page.status.is_redirection() || page.status.is_success();
            return (!is_fine).then(|| format!("answers {} with {:?}", page.status, page.content_type));
        }
        let html = page.html();
        if html.all("h1").count() != 1 {
            return Some(format!("answers {} without a page", page.status));
        }
        if html.all("html").next().and_then(|(_, html)| html.attribute("lang")) != Some("zh-CN") {
            return Some("answers in another language".into());
        }
        if let Some(text) = html.unisolated().first() {
            return Some(format!("mixes directions: {text}"));
        }
        if html.all("script").any(|(at, _)| html.words(at).contains("alert(1)")) {
            return Some("lets a script in".into());
        }
        if page.status != 422 {
            return None;
        }
        let typed = form.fields.iter().find(|field| field.name == name).map(|field| field.kind.as_str());
        let is_chosen = matches!(typed, Some("hidden" | "checkbox" | "radio" | "button" | "select"));
        // What was sent off, called off, answered or given an address by an earlier try has no such form any more.
        let is_over = ["/shipment", "/cancellation", "/refusal"].iter().any(|end| form.action.ends_with(end))
            || ["/gifts/", "/certificates/", "/teach/questions/"]
                .iter()
                .any(|head| form.action.starts_with(head));
        let is_chosen = is_chosen || is_over;
        let again =
            html.forms().into_iter().find(|again| again.action == form.action && again.method == form.method);
        let Some(again) = again else {
            // What nobody types is only ever wrong when somebody makes it so.
            return (!is_chosen).then(|| "is refused without its form".into());
        };
        let Some(field) = again.fields.iter().find(|field| field.name == name) else {
            return (!is_chosen).then(|| "is refused and the field is gone".into());
        };
        if !is_chosen && !matches!(typed, Some("password" | "file" | "date")) {
            let plain = |text: &str| text.replace(['\0', '\u{FFFD}', '\r', '\n'], "").trim().to_owned();
            if plain(&field.value) != plain(value) {
                return Some(format!(
                    "is refused and forgotten: {:?}",
                    field.value.chars().take(40).collect::<String>()
                ));
            }
        }
        let said = html.elements.iter().any(|element| {
            let class = element.attribute("class").unwrap_or_default();
            element.attribute("aria-invalid").is_some()
                || class.contains("field-error")
                || class.contains("empty-title")
                || class.contains("notice--bad")
        });
        (!said).then(|| "is refused without a word".into())
    }
}

/// In which of so many parts a form is tried: by its address without what stands for a thing of its own, and by its
/// fields, so that each form is in one part whatever was made in the others.
fn part_of(form: &Form, parts: usize) -> usize {
    let path = form.action.split('?').next().unwrap_or_default();
    let words = path.split('/').filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
    let names = form.fields.iter().map(|field| field.name.as_str());
    let letters = words.chain(names).flat_map(str::bytes);
    letters.fold(0, |sum, letter| (sum * 31 + usize::from(letter)) % 1_000_003) % parts
}

async fn tell_forms(market: &Market, wanted: &str) {
    tell_part(market, wanted, 0, 1).await;
}

async fn tell_part(market: &Market, wanted: &str, part: usize, parts: usize) {
    let town = Town::build(market).await;
    let mut wrong = Vec::new();
    let (mut seen, mut tried) = (BTreeSet::new(), 0);
    for (who, person) in town.everybody() {
        if who != wanted {
            continue;
        }
        let mut typist = Typist { market, who, person, count: who.len() * 100_000, wrong: Vec::new() };
        let pages: Vec<_> = access::rows().into_iter().filter(|(method, ..)| method == "GET").collect();
        for (_, path, _) in pages.iter().filter(|(_, path, _)| !path.starts_with("/api")) {
            let page = person.get(&town.fill(path)).await;
            assert!(!page.status.is_server_error(), "{who} {path}: {}", page.text());
            if !page.status.is_success() || !page.content_type.starts_with("text/html") {
                continue;
            }
            for mut form in page.html().forms() {
                if form.action.is_empty() {
                    form.action.clone_from(&page.path);
                }
                let names: Vec<&str> = form.fields.iter().map(|field| field.name.as_str()).collect();
                let place = format!("{} {} {names:?}", form.method, form.action);
                let is_end = ENDS.iter().any(|end| form.action.ends_with(end));
                if form.is_multipart || is_end || names.is_empty() || !seen.insert(place) {
                    continue;
                }
                if part_of(&form, parts) != part {
                    continue;
                }
                typist.try_form(&form).await;
                tried += 1;
                if !market.is_on_postgres() {
                    market.check().await;
                }
            }
        }
        wrong.extend(typist.wrong);
    }
    market.check().await;
    assert!(tried > 5, "only {tried} forms");
    assert!(wrong.is_empty(), "{} in {tried} forms:\n{}", wrong.len(), wrong.join("\n"));
}

story!(a_guest_may_type_anything, |market| {
    tell_forms(market, "guest").await;
});

story!(a_buyer_may_type_anything, |market| {
    tell_forms(market, "buyer").await;
});

// Those with the most forms in parts, so that no part is long after everything else has ended.
story!(a_seller_may_type_anything, |market| {
    tell_part(market, "owner", 0, 3).await;
});

story!(a_seller_may_type_anything_elsewhere, |market| {
    tell_part(market, "owner", 1, 3).await;
});

story!(a_seller_may_type_anything_in_the_rest, |market| {
    tell_part(market, "owner", 2, 3).await;
});

story!(an_operator_may_type_anything, |market| {
    tell_part(market, "operator", 0, 2).await;
});

story!(an_operator_may_type_anything_elsewhere, |market| {
    tell_part(market, "operator", 1, 2).await;
});

story!(an_address_that_cannot_be_read_is_a_page_that_is_not_there, |market| {
    let town = Town::build(market).await;
    let mut wrong = Vec::new();
    for (who, person) in [("owner", &town.owner), ("operator", &town.operator)] {
        person.keep("lang", "zh-CN");
        for (method, path, _) in access::rows() {
            if method == "PUT" || path.starts_with("/api") || !path.contains('{') {
                continue;
            }
            let (start, end) = (path.rfind('{').unwrap(), path.rfind('}').unwrap());
            let long = "9".repeat(3_000);
            // What an engine may take otherwise than the other comes first.
            let ids =
                ["%00", "%F0%9F%90%89", &long, "x", "-1", "%FF", "0000000000001x", "..%2F..%2Fetc%2Fpasswd"];
            for id in &ids[..if market.is_on_postgres() { 3 } else { ids.len() }] {
                let filled = format!("{}{id}{}", &path[..start], &path[end + 1..]);
                let filled = town.fill(&filled);
                let kind = (method == "POST").then_some("application/x-www-form-urlencoded");
                let page = person.ask(&method, &filled, kind, &[], Vec::new()).await;
                let is_page = page.html().all("h1").count() == 1;
                if page.status != 404 && page.status != 303 && page.status != 308
                    || page.status == 404 && !is_page
                {
                    wrong.push(format!("{who} {method} {filled:.80} {} {:.80}", page.status, page.body));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} are not:\n{}", wrong.len(), wrong.join("\n"));
});

story!(queries_and_cookies_may_hold_anything, |market| {
    let town = Town::build(market).await;
    for person in [&town.guest, &town.owner] {
        person.keep("lang", "zh-CN");
        for path in
            ["/browse", "/search", "/shops", "/search/suggest", "/desk/ana/listings", "/signin", "/orders"]
        {
            for query in [
                "q=%00",
                "q=%FF&craft=%FF",
                "q=%07&page=-1",
                "before=x&after=x&state=x",
                "price=9223372036854775808",
                "q=\u{202E}x".replace('\u{202E}', "%E2%80%AE").as_str(),
                "&&&===%",
                "low=-1&high=1e9&currency=XXX",
                "q=%27%3B%20DROP%20TABLE%20account",
                &format!("q={}", "a+".repeat(2_000)),
                "done=done-%00",
            ] {
                let page = person.get(&format!("{path}?{query}")).await;
                assert!(
                    page.status == 200 || page.status == 422 || page.status == 404,
                    "{path}?{query:.60} {}",
                    page.status
                );
            }
        }
    }
    let stranger = market.visitor();
    for (name, value) in [("session", "\u{7f}x"), ("session", "%00"), ("lang", "xx"), ("lang", "%00")] {
        stranger.keep(name, &value.replace('\u{7f}', ""));
        stranger.get("/").await.is(200);
    }
});

story!(emoji_and_right_to_left_are_kept_and_kept_apart, |market| {
    let town = Town::build(market).await;
    let words = "شاي أخضر 🐉";
    let listing = format!("/api/v1/listings/{}", town.bowl.listing);
    let body = serde_json::json!({"title": words, "materials": words, "technique": words, "tags": [words],
        "body": format!("<p>{words}</p>")});
    town.owner.send("PUT", &listing, &body).await.is(204);
    let profile =
        serde_json::json!({"name": words, "tagline": words, "story": words, "city": words, "seal": "ش"});
    town.owner.send("PATCH", "/api/v1/shops/ana", &profile).await.is(200);
    town.buyer.send("PATCH", "/api/v1/account", &serde_json::json!({"name": words})).await.is(200);
    let order = town.fill("/orders/{order}");
    market.find_anew().await;
    town.guest.get("/shops/ana").await.is(200).shows(words);
    let mut wrong = Vec::new();
    for (who, person) in town.everybody() {
        for (_, path, _) in
            access::rows().iter().filter(|(method, path, _)| method == "GET" && !path.starts_with("/api"))
        {
            let page = person.get(&town.fill(path)).await;
            if page.content_type.starts_with("text/html") {
                let mixed = page.html().unisolated();
                wrong.extend(mixed.into_iter().map(|text| format!("{who} {path}: {text}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    town.buyer.get(&order).await.is(200);
});
