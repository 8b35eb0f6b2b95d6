//! The operator's lexicon: looked through, added to, changed, switched off, taken in and given out as text.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use kernel::Actor;
use people::{
    choices::Choice,
    confirm,
    visit::{Visit, redirect},
};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Paging, Problem, Refusal},
};

use crate::{
    Goods,
    search::{
        fold::fold,
        lexicon::{
            book::{self, Book, BookEntry, Origin},
            edit::{self, EntryAct, LexiconError, TakenIn},
            form::{filled, read_entry, read_line, read_text},
            line::Part,
        },
    },
};

const PATH: &str = "/operator/lexicon";

#[derive(Template)]
#[template(path = "search/views/lexicon.html")]
struct LexiconPage {
    shell: Shell,
    current: &'static str,
    form: Fields,
    parts: Vec<Choice>,
    entries: Vec<BookEntry>,
    /// How many there are of what was looked for.
    count: usize,
    more: String,
}

impl LexiconPage {
    /// What is said of an entry beside its names.
    fn standing(&self, entry: &BookEntry) -> String {
        if entry.is_off {
            self.shell.t("lexicon-is-off").to_owned()
        } else {
            self.shell.of("lexicon-origin", entry.origin.name())
        }
    }
}

fn parts(shell: &Shell, chosen: &str) -> Vec<Choice> {
    let part = |part: &Part| Choice {
        value: part.name().to_owned(),
        words: shell.of("lexicon-part", part.name()),
        chosen: part.name() == chosen,
    };
    Part::ALL.iter().map(part).collect()
}

/// Entries of a part, or of all, that have what was looked for in a name.
pub fn sought<'a>(book: &'a Book, words: &str, part: Option<Part>) -> impl Iterator<Item = &'a BookEntry> {
    let folded = fold(words.trim());
    book.values()
        .filter(move |entry| part.is_none_or(|part| part == entry.part))
        .filter(move |entry| folded.is_empty() || entry.line.says(&folded))
}

/// `GET /operator/lexicon`
pub async fn index(State(market): State<Goods>, visit: Visit, paging: Paging) -> Result<Response, Problem> {
    visit.operator()?;
    let book = market.read(async |tx| edit::whole(tx).await).await?;
    let (words, part) = (paging.asked.value("q"), Part::parse(paging.asked.value("part")));
    let count = sought(&book, words, part).count();
    let after = paging.asked.value("after");
    let most = usize::try_from(paging.limit.and_one_more()).unwrap_or_default();
    let entries = sought(&book, words, part).skip_while(|entry| entry.code.as_str() <= after);
    let entries = entries.take(most).cloned().collect();
    let (entries, more) = paging.cut_by(entries, |last: &BookEntry| [("after", last.code.clone())]);
    let shell = visit.shell("operator");
    let parts = parts(&shell, part.map_or("", Part::name));
    views::page(&LexiconPage { shell, current: "lexicon", form: paging.asked, parts, entries, count, more })
}

#[derive(Template)]
#[template(path = "search/views/lexicon_entry.html")]
struct EntryPage {
    shell: Shell,
    current: &'static str,
    form: Fields,
    parts: Vec<Choice>,
    /// None while it is a new one.
    entry: Option<BookEntry>,
}

impl EntryPage {
    fn title(&self) -> String {
        let name = self.entry.as_ref().and_then(|entry| entry.line.head());
        name.map_or_else(|| self.shell.t("lexicon-new").to_owned(), str::to_owned)
    }

    fn action(&self) -> String {
        self.entry.as_ref().map_or_else(|| PATH.to_owned(), |entry| format!("{PATH}/{}", entry.code))
    }

    fn may_be_given_up(&self) -> bool {
        self.entry.as_ref().is_some_and(|entry| entry.origin != Origin::BuiltIn)
    }
}

fn entry_page(visit: &Visit, form: Fields, entry: Option<BookEntry>) -> Result<Response, Problem> {
    let shell = visit.shell("operator");
    let parts = parts(&shell, form.value("part"));
    let page = EntryPage { shell, current: "lexicon", form, parts, entry };
    views::show(&page, page.form.is_good())
}

async fn find(market: &Goods, code: String) -> Result<BookEntry, Problem> {
    market.find(async move |tx| Ok(edit::whole(tx).await?.remove(&code))).await
}

/// `GET /operator/lexicon/new`
pub async fn new(visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    entry_page(&visit, Fields::default(), None)
}

/// Show a form again where a field is to blame for what was refused.
fn shown_again(
    visit: &Visit,
    mut form: Fields,
    entry: Option<BookEntry>,
    error: LexiconError,
) -> Result<Response, Problem> {
    let Some((field, code)) = error.blames() else { return Err(error.into()) };
    form.refuse(field, Refusal::new(code));
    entry_page(visit, form, entry)
}

/// `POST /operator/lexicon`
pub async fn create(
    State(market): State<Goods>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let Some((part, line)) = read_entry(&mut form) else { return entry_page(&visit, form, None) };
    let act = async move |tx: &mut Tx| edit::add(tx, &by, now, part, line.clone()).await;
    match market.db.write(act).await {
        Ok(code) => done(&market, &visit, &format!("{PATH}/{code}"), "done-lexicon-kept").await,
        Err(error) => shown_again(&visit, form, None, error),
    }
}

