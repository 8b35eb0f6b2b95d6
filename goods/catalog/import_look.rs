//! Looking at a file before it is taken: what is in it, and what it would change.

use std::{collections::HashSet, sync::Arc};

use people::{market::Market, shops::Shop};
use platform::{
    db::{DbError, Tx},
    files::Files,
};

use super::{
    RunId,
    import::{Manner, merge},
    import_changes::{ChangedListing, changes},
    import_file::{BLOCK, ImportFileError, head_of, manner, open, open_mapped, part, remembered, reopen},
    import_report::{ImportNote, Report, TableColumn},
    import_run::{Run, RunState, StockOf},
    import_run_store::{self, Seen},
    product_file::{FileKind, ListingDraft, Mapping, Part, ProductFile, Unreadable},
    seller_store::{find_id, list_handles, load},
};

/// Listings of the shop that are compared with the file; more would keep the seller waiting.
const MOST_COMPARED: usize = 2_000;
/// Changed listings that a preview shows.
const MOST_CHANGES: usize = 100;
/// Cells of a column that are shown for it to be known by.
const SAMPLES: usize = 3;

/// What is in a file and what it would change; nothing is remembered.
pub async fn preview(
    market: &Market,
    shop: &Shop,
    bytes: Vec<u8>,
    mapping: Option<Mapping>,
) -> Result<Report, ImportFileError> {
    let file = open_mapped(market, shop, bytes, mapping.clone()).await?;
    Ok(see(market, shop, &file, mapping.unwrap_or_default()).await?.report)
}

/// Look at a file and remember what is in it; nothing is in the shop yet.
pub async fn look_at(
    market: &Market,
    shop: &Shop,
    name: &str,
    bytes: Vec<u8>,
) -> Result<RunId, ImportFileError> {
    let file = open(bytes.clone(), shop, None).await?;
    let seen = match remembered_or_guessed(market, shop, &file).await? {
        None => see(market, shop, &file, Mapping::default()).await?,
        Some((mapping, true)) => {
            let file = open(bytes.clone(), shop, Some(mapping.clone())).await?;
            see(market, shop, &file, mapping).await?
        }
        Some((mapping, false)) => unmapped(&file, mapping)?,
    };
    let (kept, files) = (Files::name_of(&bytes), market.files.clone());
    let name_of_file = kept.clone();
    let put = tokio::task::spawn_blocking(move || files.put(&name_of_file, ".csv", &bytes)).await;
    put.map_err(|_| ImportFileError::Broken)??;
    let (now, id, name) = (market.now(), shop.id, name.to_owned());
    let act = async move |tx: &mut Tx| import_run_store::keep_run(tx, now, id, &kept, &name, &seen).await;
    Ok(market.db.write(act).await?)
}

/// What the columns of a table mean, and whether the seller has said so; None for the file of a program we know.
async fn remembered_or_guessed(
    market: &Market,
    shop: &Shop,
    file: &ProductFile,
) -> Result<Option<(Mapping, bool)>, ImportFileError> {
    if file.kind != FileKind::Table {
        return Ok(None);
    }
    let known = remembered(market, shop, &file.names).await?;
    let is_known = known.is_some();
    Ok(Some((known.unwrap_or_else(|| Mapping::guess(&file.names)), is_known)))
}

/// A table whose columns the seller has to explain first.
fn unmapped(file: &ProductFile, mapping: Mapping) -> Result<Seen, ImportFileError> {
    let column = |(at, name): (usize, &String)| {
        let target = mapping.0.iter().find(|(have, _)| have == name).map(|it| it.1.clone())?;
        Some(TableColumn { name: name.clone(), target, samples: file.samples(at, SAMPLES) })
    };
    let columns: Vec<TableColumn> = file.names.iter().enumerate().filter_map(column).collect();
    if columns.iter().all(|column| column.samples.is_empty()) {
        return Err(Unreadable::NotProducts.into());
    }
    let report = Report::of_table(file, columns);
    Ok(Seen { state: RunState::Unmapped, kind: FileKind::Table, mapping, report, total: 0 })
}

