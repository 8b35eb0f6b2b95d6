//! A page as a browser reads it: its elements, its forms, and what is wrong with it.
//!
//! A crate of its own, since it is the one part of the stories that is worth optimising.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};

const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// One element; `parent` is its place in the list of all.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub parent: Option<usize>,
    /// Its own words, without those of elements in it.
    pub own_text: String,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

#[derive(Debug, Default)]
pub struct Html {
    pub elements: Vec<Element>,
    /// What a strict reader would complain of.
    pub faults: Vec<String>,
}

/// A form and what it would send if nobody touched it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    pub action: String,
    pub method: String,
    pub is_multipart: bool,
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug, Default)]
pub struct Field {
    pub name: String,
    /// The type of an input, or `select`, `textarea`, `button`.
    pub kind: String,
    pub value: String,
    /// Whether it is sent when nobody touches it.
    pub is_sent: bool,
}

impl Form {
    /// The fields as they would be sent.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let sent = self.fields.iter().filter(|field| field.is_sent);
        sent.map(|field| (field.name.clone(), field.value.clone())).collect()
    }
}

#[derive(Default)]
struct Reader {
    html: RefCell<Html>,
    open: RefCell<Vec<usize>>,
}

impl Reader {
    fn start(&self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        let attributes =
            tag.attrs.iter().map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
        let parent = self.open.borrow().last().copied();
        let mut html = self.html.borrow_mut();
        let element = Element { attributes: attributes.collect(), parent, name, own_text: String::new() };
        let (name, at) = (element.name.clone(), html.elements.len());
        if tag.had_duplicate_attributes {
            html.faults.push(format!("<{name}> has an attribute twice"));
        }
        html.elements.push(element);
        if !VOID.contains(&name.as_str()) && !tag.self_closing {
            self.open.borrow_mut().push(at);
        }
        match name.as_str() {
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&self, name: &str) {
        let (mut open, mut html) = (self.open.borrow_mut(), self.html.borrow_mut());
        let is_open = open.last().is_some_and(|at| html.elements[*at].name == name);
        if is_open {
            open.pop();
        } else {
            let inner = open.last().map(|at| html.elements[*at].name.clone()).unwrap_or_default();
            html.faults.push(format!("</{name}> closes inside <{inner}>"));
        }
    }

    fn text(&self, text: &str) {
        if let Some(at) = self.open.borrow().last() {
            self.html.borrow_mut().elements[*at].own_text.push_str(text);
        }
    }
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.start(&tag),
            Token::TagToken(tag) => self.end(&tag.name),
            Token::CharacterTokens(text) => self.text(&text),
            Token::NullCharacterToken => self.text("\u{FFFD}"),
            Token::ParseError(error) => {
                self.html.borrow_mut().faults.push(format!("line {line}: {error}"));
            }
            Token::DoctypeToken(_) | Token::CommentToken(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

impl Html {
    pub fn read(source: &str) -> Self {
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from(source));
        let options = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
        let tokenizer = Tokenizer::new(Reader::default(), options);
        // Nothing here stops the tokenizer before the end of the text.
        let _ = tokenizer.feed(&queue);
        tokenizer.end();
        let Reader { html, open } = tokenizer.sink;
        let mut html = html.into_inner();
        for at in open.into_inner() {
            let name = html.elements[at].name.clone();
            html.faults.push(format!("<{name}> is never closed"));
        }
        html
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (usize, &'a Element)> {
        self.elements.iter().enumerate().filter(move |(_, element)| element.name == name)
    }

    /// An element and those around it, from the inside.
    pub fn around(&self, at: usize) -> impl Iterator<Item = (usize, &Element)> {
        let next = |at: &usize| self.elements[*at].parent;
        std::iter::successors(Some(at), next).map(|at| (at, &self.elements[at]))
    }

    /// All words in an element, pictures by their `alt`.
    pub fn words(&self, at: usize) -> String {
        // Elements stand in the order of the page, so what is inside follows at once.
        let is_inside = |inner: &usize| *inner == at || self.elements[*inner].parent >= Some(at);
        (at..self.elements.len())
            .take_while(is_inside)
            .map(|inner| {
                let element = &self.elements[inner];
                let alt = element.attribute("alt").unwrap_or_default();
                format!("{}{alt} ", element.own_text)
            })
            .collect::<String>()
            .trim()
            .to_owned()
    }

    fn ids(&self) -> BTreeSet<&str> {
        self.elements.iter().filter_map(|element| element.attribute("id")).collect()
    }

    pub fn forms(&self) -> Vec<Form> {
        self.all("form").map(|(at, element)| self.form(at, element)).collect()
    }

    fn form(&self, at: usize, element: &Element) -> Form {
        let id = element.attribute("id");
        let is_of = |inner: usize| match self.elements[inner].attribute("form") {
            Some(owner) => Some(owner) == id,
            None => self.around(inner).any(|(up, _)| up == at),
        };
        let controls = (0..self.elements.len()).filter(|inner| is_of(*inner));
        Form {
            action: element.attribute("action").unwrap_or_default().to_owned(),
            method: element.attribute("method").unwrap_or("get").to_lowercase(),
            is_multipart: element.attribute("enctype") == Some("multipart/form-data"),
            fields: controls.filter_map(|inner| self.field(inner)).collect(),
        }
    }

    fn field(&self, at: usize) -> Option<Field> {
        let element = &self.elements[at];
        let name = element.attribute("name").filter(|name| !name.is_empty())?.to_owned();
        let value = || element.attribute("value").unwrap_or_default().to_owned();
        let has = |attribute: &str| element.attribute(attribute).is_some();
        let (kind, value, is_sent) = match element.name.as_str() {
            "textarea" => {
                let text = element.own_text.strip_prefix('\n').unwrap_or(&element.own_text);
                ("textarea", text.to_owned(), true)
            }
            "select" => ("select", self.chosen(at), true),
            "button" => ("button", value(), false),
            "input" => match element.attribute("type").unwrap_or("text") {
                kind @ ("checkbox" | "radio") => {
                    let value = element.attribute("value").unwrap_or("on");
                    (kind, value.to_owned(), has("checked"))
                }
                kind @ ("file" | "submit" | "image") => (kind, value(), false),
                kind => (kind, value(), true),
            },
            _ => return None,
        };
        let is_sent = is_sent && !has("disabled");
        Some(Field { name, kind: kind.to_owned(), value, is_sent })
    }

    fn chosen(&self, select: usize) -> String {
        let options: Vec<&Element> = self
            .all("option")
            .filter(|(at, _)| self.around(*at).any(|(up, _)| up == select))
            .map(|(_, option)| option)
            .collect();
        let chosen = options.iter().find(|option| option.attribute("selected").is_some());
        let option = chosen.or(options.first());
        let value = option.map(|option| option.attribute("value").unwrap_or(&option.own_text));
        value.unwrap_or_default().to_owned()
    }

    /// What a whole page must be: well formed, one heading of the first level, every control named, every reference
    /// to something that is there, no text missing.
    pub fn page_faults(&self) -> Vec<String> {
        let mut faults = self.faults.clone();
        let headings = self.all("h1").count();
        if headings != 1 {
            faults.push(format!("{headings} headings of the first level"));
        }
        let lang = self.all("html").next().and_then(|(_, html)| html.attribute("lang"));
        if lang.is_none_or(str::is_empty) {
            faults.push("no language".into());
        }
        if self.all("title").all(|(at, _)| self.words(at).is_empty()) {
            faults.push("no title".into());
        }
        self.look_at_ids(&mut faults);
        for at in 0..self.elements.len() {
            self.look_at_names(at, &mut faults);
            self.look_at_words(at, &mut faults);
        }
        faults
    }

    fn look_at_ids(&self, faults: &mut Vec<String>) {
        let ids = self.ids();
        let count = self.elements.iter().filter(|element| element.attribute("id").is_some()).count();
        if ids.len() != count {
            let names = self.elements.iter().filter_map(|element| element.attribute("id"));
            let mut seen = BTreeSet::new();
            let twice: Vec<&str> = names.filter(|id| !seen.insert(*id)).collect();
            faults.push(format!("ids stand twice: {twice:?}"));
        }
        for element in &self.elements {
            for attribute in ["for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form"] {
                for id in element.attribute(attribute).unwrap_or_default().split_whitespace() {
                    if !ids.contains(id) {
                        faults.push(format!("<{} {attribute}={id}> leads nowhere", element.name));
                    }
                }
            }
        }
    }

    fn look_at_names(&self, at: usize, faults: &mut Vec<String>) {
        let element = &self.elements[at];
        let is_hidden = element.attribute("type") == Some("hidden")
            || self.around(at).any(|(_, up)| up.attribute("aria-hidden") == Some("true"));
        let is_said = ["aria-label", "aria-labelledby", "title"]
            .iter()
            .any(|name| element.attribute(name).is_some_and(|text| !text.trim().is_empty()));
        let is_named = match element.name.as_str() {
            "input" | "select" | "textarea" => {
                let id = element.attribute("id");
                let is_button = matches!(element.attribute("type"), Some("submit" | "button" | "reset"));
                is_button
                    || self.around(at).any(|(_, up)| up.name == "label")
                    || self.all("label").any(|(_, label)| id.is_some() && label.attribute("for") == id)
            }
            "a" if element.attribute("href").is_none() => true,
            "a" | "button" | "summary" | "label" | "h1" | "h2" | "h3" => !self.words(at).is_empty(),
            "img" => element.attribute("alt").is_some(),
            _ => true,
        };
        if !is_hidden && !is_said && !is_named {
            let mut shown = element.attributes.clone();
            shown.retain(|_, value| value.len() < 60);
            faults.push(format!("<{}> has no name: {shown:?}", element.name));
        }
    }

    fn look_at_words(&self, at: usize, faults: &mut Vec<String>) {
        let element = &self.elements[at];
        if matches!(element.name.as_str(), "script" | "textarea" | "code" | "pre") {
            return;
        }
        let said = ["aria-label", "alt", "placeholder", "title"];
        let texts = said.iter().filter_map(|name| element.attribute(name)).chain([element.own_text.trim()]);
        for text in texts {
            let is_key = text.contains('-')
                && text.split('-').all(|word| {
                    !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                })
                && text.starts_with(|c: char| c.is_ascii_lowercase());
            if is_key || text.contains("{$") || text.contains("{ $") {
                faults.push(format!("<{}> lacks a text: {text}", element.name));
            }
        }
    }

    /// Texts of people that run from right to left and are not kept apart from the text around them.
    pub fn unisolated(&self) -> Vec<String> {
        let is_foreign =
            |text: &str| text.chars().any(|c| matches!(u32::from(c), 0x0590..=0x08FF | 0x202A..=0x202E));
        let is_apart = |(_, element): (usize, &Element)| {
            element.name == "bdi"
                || element.attribute("dir").is_some() && element.name != "html"
                // A stamp is a box of its own, which no direction crosses.
                || element.attribute("class").is_some_and(|class| class.split(' ').any(|class| class == "seal"))
                || matches!(element.name.as_str(), "title" | "textarea" | "option" | "script" | "code")
        };
        let places = 0..self.elements.len();
        places
            .filter(|at| is_foreign(&self.elements[*at].own_text) && !self.around(*at).any(is_apart))
            .map(|at| format!("<{}> {}", self.elements[at].name, self.elements[at].own_text.trim()))
            .collect()
    }
}
