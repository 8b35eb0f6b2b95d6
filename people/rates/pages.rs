//! Rates on the operator's desk: what is known, and a file that is looked at before it is taken.

use askama::Template;
use axum::{
    extract::{DefaultBodyLimit, State},
    response::{IntoResponse, Response},
};
use kernel::{Conversion, Day, Quoted};
use platform::{
    db::Tx,
    views::{self, Shell},
    web::{Fields, Problem, Refusal, Routes},
};

use super::{
    Absent, Doubtful, FileError, Gap, KnownRate, Look, RateFile, TakeError, list_newest, reload, take,
    take::look_at,
};
use crate::{
    market::Market,
    photos::Upload,
    visit::{Visit, redirect},
};

/// Bytes of a file.
pub const MOST_BYTES: usize = 512 << 10;
/// Letters of a source.
pub const MOST_SOURCE: usize = 60;
/// Rows that a page shows; what is odd comes first.
const SHOWN: usize = 300;
/// Days back that the list goes.
const LISTED_DAYS: i64 = 400;

pub fn routes() -> Routes<Market> {
    Routes::default()
        .post("/operator/rates", look)
        .post("/operator/rates/taking", take_in)
        .map(|router| router.layer(DefaultBodyLimit::max(4 * MOST_BYTES)))
        .get("/operator/rates", index)
}

#[derive(Template)]
#[template(path = "rates/views/index.html")]
struct RatesPage {
    shell: Shell,
    current: &'static str,
    form: Fields,
    known: Vec<KnownRate>,
    today: Day,
}

impl RatesPage {
    async fn new(market: &Market, visit: &Visit, form: Fields) -> Result<Self, Problem> {
        let today = Day::of(visit.now);
        let after = Day::from_number(today.number() - LISTED_DAYS);
        let known = market.read(async move |tx: &mut Tx| list_newest(tx, today.next(), after).await).await?;
        Ok(Self { shell: visit.shell("operator"), current: "rates", form, known, today })
    }

    fn is_old(&self, known: &KnownRate) -> bool {
        self.today.since(known.quoted.day) > Conversion::FRESH_DAYS
    }
}

/// `GET /operator/rates`
async fn index(State(market): State<Market>, visit: Visit) -> Result<Response, Problem> {
    visit.operator()?;
    views::page(&RatesPage::new(&market, &visit, Fields::default()).await?)
}

/// One row of a file, in words.
struct ShownRow {
    line: u64,
    pair: String,
    day: String,
    rate: String,
    source: String,
    was: String,
    verdict: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "rates/views/look.html")]
struct LookPage {
    shell: Shell,
    current: &'static str,
    form: Fields,
    rows: Vec<ShownRow>,
    is_cut: bool,
    is_nothing_new: bool,
    news: usize,
    doubtful: usize,
    refused: usize,
    known: usize,
    gaps: Vec<Gap>,
    absent: Vec<Absent>,
}

impl LookPage {
    fn new(visit: &Visit, form: Fields, look: Look) -> Self {
        let shell = visit.shell("operator");
        let (doubtful, refused) =
            (look.count(super::Verdict::is_doubtful), look.count(super::Verdict::is_refused));
        let news = look.count(|verdict| verdict == super::Verdict::New);
        let known = look.count(|verdict| verdict == super::Verdict::Known);
        let is_nothing_new = look.is_nothing_new();
        let mut rows: Vec<ShownRow> = look.rows.iter().map(|row| shown(&shell, row)).collect();
        // What is odd comes first, each part in the order of the file.
        rows.sort_by_key(|row| match row.tone {
            "bad" => 0,
            "warn" => 1,
            "good" => 2,
            _ => 3,
        });
        let is_cut = rows.len() > SHOWN;
        rows.truncate(SHOWN);
        let (gaps, absent) = (look.gaps, look.absent);
        let current = "rates";
        Self {
            shell,
            current,
            form,
            rows,
            is_cut,
            is_nothing_new,
            news,
            doubtful,
            refused,
            known,
            gaps,
            absent,
        }
    }

