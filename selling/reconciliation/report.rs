//! The file of a provider: `type,reference,key,amount,currency,time`, a row for each charge and refund.

use kernel::{Currency, Money};

use super::{Booking, Kind};

/// More is refused as a whole.
const MOST_ROWS: usize = 500_000;

/// A row that could not be read, and why: the last part of the key of its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    pub line: u64,
    pub why: &'static str,
}

/// The file has not the columns of a report, or too many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a report")]
pub struct NotAReport;

/// A report as it was read: its good rows and its bad ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub rows: Vec<Booking>,
    pub bad: Vec<BadRow>,
}

const COLUMNS: [&str; 5] = ["type", "reference", "key", "amount", "currency"];

impl Report {
    pub fn read(bytes: &[u8]) -> Result<Self, NotAReport> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut file = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
        let head = file.byte_headers().map_err(|_| NotAReport)?.clone();
        let place = |name: &str| {
            head.iter()
                .position(|cell| cell.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
                .ok_or(NotAReport)
        };
        let mut places = [0; COLUMNS.len()];
        for (at, name) in places.iter_mut().zip(COLUMNS) {
            *at = place(name)?;
        }
        let mut report = Self::default();
        for record in file.byte_records() {
            let Ok(record) = record else { return Err(NotAReport) };
            let line = record.position().map_or(0, csv::Position::line);
            if report.rows.len() + report.bad.len() >= MOST_ROWS {
                return Err(NotAReport);
            }
            match row(&record, places) {
                Ok(row) => report.rows.push(row),
                Err(why) => report.bad.push(BadRow { line, why }),
            }
        }
        Ok(report)
    }
}

fn row(record: &csv::ByteRecord, places: [usize; COLUMNS.len()]) -> Result<Booking, &'static str> {
    let mut cells = [""; COLUMNS.len()];
    for (cell, at) in cells.iter_mut().zip(places) {
        let bytes = record.get(at).ok_or("short")?;
        *cell = std::str::from_utf8(bytes).map_err(|_| "letters")?.trim();
    }
    let [kind, reference, key, amount, currency] = cells;
    let kind = Kind::parse(kind).ok_or("type")?;
    if reference.is_empty() || reference.len() > 200 || key.len() > 200 {
        return Err("reference");
    }
    let currency = Currency::parse(currency).map_err(|_| "currency")?;
    let amount = Money::parse(amount, currency).map_err(|_| "amount")?;
    Ok(Booking { kind, reference: reference.to_owned(), key: key.to_owned(), amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_rows_of_a_half_good_file_are_kept() {
        let file = "\u{FEFF}Type,time,reference,key,amount,currency\n\
            charge,,sb_1,,12.50,CNY\n\
            charge,,sb_2,,\"12,50\",CNY\n\
            gift,,sb_3,,1,CNY\n\
            refund,,sb_1,k,1.00,XXX\n\
            refund,,,k,1.00,CNY\n\
            charge,,sb_4\n\
            refund,,sb_1,k,1.00,CNY,more\n";
        let mut bytes = file.as_bytes().to_vec();
        bytes.extend(b"charge,,\xFF,,1,CNY\n");
        let report = Report::read(&bytes).unwrap();
        assert_eq!(report.rows.len(), 2);
        let bad: Vec<_> = report.bad.iter().map(|row| (row.line, row.why)).collect();
        assert_eq!(
            bad,
            [(3, "amount"), (4, "type"), (5, "currency"), (6, "reference"), (7, "short"), (9, "letters")]
        );
        for wrong in [&b""[..], b"a,b\n1,2\n", b"\x89PNG\r\n", b"type,reference,key,amount\n"] {
            assert_eq!(Report::read(wrong), Err(NotAReport));
        }
    }
}
