//! A file of rates, as banks and hands write it.
//!
//! Two forms are read, by the names of their columns. *Long*: `date`, `base`, `quote`, `rate` and perhaps `source`, a rate a
//! row. *Wide*, as the European Central Bank writes it: `Date` and a column for each currency, a day a row, base EUR; in
//! its daily file the day is written `30 November 2026`, and `N/A` stands where there is no rate.

use kernel::{Currency, Day, ExchangeRate, Quoted, RateError};

use super::Verdict;

/// Rates of one file; nine months of what the European Central Bank says.
const MOST: usize = 6_000;

/// Letters of a source.
const MOST_SOURCE: usize = 60;

/// Why nothing of a file can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    #[error("the file is not text in UTF-8")]
    NotText,
    #[error("the first line has no column {0}")]
    NoColumn(&'static str),
    #[error("the file has no rates")]
    Empty,
    #[error("the file has more than {most} rates")]
    TooMany { most: usize },
}

/// A file as it was read: every rate that it says or should say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateFile {
    pub lines: Vec<RateLine>,
}

/// One rate of a file, as it was written, and what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateLine {
    /// The line of the file, the first is 1.
    pub line: u64,
    pub base: String,
    pub quote: String,
    pub day: String,
    pub rate: String,
    pub source: String,
    /// What it says, or why it says nothing.
    pub read: Result<Quoted, Verdict>,
}

impl RateFile {
    /// Read a file. `source` is who says it where the file names nobody.
    pub fn read(bytes: &[u8], source: &str) -> Result<Self, FileError> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|_| FileError::NotText)?;
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
        let mut rows = csv::ReaderBuilder::new()
            .flexible(true)
            .delimiter(delimiter)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let head = rows.headers().map_err(|_| FileError::NotText)?.clone();
        let form = Form::of(&head)?;
        let mut file = Self::default();
        for row in rows.records() {
            let row = row.map_err(|_| FileError::NotText)?;
            if row.iter().all(str::is_empty) {
                continue;
            }
            form.lines(&row, source, &mut file.lines);
            if file.lines.len() > MOST {
                return Err(FileError::TooMany { most: MOST });
            }
        }
        if file.lines.is_empty() { Err(FileError::Empty) } else { Ok(file) }
    }

    /// What could be read.
    pub fn quoted(&self) -> impl Iterator<Item = Quoted> {
        self.lines.iter().filter_map(|line| line.read.ok())
    }
}

/// Where in a row its cells stand.
enum Form {
    Long {
        day: usize,
        base: usize,
        quote: usize,
        rate: usize,
        source: Option<usize>,
    },
    /// The currencies by their columns.
    Wide {
        day: usize,
        columns: Vec<(usize, String)>,
    },
}

/// The base of a wide file.
const EURO: &str = "EUR";
const CENTRAL_BANK: &str = "ECB";

impl Form {
    fn of(head: &csv::StringRecord) -> Result<Self, FileError> {
        let place = |names: &[&str]| {
            head.iter().position(|cell| names.iter().any(|name| cell.eq_ignore_ascii_case(name)))
        };
        let day = place(&["date", "day"]).ok_or(FileError::NoColumn("date"))?;
        if let Some(rate) = place(&["rate", "value"]) {
            let base = place(&["base", "from", "base_currency"]).ok_or(FileError::NoColumn("base"))?;
            let quote =
                place(&["quote", "to", "currency", "quote_currency"]).ok_or(FileError::NoColumn("quote"))?;
            return Ok(Self::Long { day, base, quote, rate, source: place(&["source"]) });
        }
        let is_code = |cell: &str| cell.len() == 3 && cell.bytes().all(|byte| byte.is_ascii_uppercase());
        let columns: Vec<(usize, String)> = head
            .iter()
            .enumerate()
            .filter(|(_, cell)| is_code(cell))
            .map(|(at, cell)| (at, cell.to_owned()))
            .collect();
        if columns.is_empty() { Err(FileError::NoColumn("rate")) } else { Ok(Self::Wide { day, columns }) }
    }

    /// The rates of one row.
    fn lines(&self, row: &csv::StringRecord, named: &str, lines: &mut Vec<RateLine>) {
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        match self {
            Self::Long { day, base, quote, rate, source } => {
                let said = source.map(cell).filter(|source| !source.is_empty());
                let source = said.unwrap_or_else(|| named.to_owned());
                lines.push(RateLine::new(line, [cell(*base), cell(*quote), cell(*day), cell(*rate), source]));
            }
            Self::Wide { day, columns } => {
                let source = if named.is_empty() { CENTRAL_BANK } else { named };
                lines.extend(columns.iter().map(|(at, quote)| {
                    let parts = [EURO.to_owned(), quote.clone(), cell(*day), cell(*at), source.to_owned()];
                    RateLine::new(line, parts)
                }));
            }
        }
    }
}

impl RateLine {
    fn new(line: u64, [base, quote, day, rate, source]: [String; 5]) -> Self {
        let source: String = source.chars().filter(|c| !c.is_control()).take(MOST_SOURCE).collect();
        let read = read([&base, &quote, &day, &rate, &source]);
        Self { line, base, quote, day, rate, source, read }
    }
}