/// Say what the columns of a table mean, and look at it with that; it is remembered for the shop.
pub async fn map_columns(
    market: &Market,
    shop: &Shop,
    run: &Run,
    mapping: Mapping,
) -> Result<(), ImportFileError> {
    if run.kind != FileKind::Table || !matches!(run.state, RunState::Unmapped | RunState::Previewed) {
        return Err(ImportFileError::Begun);
    }
    if !mapping.has_title() {
        return Err(ImportFileError::Unmapped);
    }
    let file = reopen(market, shop, run, &mapping).await?;
    let mut seen = see(market, shop, &file, mapping.clone()).await?;
    seen.report.columns = unmapped(&file, mapping.clone())?.report.columns;
    let (id, shop, head) = (run.id, shop.id, head_of(&file.names));
    let act = async move |tx: &mut Tx| {
        import_run_store::remember_mapping(tx, shop, &head, &mapping).await?;
        import_run_store::see_again(tx, id, &seen).await
    };
    if market.db.write::<_, DbError, _>(act).await? { Ok(()) } else { Err(ImportFileError::Begun) }
}

/// Go through all listings of a file, and through those of the shop that it would change.
async fn see(
    market: &Market,
    shop: &Shop,
    file: &Arc<ProductFile>,
    mapping: Mapping,
) -> Result<Seen, ImportFileError> {
    let id = shop.id;
    let handles = market.db.report(async move |tx: &mut Tx| list_handles(tx, id).await).await?;
    let handles: HashSet<String> = handles.into_iter().collect();
    let manner = manner(market, shop, StockOf::File);
    let mut report = Report::begin(file);
    if file.kind == FileKind::Table {
        report.columns = unmapped(file, mapping.clone()).map(|seen| seen.report.columns).unwrap_or_default();
    }
    for from in (0..file.len()).step_by(BLOCK) {
        let part = part(file, from, BLOCK).await?;
        report.look_at(&part);
        compare(market, shop, &handles, &manner, part, &mut report).await?;
    }
    report.looked_at();
    let total = i64::try_from(file.len()).unwrap_or(i64::MAX);
    Ok(Seen { state: RunState::Previewed, kind: file.kind, mapping, report, total })
}

async fn compare(
    market: &Market,
    shop: &Shop,
    handles: &HashSet<String>,
    manner: &Manner,
    part: Part,
    report: &mut Report,
) -> Result<(), ImportFileError> {
    let (known, new): (Vec<ListingDraft>, Vec<ListingDraft>) =
        part.drafts.into_iter().partition(|draft| handles.contains(&draft.handle));
    for draft in &new {
        report.tell(merge(draft, None, manner).1.iter().map(ImportNote::from).collect());
    }
    let room = MOST_COMPARED.saturating_sub(report.known);
    report.known += known.len();
    report.not_compared += known.len().saturating_sub(room);
    let (shop, manner) = (shop.id, manner.clone());
    let known: Vec<ListingDraft> = known.into_iter().take(room).collect();
    if known.is_empty() {
        return Ok(());
    }
    let look = async move |tx: &mut Tx| {
        let mut found = Vec::with_capacity(known.len());
        for draft in known {
            let Some(id) = find_id(tx, shop, &draft.handle).await? else { continue };
            let Some(old) = load(tx, id).await? else { continue };
            let (new, told) = merge(&draft, Some(&old), &manner);
            let title = old.title.clone();
            let (line, handle, changes) = (draft.line, draft.handle, changes(&old, &new));
            found.push((ChangedListing { line, handle, title, changes }, told));
        }
        Ok::<_, DbError>(found)
    };
    for (changed, told) in market.db.report(look).await? {
        report.tell(told.iter().map(ImportNote::from).collect());
        report.stock_changes += changed.changes.iter().filter(|change| change.is_stock()).count();
        if changed.changes.is_empty() {
            continue;
        }
        report.change_count += 1;
        if report.changes.len() < MOST_CHANGES {
            report.changes.push(changed);
        }
    }
    Ok(())
}
