//! Whole files in and out.

mod broken;
mod files;
mod programs;
mod refusals;
mod round_trip;
mod samples;

use super::*;
use kernel::{Currency, Money};

/// A file in yuan, read.
fn read_yuan(text: &str) -> Reading {
    read(text.as_bytes(), Currency::CNY).unwrap()
}

fn yuan(fen: i64) -> Cell<Money> {
    Cell::Value(Money::new(fen, Currency::CNY))
}

fn value(text: &str) -> Cell<String> {
    Cell::Value(text.to_owned())
}

fn written(columns: &Columns, drafts: &[ListingDraft]) -> String {
    let mut out = Vec::new();
    write(&mut out, columns, drafts).unwrap();
    String::from_utf8(out).unwrap()
}

/// Line and code of everything that was refused.
fn refused(reading: &Reading) -> Vec<(u64, &'static str)> {
    reading.refused.iter().map(|refusal| (refusal.line, refusal.reason.code())).collect()
}

fn handles(reading: &Reading) -> Vec<&str> {
    reading.drafts.iter().map(|draft| draft.handle.as_str()).collect()
}

/// The same drafts with the lines forgotten, to be compared with drafts of another file.
fn without_lines(mut drafts: Vec<ListingDraft>) -> Vec<ListingDraft> {
    for draft in &mut drafts {
        draft.line = 0;
        draft.variants.iter_mut().for_each(|variant| variant.line = 0);
        draft.pictures.iter_mut().for_each(|picture| picture.line = 0);
    }
    drafts
}
