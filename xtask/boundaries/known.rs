//! The faults of today, which may only become fewer.

use std::collections::BTreeSet;

pub const PATH: &str = "xtask/faults.txt";

/// What is wrong with these faults beside the known ones: a new one, and a known one that is none any more.
pub fn compare(faults: &BTreeSet<String>, known: &str) -> Vec<String> {
    let known: BTreeSet<&str> = lines(known).collect();
    let new = faults.iter().filter(|fault| !known.contains(fault.as_str())).cloned();
    let mended = known.iter().filter(|line| !faults.contains(**line));
    new.chain(mended.map(|line| format!("take it out of {PATH}, it is mended: {line}"))).collect()
}

pub fn lines(known: &str) -> impl Iterator<Item = &str> {
    known.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The known faults without those that are mended; none is added.
pub fn shrink(faults: &BTreeSet<String>, known: &str) -> String {
    let is_kept = |line: &&str| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || faults.contains(line)
    };
    known.lines().filter(is_kept).map(|line| format!("{line}\n")).collect()
}
