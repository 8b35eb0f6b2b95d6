//! The files of a version: tables as CSV, JSON and Parquet, what describes them for programs, and their hashes.

use std::{collections::BTreeMap, sync::Arc};

use parquet::{
    column::writer::ColumnWriter,
    data_type::ByteArray,
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};
use people::market::Market;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{DataFile, Publication, PublishedSum};
use crate::villages::{Division, recognition::Verdict};

/// Who publishes, and where.
pub struct Described {
    pub market: String,
    /// `https://fair.example`
    pub origin: String,
}

impl Described {
    pub fn of(market: &Market) -> Self {
        let origin = market.config.public_url.trim_end_matches('/').to_owned();
        Self { market: market.config.market.clone(), origin }
    }
}

/// What stands in a cell.
enum Field {
    Text(String),
    Whole(Option<i64>),
}

/// A column: its name, whether it holds numbers, and what it means.
type Column = (&'static str, bool, &'static str);

const SUMS: &[Column] = &[
    ("division", false, "Code of the place, country and official code; empty for all places"),
    ("name", false, "Its name"),
    ("level", false, "province, prefecture, county, township or village; empty for all places"),
    ("craft", false, "Craft of most listings of a shop; empty for all crafts"),
    ("status", false, "told, or withheld so that nobody learns what one shop sold"),
    ("shops", true, "Shops that belonged to the place in the period"),
    ("active_shops", true, "Of them, open for 30 days and with an order a month over the last three months"),
    ("revenue_fen", true, "Revenue less refunds in hundredths of CNY, by the rate of each day"),
];

const PLACES: &[Column] = &[
    ("division", false, "Code of the place"),
    ("name", false, "Its name"),
    ("level", false, "village or township"),
    ("outcome", false, "shops or households: a recognised village, and by what; villages: a town; near; no"),
    ("rule", true, "Version of the rule of the verdict"),
    ("verdict", true, "1 is the final verdict, more are corrections"),
];

struct Table {
    name: &'static str,
    columns: &'static [Column],
    rows: Vec<Vec<Field>>,
}

/// Write everything that belongs to a version.
pub fn write(
    publication: &Publication,
    sums: &[PublishedSum],
    verdicts: &[Verdict],
    names: &BTreeMap<String, Division>,
    described: &Described,
) -> Result<Vec<DataFile>, String> {
    let tables = [sums_table(sums, names), places_table(verdicts, names)];
    let mut files = Vec::new();
    for table in &tables {
        let csv = table.csv()?;
        files.push(file(format!("{}.csv", table.name), "text/csv", csv));
        files.push(file(format!("{}.json", table.name), "application/json", pretty(&table.json())?));
        let parquet = table.parquet().map_err(|error| error.to_string())?;
        files.push(file(format!("{}.parquet", table.name), "application/vnd.apache.parquet", parquet));
        let metadata = table.csvw(publication, described);
        let name = format!("{}.csv-metadata.json", table.name);
        files.push(file(name, "application/csvm+json", pretty(&metadata)?));
    }
    let package = package(publication, described, &tables, &files);
    files.push(file("datapackage.json".into(), "application/json", pretty(&package)?));
    let dataset = dataset(publication, described, &files);
    files.push(file("dataset.jsonld".into(), "application/ld+json", pretty(&dataset)?));
    files.push(file("dictionary.md".into(), "text/markdown", dictionary(publication, &tables).into_bytes()));
    let hashes: String = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
    files.push(file("SHA256SUMS".into(), "text/plain", hashes.into_bytes()));
    Ok(files)
}

fn sums_table(sums: &[PublishedSum], names: &BTreeMap<String, Division>) -> Table {
    let row = |sum: &PublishedSum| {
        let place = names.get(&sum.division);
        let status = if sum.told.is_some() { "told" } else { "withheld" };
        vec![
            Field::Text(sum.division.clone()),
            Field::Text(place.map(|it| it.name.clone()).unwrap_or_default()),
            Field::Text(place.map_or("", |it| it.level.name()).to_owned()),
            Field::Text(sum.craft.clone()),
            Field::Text(status.to_owned()),
            Field::Whole(sum.told.map(|told| told.shops)),
            Field::Whole(sum.told.map(|told| told.active_shops)),
            Field::Whole(sum.told.map(|told| told.revenue_minor)),
        ]
    };
    Table { name: "sums", columns: SUMS, rows: sums.iter().map(row).collect() }
}

