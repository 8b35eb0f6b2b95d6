use std::collections::{HashMap, HashSet};

use kernel::{Actor, Day, Forbidden, Timestamp};
use platform::{
    audit,
    db::{Db, DbError, Tx},
};
use serde_json::json;

use super::{
    Division, DivisionChange, DivisionCode, Level,
    file::{DivisionFile, Listed, ListedChange, Refused, RowFault},
    store,
};

/// Rows in one transaction.
const BATCH: usize = 4_096;

/// What came of a file.
#[derive(Debug, Default)]
pub struct Taken {
    pub read: usize,
    pub new: usize,
    pub changed: usize,
    pub same: usize,
    pub vanished: usize,
    /// Rows that were not taken, in the order of the file.
    pub refused: Vec<Refused>,
}

/// What a file that lists a whole country does to those that it does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlisted {
    Stay,
    Vanish,
}

/// Take a file of divisions: what is new or has changed is put down, what is the same costs nothing, so that it may be
/// taken twice, or again after it was cut off.
///
/// A row that contradicts a newer file is not taken and named. `progress` is told how many rows are done.
pub async fn take(
    db: &Db,
    now: Timestamp,
    file: DivisionFile,
    as_of: Day,
    unlisted: Unlisted,
    mut progress: impl FnMut(usize, usize),
) -> Result<Taken, DbError> {
    let DivisionFile { country, source, rows, refused } = file;
    let known = known(db, country.code()).await?;
    let newest = db.read(async move |tx: &mut Tx| store::newest_edition(tx, country.code()).await).await?;
    let mut taken = Taken { read: rows.len() + refused.len(), refused, ..Taken::default() };
    let listed: HashMap<DivisionCode, Level> =
        rows.iter().map(|row| (row.division.code.clone(), row.division.level)).collect();
    let mut put = Vec::new();
    for Listed { place, division } in rows {
        let larger = division.parent.as_ref().map(|parent| {
            listed.get(parent).copied().or_else(|| known.get(parent).map(|known| known.level)).ok_or(parent)
        });
        let old = known.get(&division.code);
        let fault = match (larger, old) {
            (Some(Err(parent)), _) => Some(RowFault::Orphan(division.code.clone(), parent.to_string())),
            (Some(Ok(level)), _) if level.number() >= division.level.number() => {
                division.parent.clone().map(|parent| RowFault::NotLarger(division.code.clone(), parent))
            }
            (_, Some(old)) => contradiction(old, &division, as_of, newest),
            _ => None,
        };
        if let Some(fault) = fault {
            taken.refused.push(Refused { place, fault });
            continue;
        }
        match old {
            None => taken.new += 1,
            Some(old) if is_same(old, &division) => {
                taken.same += 1;
                continue;
            }
            Some(_) => taken.changed += 1,
        }
        put.push(division);
    }
    let (mut done, all) = (0, put.len());
    for batch in put.chunks(BATCH) {
        let batch = batch.to_vec();
        done += batch.len();
        db.write(async move |tx: &mut Tx| store::put(tx, &batch).await).await?;
        progress(done, all);
    }
    let gone: Vec<DivisionCode> = match unlisted {
        Unlisted::Stay => Vec::new(),
        Unlisted::Vanish => {
            let is_gone = |it: &&Division| it.vanished_on.is_none() && !listed.contains_key(&it.code);
            known.values().filter(is_gone).map(|division| division.code.clone()).collect()
        }
    };
    taken.vanished = gone.len();
    for batch in gone.chunks(BATCH) {
        let batch = batch.to_vec();
        let act = async move |tx: &mut Tx| {
            for code in &batch {
                store::vanish(tx, code, as_of).await?;
            }
            Ok::<_, DbError>(())
        };
        db.write(act).await?;
    }
    let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
    let rows = (count(taken.read), count(taken.new + taken.changed + taken.vanished));
    let act = async move |tx: &mut Tx| {
        store::insert_edition(tx, now, country.code(), as_of, rows, &source).await?;
        let detail = json!({ "source": source, "as_of": as_of, "rows": rows.0});
        audit::record(tx, now, None, "divisions.take", country.code(), &detail).await
    };
    db.write(act).await?;
    Ok(taken)
}