/// Let this node read by what was changed at once; the others follow.
async fn done(market: &Goods, visit: &Visit, path: &str, word: &'static str) -> Result<Response, Problem> {
    market.index.lexicon.refresh(&market.db, visit.now).await?;
    Ok(redirect(path, word))
}

/// `GET /operator/lexicon/{code}`
pub async fn edit(
    State(market): State<Goods>,
    visit: Visit,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    visit.operator()?;
    let entry = find(&market, code).await?;
    entry_page(&visit, filled(entry.part, &entry.line), Some(entry))
}

/// `POST /operator/lexicon/{code}`
pub async fn update(
    State(market): State<Goods>,
    visit: Visit,
    Path(code): Path<String>,
    mut form: Fields,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let entry = find(&market, code).await?;
    let Some(line) = read_line(&mut form) else { return entry_page(&visit, form, Some(entry)) };
    let code = entry.code.clone();
    let act = async move |tx: &mut Tx| edit::change(tx, &by, now, &code, line.clone()).await;
    match market.db.write(act).await {
        Ok(()) => done(&market, &visit, &format!("{PATH}/{}", entry.code), "done-lexicon-kept").await,
        Err(error) => shown_again(&visit, form, Some(entry), error),
    }
}

/// `GET /operator/lexicon/{code}/{act}`: the others need no question.
pub async fn ask(
    State(market): State<Goods>,
    visit: Visit,
    Path((code, act)): Path<(String, String)>,
) -> Result<Response, Problem> {
    visit.operator()?;
    if EntryAct::parse(&act) != Some(EntryAct::Removal) {
        return Err(Problem::not_found());
    }
    let entry = find(&market, code).await?;
    let key = if entry.origin == Origin::Own { "lexicon-removal" } else { "lexicon-restoring" };
    let back = format!("{PATH}/{}", entry.code);
    confirm::ask(visit.shell("operator"), key, entry.line.head().unwrap_or_default().to_owned(), back)
}

/// `POST /operator/lexicon/{code}/{act}`
pub async fn act(
    State(market): State<Goods>,
    visit: Visit,
    Path((code, act)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let act = EntryAct::parse(&act).ok_or_else(Problem::not_found)?;
    let entry = find(&market, code).await?;
    let code = entry.code.clone();
    market.write(async move |tx| edit::take(tx, &by, now, &code, act).await).await?;
    let (path, word) = match act {
        EntryAct::Off => (format!("{PATH}/{}", entry.code), "done-lexicon-off"),
        EntryAct::On => (format!("{PATH}/{}", entry.code), "done-lexicon-on"),
        EntryAct::Removal if entry.origin == Origin::Own => (PATH.to_owned(), "done-lexicon-removed"),
        EntryAct::Removal => (format!("{PATH}/{}", entry.code), "done-lexicon-restored"),
    };
    done(&market, &visit, &path, word).await
}

/// `GET /operator/lexicon.txt`
pub async fn text(State(market): State<Goods>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    let book = market.read(async |tx| edit::whole(tx).await).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"lexicon.txt\""),
    ];
    Ok((headers, book::write(&book)).into_response())
}

#[derive(Template)]
#[template(path = "search/views/lexicon_import.html")]
struct ImportPage {
    shell: Shell,
    current: &'static str,
    form: Fields,
    done: Option<TakenIn>,
}

impl ImportPage {
    /// What is wrong with a line, in words.
    fn why(&self, code: &str) -> String {
        self.shell.t(code).to_owned()
    }

    fn summary(&self, done: &TakenIn) -> String {
        let figure = |count: &usize| self.shell.number(*count);
        let (added, changed, same) = (figure(&done.added), figure(&done.changed), figure(&done.same));
        self.shell.say("lexicon-taken-in", &[("added", &added), ("changed", &changed), ("same", &same)])
    }
}

fn import_page(visit: &Visit, form: Fields, done: Option<TakenIn>) -> Result<Response, Problem> {
    let page = ImportPage { shell: visit.shell("operator"), current: "lexicon", form, done };
    views::show(&page, page.form.is_good())
}

/// `GET /operator/lexicon-import`
pub async fn new_import(visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    import_page(&visit, Fields::default(), None)
}

/// Take in a text, and let this node read by it.
pub async fn take_in(market: &Goods, by: Actor, visit: &Visit, text: String) -> Result<TakenIn, Problem> {
    let now = visit.now;
    let taken = market.write(async move |tx| edit::take_in(tx, &by, now, &text).await).await?;
    market.index.lexicon.refresh(&market.db, now).await?;
    Ok(taken)
}

/// `POST /operator/lexicon-import`
pub async fn import(
    State(market): State<Goods>,
    visit: Visit,
    mut form: Fields,
) -> Result<Response, Problem> {
    let by = visit.operator()?;
    let text = read_text(&mut form);
    if !form.is_good() {
        return import_page(&visit, form, None);
    }
    let done = take_in(&market, by, &visit, text).await?;
    import_page(&visit, form, Some(done))
}