fn places_table(verdicts: &[Verdict], names: &BTreeMap<String, Division>) -> Table {
    let row = |verdict: &Verdict| {
        let place = names.get(verdict.division.as_str());
        vec![
            Field::Text(verdict.division.to_string()),
            Field::Text(place.map(|it| it.name.clone()).unwrap_or_default()),
            Field::Text(place.map_or("", |it| it.level.name()).to_owned()),
            Field::Text(verdict.outcome.name().to_owned()),
            Field::Whole(Some(verdict.rule)),
            Field::Whole(Some(verdict.version)),
        ]
    };
    Table { name: "places", columns: PLACES, rows: verdicts.iter().map(row).collect() }
}

impl Table {
    fn csv(&self) -> Result<Vec<u8>, String> {
        let mut csv = csv::WriterBuilder::new().from_writer(Vec::new());
        let said = |error: csv::Error| error.to_string();
        csv.write_record(self.columns.iter().map(|(name, _, _)| *name)).map_err(said)?;
        for row in &self.rows {
            let cells = row.iter().map(|field| match field {
                Field::Text(text) => text.clone(),
                Field::Whole(number) => number.map(|number| number.to_string()).unwrap_or_default(),
            });
            csv.write_record(cells).map_err(said)?;
        }
        csv.into_inner().map_err(|error| error.to_string())
    }

    fn json(&self) -> Value {
        let row = |row: &Vec<Field>| -> Value {
            let cells = self.columns.iter().zip(row).map(|((name, _, _), field)| {
                let value = match field {
                    Field::Text(text) => json!(text),
                    Field::Whole(number) => json!(number),
                };
                ((*name).to_owned(), value)
            });
            Value::Object(cells.collect())
        };
        self.rows.iter().map(row).collect()
    }

    fn parquet(&self) -> Result<Vec<u8>, parquet::errors::ParquetError> {
        let columns = self.columns.iter().map(|(name, is_number, _)| match is_number {
            true => format!("OPTIONAL INT64 {name};"),
            false => format!("REQUIRED BYTE_ARRAY {name} (UTF8);"),
        });
        let schema = format!("message {} {{ {} }}", self.name, columns.collect::<String>());
        let schema = Arc::new(parse_message_type(&schema)?);
        let mut file = Vec::new();
        let mut writer =
            SerializedFileWriter::new(&mut file, schema, Arc::new(WriterProperties::builder().build()))?;
        let mut group = writer.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            match column.untyped() {
                ColumnWriter::Int64ColumnWriter(typed) => {
                    let cells = self.rows.iter().map(|row| match row.get(at) {
                        Some(Field::Whole(number)) => *number,
                        _ => None,
                    });
                    let cells: Vec<Option<i64>> = cells.collect();
                    let levels: Vec<i16> = cells.iter().map(|cell| i16::from(cell.is_some())).collect();
                    let values: Vec<i64> = cells.into_iter().flatten().collect();
                    typed.write_batch(&values, Some(&levels), None)?;
                }
                ColumnWriter::ByteArrayColumnWriter(typed) => {
                    let texts = self.rows.iter().map(|row| match row.get(at) {
                        Some(Field::Text(text)) => ByteArray::from(text.as_str()),
                        _ => ByteArray::from(""),
                    });
                    typed.write_batch(&texts.collect::<Vec<_>>(), None, None)?;
                }
                _ => {}
            }
            column.close()?;
            at += 1;
        }
        group.close()?;
        writer.close()?;
        Ok(file)
    }

    /// How the CSV is to be read, by the W3C's *CSV on the Web*.
    fn csvw(&self, publication: &Publication, described: &Described) -> Value {
        let column = |(name, is_number, about): &Column| {
            let datatype = if *is_number { "integer" } else { "string" };
            json!({ "name": name, "titles": name, "datatype": datatype, "dc:description": about })
        };
        json!({
            "@context": "http://www.w3.org/ns/csvw",
            "url": format!("{}.csv", self.name),
            "dc:title": format!("{} {} {}", described.market, publication.period, self.name),
            "tableSchema": { "columns": self.columns.iter().map(column).collect::<Vec<_>>() },
        })
    }

    fn schema(&self) -> Value {
        let field = |(name, is_number, about): &Column| json!({ "name": name, "type": if *is_number { "integer" } else { "string" }, "description": about });
        let key = if self.name == "sums" { json!(["division", "craft"]) } else { json!(["division"]) };
        json!({ "fields": self.columns.iter().map(field).collect::<Vec<_>>(), "missingValues": [""],
            "uniqueKeys": [key] })
    }
}