fn is_same(old: &Division, new: &Division) -> bool {
    let said = |it: &Division| (it.parent.clone(), it.name.clone(), it.name_en.clone(), it.level, it.kind);
    old.vanished_on.is_none() && said(old) == said(new)
}

/// Why a row of an older file is not believed.
fn contradiction(old: &Division, new: &Division, as_of: Day, newest: Day) -> Option<RowFault> {
    let code = new.code.clone();
    if let Some(day) = old.vanished_on.filter(|day| *day >= as_of) {
        return Some(RowFault::Vanished { code, day });
    }
    (as_of < newest && !is_same(old, new)).then_some(RowFault::Older { code, day: newest })
}

async fn known(db: &Db, country: &'static str) -> Result<HashMap<DivisionCode, Division>, DbError> {
    const PAGE: i64 = 20_000;
    let (mut known, mut after) = (HashMap::new(), String::new());
    loop {
        let from = after.clone();
        let page = db.report(async move |tx: &mut Tx| store::list(tx, country, &from, PAGE).await).await?;
        let Some(last) = page.last() else { return Ok(known) };
        after = last.code.to_string();
        known.extend(page.into_iter().map(|division| (division.code.clone(), division)));
    }
}

/// Take a list of what became of divisions. The old code is no more from that day, unless it was only renamed; a name is
/// kept as it was until then. Rows whose codes are not known are named.
pub async fn take_changes(
    tx: &mut Tx,
    now: Timestamp,
    source: &str,
    rows: &[ListedChange],
) -> Result<Taken, DbError> {
    let mut taken = Taken { read: rows.len(), ..Taken::default() };
    for row in rows {
        let change = (row.old.clone(), row.new.clone(), row.kind, row.day);
        match note(tx, now, change, source).await? {
            Ok(true) => taken.new += 1,
            Ok(false) => taken.same += 1,
            Err(fault) => taken.refused.push(Refused { place: row.place.clone(), fault }),
        }
    }
    Ok(taken)
}

type Became = (DivisionCode, DivisionCode, super::ChangeKind, Day);

async fn note(
    tx: &mut Tx,
    now: Timestamp,
    (old, new, kind, day): Became,
    source: &str,
) -> Result<Result<bool, RowFault>, DbError> {
    let codes: HashSet<&DivisionCode> = [&old, &new].into();
    let mut names = HashMap::new();
    for code in codes {
        let Some(found) = store::find(tx, code).await? else {
            return Ok(Err(RowFault::Unknown(code.clone())));
        };
        names.insert(code.clone(), found.name);
    }
    let old_name = names.remove(&old).unwrap_or_default();
    if old != new {
        store::vanish(tx, &old, day).await?;
    }
    let change = DivisionChange { old, new, kind, day, old_name, source: source.to_owned() };
    Ok(Ok(store::insert_change(tx, now, &change).await?))
}

#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("one of the codes is not known")]
    Unknown,
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the change could not be recorded")]
    Store(#[from] DbError),
}

/// The operator says what became of a division.
pub async fn change(
    tx: &mut Tx,
    by: &Actor,
    now: Timestamp,
    old: DivisionCode,
    new: DivisionCode,
    kind: super::ChangeKind,
    day: Day,
) -> Result<(), ChangeError> {
    by.operator()?;
    let detail = json!({ "new": new.as_str(), "kind": kind.name(), "day": day });
    let subject = old.to_string();
    note(tx, now, (old, new, kind, day), "operator").await?.map_err(|_| ChangeError::Unknown)?;
    audit::record(tx, now, by.account().ok(), "divisions.change", &subject, &detail).await?;
    Ok(())
}
