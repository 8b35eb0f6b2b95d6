//! What an operator does with the lexicon: add an entry, change it, take it out, switch it off and on, take in a text.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Actor, Forbidden, Timestamp, words};
use platform::{
    audit,
    db::{DbError, Tx},
};
use serde_json::json;

use super::{
    book::{AskedLine, Book, BookEntry, Fault, Kept, Origin, book, built_in_book, read},
    line::{BadLine, Line, Part},
    store::{self, MOST},
};

words! {
    /// What is done to an entry that is there.
    EntryAct {
        Off = "off",
        On = "on",
        /// Give up what was changed: a built-in entry is as it was, an own one is gone.
        Removal = "removal",
    }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum LexiconError {
    #[error("there is no such entry")]
    NoSuchEntry,
    #[error("there is such an entry already")]
    Taken,
    #[error("nothing broader has this name")]
    NothingBroader,
    #[error("the lexicon is full")]
    Full,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the lexicon could not be kept")]
    Store(#[from] DbError),
}

impl LexiconError {
    /// The field of a form that is to blame, and the text that says so.
    pub fn blames(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Taken => Some(("en", "refused-lexicon-taken")),
            Self::NothingBroader => Some(("broader", "refused-lexicon-broader")),
            Self::Full => Some(("en", "refused-lexicon-full")),
            Self::NoSuchEntry | Self::Forbidden(_) | Self::Store(_) => None,
        }
    }
}

/// Everything there is, with the changes of the operator.
pub async fn whole(tx: &mut Tx) -> Result<Book, DbError> {
    Ok(book(store::list(tx).await?))
}

/// The first English names of all entries.
fn heads<'a>(lines: impl Iterator<Item = &'a Line>) -> BTreeSet<String> {
    lines.filter_map(Line::head).map(str::to_lowercase).collect()
}

fn heads_of(book: &Book) -> BTreeSet<String> {
    heads(book.values().map(|entry| &entry.line))
}

/// What is broader must be there, by its first English name.
fn know_broader(heads: &BTreeSet<String>, line: &Line) -> Result<(), LexiconError> {
    let is_known = line.broader().iter().all(|name| heads.contains(&name.to_lowercase()));
    if is_known { Ok(()) } else { Err(LexiconError::NothingBroader) }
}

async fn record(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    act: &str,
    code: &str,
    before: Option<&BookEntry>,
    after: Option<&Line>,
) -> Result<(), DbError> {
    let detail = json!({
        "before": before.map(|entry| entry.line.write()).unwrap_or_default(),
        "after": after.map(Line::write).unwrap_or_default(),
    });
    audit::record(tx, now, by.account().ok(), act, code, &detail).await
}

/// Add an entry; the answer is its code.
pub async fn add(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    part: Part,
    line: Line,
) -> Result<String, LexiconError> {
    by.operator()?;
    store::raise(tx).await?;
    let book = whole(tx).await?;
    let code = line.code(part);
    if book.contains_key(&code) {
        return Err(LexiconError::Taken);
    }
    know_broader(&heads_of(&book), &line)?;
    put_new(tx, by, now, code.clone(), part, line).await?;
    Ok(code)
}

async fn put_new(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: String,
    part: Part,
    line: Line,
) -> Result<(), LexiconError> {
    if store::count(tx).await? >= MOST {
        return Err(LexiconError::Full);
    }
    record(tx, by, now, "lexicon.add", &code, None, Some(&line)).await?;
    Ok(store::put(tx, now, &Kept { code, part, line: Some(line), is_off: false }).await?)
}

/// Change the names of an entry. It keeps its code, whatever it is called.
pub async fn change(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: &str,
    line: Line,
) -> Result<(), LexiconError> {
    by.operator()?;
    store::raise(tx).await?;
    let book = whole(tx).await?;
    let entry = book.get(code).ok_or(LexiconError::NoSuchEntry)?;
    know_broader(&heads_of(&book), &line)?;
    put_over(tx, by, now, entry, line).await
}

async fn put_over(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    entry: &BookEntry,
    line: Line,
) -> Result<(), LexiconError> {
    if entry.line == line {
        return Ok(());
    }
    record(tx, by, now, "lexicon.change", &entry.code, Some(entry), Some(&line)).await?;
    let is_built_in = built_in_book().get(&entry.code).is_some_and(|built_in| built_in.line == line);
    if is_built_in && !entry.is_off {
        return Ok(store::delete(tx, &entry.code).await?);
    }
    let line = (!is_built_in).then_some(line);
    Ok(store::put(tx, now, &Kept { code: entry.code.clone(), part: entry.part, line, is_off: entry.is_off })
        .await?)
}