/// The package of a version, by *Data Package* 2 of Frictionless.
fn package(publication: &Publication, described: &Described, tables: &[Table], files: &[DataFile]) -> Value {
    let resource = |table: &Table| {
        let path = format!("{}.csv", table.name);
        let file = files.iter().find(|file| file.name == path);
        json!({
            "name": table.name, "path": path, "type": "table", "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8", "schema": table.schema(),
            "bytes": file.map_or(0, |file| file.content.len()),
            "hash": format!("sha256:{}", file.map(|file| file.sha256.as_str()).unwrap_or_default()),
        })
    };
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": format!("villages-{}-{}", publication.period, publication.version),
        "title": title(publication, described),
        "version": format!("{}.0.0", publication.version),
        "created": publication.created_at.rfc3339(),
        "homepage": format!("{}{}", described.origin, publication.path()),
        "licenses": [{ "name": "CC-BY-4.0", "path": LICENCE }],
        "resources": tables.iter().map(resource).collect::<Vec<_>>(),
    })
}

const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

fn title(publication: &Publication, described: &Described) -> String {
    format!("{}: villages {}, version {}", described.market, publication.period, publication.version)
}

/// For search engines of data, by schema.org.
fn dataset(publication: &Publication, described: &Described, files: &[DataFile]) -> Value {
    let home = format!("{}{}", described.origin, publication.path());
    let download = |file: &DataFile| {
        json!({ "@type": "DataDownload", "contentUrl": format!("{home}/{}", file.name),
            "encodingFormat": file.kind, "sha256": file.sha256 })
    };
    json!({
        "@context": "https://schema.org/", "@type": "Dataset",
        "name": title(publication, described),
        "description": "What the shops of villages sold online in a period, over places and crafts; sums that would tell \
            what one shop sold are withheld.",
        "url": home, "version": publication.version.to_string(), "license": LICENCE,
        "isAccessibleForFree": true, "datePublished": publication.created_at.rfc3339(),
        "temporalCoverage": format!("{}/{}", publication.period.first(), publication.period.last()),
        "creator": { "@type": "Organization", "name": described.market, "url": described.origin },
        "distribution": files.iter().map(download).collect::<Vec<_>>(),
    })
}

fn dictionary(publication: &Publication, tables: &[Table]) -> String {
    let mut text = format!("# Villages, {}, version {}\n", publication.period, publication.version);
    if !publication.reason.is_empty() {
        text.push_str(&format!("\nWhy this version: {}\n", publication.reason));
    }
    for table in tables {
        text.push_str(&format!("\n## {}\n\n| column | type | what it is |\n|---|---|---|\n", table.name));
        for (name, is_number, about) in table.columns {
            let kind = if *is_number { "integer" } else { "string" };
            text.push_str(&format!("| {name} | {kind} | {about} |\n"));
        }
    }
    text.push_str(
        "\n## What is withheld\n\nA sum is withheld where it is of fewer than five shops, where one shop has three quarters \
         of it or two have nine tenths, or where the second could reckon what the first sold to within a tenth. Others are \
         withheld so that these cannot be reckoned from them. Empty cells are withheld, never zero.\n",
    );
    text
}

fn pretty(value: &Value) -> Result<Vec<u8>, String> {
    serde_json::to_vec_pretty(value).map_err(|error| error.to_string())
}

fn file(name: String, kind: &str, content: Vec<u8>) -> DataFile {
    let sha256 = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
    DataFile { name, kind: kind.to_owned(), sha256, content }
}