fn read([base, quote, day, rate, source]: [&str; 5]) -> Result<Quoted, Verdict> {
    let currency = |code: &str| Currency::parse(code).map_err(|_| Verdict::NotACurrency);
    let day = self::day(day).ok_or(Verdict::NotADay)?;
    let (base, quote) = (currency(base)?, currency(quote)?);
    let rate = if rate.eq_ignore_ascii_case("N/A") { "" } else { rate };
    let rate = ExchangeRate::parse(rate).map_err(|error| match error {
        RateError::Empty => Verdict::Missing,
        RateError::Zero => Verdict::Zero,
        RateError::Negative => Verdict::Negative,
        RateError::DecimalComma => Verdict::DecimalComma,
        RateError::TooManyDigits { .. } => Verdict::TooManyDigits,
        RateError::NotANumber => Verdict::NotANumber,
    })?;
    if base == quote {
        return Err(Verdict::SameCurrency);
    }
    if source.is_empty() {
        return Err(Verdict::NoSource);
    }
    Ok(Quoted { base, quote, rate, day })
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026-11-30`, or `30 November 2026`.
fn day(text: &str) -> Option<Day> {
    if let Ok(day) = Day::parse(text) {
        return Some(day);
    }
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))? + 1;
    words.next().is_none().then(|| Day::parse(&format!("{year}-{month:02}-{day:0>2}")).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdicts(text: &str) -> Vec<Result<String, &'static str>> {
        let said = |it: Quoted| format!("{} {} {} {}", it.day, it.base, it.quote, it.rate);
        let file = RateFile::read(text.as_bytes(), "the bank").unwrap();
        file.lines.iter().map(|line| line.read.map(said).map_err(Verdict::name)).collect()
    }

    #[test]
    fn a_long_file_is_read_row_by_row() {
        let text = "\u{feff}Date,Base,Quote,Rate,Source\n\
            2026-11-30,EUR,CNY,7.8213,ECB\n\
            2026-11-30,EUR,USD,0,ECB\n\
            2026-11-30,EUR,JPY,-162.1,ECB\n\
            2026-11-30,EUR,INR,,ECB\n\
            2026-11-30,EUR,XXX,1.2,ECB\n\
            2026-11-30,EUR,EUR,1,ECB\n\
            30.11.2026,EUR,IDR,17000,ECB\n\
            \n\
            2026-11-30,EUR,IDR,\"17000,5\",ECB\n\
            2026-11-30,EUR,GBP,0.83212345678,\n\
            2026-11-30,EUR,CHF,about one,\n";
        let read = verdicts(text);
        assert_eq!(read[0].as_deref(), Ok("2026-11-30 EUR CNY 7.8213"));
        let rest: Vec<&str> = read[1..].iter().map(|it| *it.as_ref().unwrap_err()).collect();
        let reasons = [
            "zero",
            "negative",
            "missing",
            "not-a-currency",
            "same-currency",
            "not-a-day",
            "decimal-comma",
            "too-many-digits",
            "not-a-number",
        ];
        assert_eq!(rest, reasons);
        let file = RateFile::read(text.as_bytes(), "the bank").unwrap();
        let (first, last) = (&file.lines[0], &file.lines[9]);
        assert_eq!((first.line, first.source.as_str()), (2, "ECB"));
        assert_eq!((last.line, last.source.as_str()), (12, "the bank"));
    }

    #[test]
    fn the_wide_files_of_the_european_central_bank_are_read() {
        let daily = "Date, USD, JPY, CNY, \n30 November 2026, 1.0521, 162.33, 7.8213, \n";
        assert_eq!(verdicts(daily)[2].as_deref(), Ok("2026-11-30 EUR CNY 7.8213"));
        assert_eq!(verdicts(daily).len(), 3);
        let history = "Date,USD,JPY,RUB,\n2026-11-30,1.0521,162.33,N/A,\n2026-11-27,1.05,161.9,N/A,\n";
        let read = verdicts(history);
        assert_eq!((read[2].clone(), read.len()), (Err("missing"), 6));
        let file = RateFile::read(history.as_bytes(), "").unwrap();
        assert!(file.lines.iter().all(|line| line.source == "ECB"));
    }

    #[test]
    fn what_is_no_rate_file_says_what_it_lacks() {
        let read = |text: &str| RateFile::read(text.as_bytes(), "").unwrap_err();
        assert_eq!(read("a,b\n1,2\n"), FileError::NoColumn("date"));
        assert_eq!(read("date,rate\n1,2\n"), FileError::NoColumn("base"));
        assert_eq!(read("date,base,rate\n1,2\n"), FileError::NoColumn("quote"));
        assert_eq!(read("date,amount\n1,2\n"), FileError::NoColumn("rate"));
        assert_eq!(read("date,base,quote,rate\n"), FileError::Empty);
        assert_eq!(read(""), FileError::NoColumn("date"));
        assert_eq!(RateFile::read(b"date,\xff\n", ""), Err(FileError::NotText));
        let long = format!("date,base,quote,rate\n{}", "2026-11-30,EUR,CNY,7.8\n".repeat(MOST + 1));
        assert_eq!(read(&long), FileError::TooMany { most: MOST });
        let nobody = RateFile::read(b"date;base;quote;rate\n2026-11-30;EUR;CNY;7.8\n", "").unwrap();
        assert_eq!(nobody.lines[0].read, Err(Verdict::NoSource));
    }
}