/// Switch an entry off or on, or give up what was changed of it.
pub async fn take(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    code: &str,
    act: EntryAct,
) -> Result<(), LexiconError> {
    by.operator()?;
    store::raise(tx).await?;
    let book = whole(tx).await?;
    let entry = book.get(code).ok_or(LexiconError::NoSuchEntry)?;
    match act {
        EntryAct::Off => switch(tx, by, now, entry, true).await,
        EntryAct::On => switch(tx, by, now, entry, false).await,
        EntryAct::Removal => {
            let after = built_in_book().get(code).map(|built_in| &built_in.line);
            record(tx, by, now, "lexicon.remove", code, Some(entry), after).await?;
            Ok(store::delete(tx, code).await?)
        }
    }
}

async fn switch(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    entry: &BookEntry,
    is_off: bool,
) -> Result<(), LexiconError> {
    if entry.is_off == is_off {
        return Ok(());
    }
    let act = if is_off { "lexicon.off" } else { "lexicon.on" };
    record(tx, by, now, act, &entry.code, None, Some(&entry.line)).await?;
    if entry.origin == Origin::BuiltIn && !is_off {
        return Ok(store::delete(tx, &entry.code).await?);
    }
    let line = (entry.origin != Origin::BuiltIn).then(|| entry.line.clone());
    Ok(store::put(tx, now, &Kept { code: entry.code.clone(), part: entry.part, line, is_off }).await?)
}

/// What became of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakenIn {
    pub added: usize,
    pub changed: usize,
    /// Lines that say what is there already.
    pub same: usize,
    pub faults: Vec<Fault>,
}

/// Take in a text of lines: what is new is added, what is there is changed, and nothing is taken out. A bad line costs
/// that line.
pub async fn take_in(tx: &mut Tx, by: &Actor, now: Timestamp, text: &str) -> Result<TakenIn, LexiconError> {
    by.operator()?;
    store::raise(tx).await?;
    let (good, faults) = read(text);
    let mut done = TakenIn { faults, ..TakenIn::default() };
    let mut book = whole(tx).await?;
    // A line may stand before what is broader than it.
    let mut known = heads_of(&book);
    known.extend(heads(good.iter().map(|asked| &asked.line)));
    let mut codes: BTreeMap<(&str, String), String> = BTreeMap::new();
    for entry in book.values() {
        codes.entry((entry.part.name(), head(&entry.line))).or_insert_with(|| entry.code.clone());
        codes.insert((entry.part.name(), entry.line.write()), entry.code.clone());
    }
    for AskedLine { number, part, line, is_off } in good {
        let found = [line.write(), head(&line)].into_iter().find_map(|key| codes.get(&(part.name(), key)));
        let code = found.cloned().unwrap_or_else(|| line.code(part));
        let built_in = built_in_book().get(&code).map(|built_in| built_in.line == line);
        let origin = match built_in {
            Some(true) => Origin::BuiltIn,
            Some(false) => Origin::Changed,
            None => Origin::Own,
        };
        let after = BookEntry { code, part, line, origin, is_off };
        let taken = match know_broader(&known, &after.line) {
            Ok(()) => take_line(tx, by, now, book.get(&after.code), &after).await,
            Err(error) => Err(error),
        };
        match taken {
            Ok(LineDone::Same) => done.same += 1,
            Ok(LineDone::Added) => done.added += 1,
            Ok(LineDone::Changed) => done.changed += 1,
            Err(error) => {
                let Some((field, code)) = error.blames() else { return Err(error) };
                done.faults.push(Fault { number, why: BadLine { field, code } });
                continue;
            }
        }
        codes.insert((part.name(), head(&after.line)), after.code.clone());
        book.insert(after.code.clone(), after);
    }
    done.faults.sort_by_key(|fault| fault.number);
    Ok(done)
}

fn head(line: &Line) -> String {
    line.head().unwrap_or_default().to_lowercase()
}

enum LineDone {
    Same,
    Added,
    Changed,
}

/// Put an entry where there was another or none.
async fn take_line(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    before: Option<&BookEntry>,
    after: &BookEntry,
) -> Result<LineDone, LexiconError> {
    let Some(before) = before else {
        put_new(tx, by, now, after.code.clone(), after.part, after.line.clone()).await?;
        switch(tx, by, now, &BookEntry { is_off: false, ..after.clone() }, after.is_off).await?;
        return Ok(LineDone::Added);
    };
    if before.line == after.line && before.is_off == after.is_off {
        return Ok(LineDone::Same);
    }
    put_over(tx, by, now, before, after.line.clone()).await?;
    switch(tx, by, now, &BookEntry { is_off: before.is_off, ..after.clone() }, after.is_off).await?;
    Ok(LineDone::Changed)
}