    fn gap(&self, gap: &Gap) -> String {
        let (after, before) = (self.shell.calendar_day(&gap.after), self.shell.calendar_day(&gap.before));
        let pairs: Vec<String> =
            gap.pairs.iter().take(8).map(|(base, quote)| format!("{base}/{quote}")).collect();
        let more = if gap.pairs.len() > pairs.len() { " …" } else { "" };
        let pairs = format!("{}{more}", pairs.join(", "));
        let days = self.shell.n("rates-workdays", gap.workdays);
        self.shell.say(
            "rates-gap",
            &[
                ("days", days.as_str()),
                ("after", after.as_str()),
                ("before", before.as_str()),
                ("pairs", pairs.as_str()),
            ],
        )
    }

    fn gone(&self, absent: &Absent) -> String {
        let (pair, day) =
            (format!("{}/{}", absent.pair.0, absent.pair.1), self.shell.calendar_day(&absent.last));
        self.shell.say("rates-absent", &[("pair", pair.as_str()), ("day", day.as_str())])
    }
}

fn shown(shell: &Shell, row: &super::Looked) -> ShownRow {
    let was = |was: &Quoted| format!("{} ({})", was.rate, shell.calendar_day(&was.day));
    let tone = if row.verdict.is_refused() {
        "bad"
    } else if row.verdict.is_doubtful() {
        "warn"
    } else if row.verdict == super::Verdict::New {
        "good"
    } else {
        "quiet"
    };
    let line = &row.line;
    ShownRow {
        line: line.line,
        pair: format!("{}/{}", line.base, line.quote),
        day: line.day.clone(),
        rate: line.rate.clone(),
        source: line.source.clone(),
        was: row.was.as_ref().map(was).unwrap_or_default(),
        verdict: row.verdict.name(),
        tone,
    }
}

/// The file of a form, or of JSON, as it was read. What is wrong is left in the form.
pub(super) fn read_file(form: &mut Fields) -> Option<RateFile> {
    let source = form.maybe_line("source", MOST_SOURCE);
    let text = form.maybe_paragraphs("csv", MOST_BYTES);
    if !form.is_good() {
        return None;
    }
    if text.is_empty() {
        form.refuse("csv", Refusal::new("refused-no-rates-file"));
        return None;
    }
    match RateFile::read(text.as_bytes(), &source) {
        Ok(file) => Some(file),
        Err(error) => {
            form.refuse("csv", refusal(&error));
            None
        }
    }
}

fn refusal(error: &FileError) -> Refusal {
    match error {
        FileError::NotText => Refusal::new("refused-rates-not-text"),
        FileError::NoColumn(name) => Refusal::new("refused-rates-no-column").with("name", name),
        FileError::Empty => Refusal::new("refused-rates-empty"),
        FileError::TooMany { most } => Refusal::new("refused-rates-too-many").with("most", most),
    }
}

/// `POST /operator/rates`: what a file would change; nothing is kept yet.
async fn look(State(market): State<Market>, visit: Visit, upload: Upload) -> Result<Response, Problem> {
    visit.operator()?;
    let (mut form, mut files) = (upload.form, upload.files);
    if let Some((_, bytes)) = files.pop() {
        match String::from_utf8(bytes.to_vec()) {
            Ok(text) => form.set("csv", text),
            Err(_) => form.refuse("csv", Refusal::new("refused-rates-not-text")),
        }
    }
    let Some(file) = read_file(&mut form) else {
        return views::refused(&RatesPage::new(&market, &visit, form).await?);
    };
    let now = visit.now;
    let look = market.read(async move |tx: &mut Tx| Ok(look_at(tx, now, &file).await?.0)).await?;
    views::page(&LookPage::new(&visit, form, look))
}

/// `POST /operator/rates/taking`: the same file is taken.
async fn take_in(State(market): State<Market>, visit: Visit, mut form: Fields) -> Result<Response, Problem> {
    let (by, now) = (visit.operator()?, visit.now);
    let doubtful = if form.yes_or_no("doubtful") { Doubtful::Take } else { Doubtful::Leave };
    let Some(file) = read_file(&mut form) else {
        return views::refused(&RatesPage::new(&market, &visit, form).await?);
    };
    market.write(async move |tx: &mut Tx| take(tx, &by, now, &file, doubtful).await).await?;
    reload(&market).await?;
    Ok(redirect("/operator/rates", "done-rates").into_response())
}

impl From<TakeError> for Problem {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::Forbidden(error) => error.into(),
            TakeError::Store(error) => error.into(),
        }
    }
}
