//! Rows with the same handle become one listing.

use super::columns::Columns;
use super::field::{self, Field};
use super::handle::kebab;
use super::part::Parts;
use super::rows::Row;
use super::{Cell, ListingDraft, Note, Refusal, RefusalReason, VariantDraft};
use kernel::Currency;
use std::collections::HashMap;

/// The listings of a file while its rows come in.
pub struct Grouping<'a> {
    columns: &'a Columns,
    currency: Currency,
    groups: Vec<Group>,
    by_handle: HashMap<String, usize>,
    sku_lines: HashMap<String, u64>,
    refused: Vec<Refusal>,
    notes: &'a mut Vec<Note>,
}

struct Group {
    draft: ListingDraft,
    refused_variant_lines: Vec<u64>,
}

const MAX_VARIANTS: usize = 100;
const MAX_PICTURES: usize = 250;

impl<'a> Grouping<'a> {
    pub fn new(columns: &'a Columns, currency: Currency, notes: &'a mut Vec<Note>) -> Grouping<'a> {
        Grouping {
            columns,
            currency,
            groups: Vec::new(),
            by_handle: HashMap::new(),
            sku_lines: HashMap::new(),
            refused: Vec::new(),
            notes,
        }
    }

    pub fn add(&mut self, row: &Row<'_>) {
        let mut parts = Parts::new(row, self.columns, self.currency);
        let handle = match self.handle(row.line, &parts) {
            Ok(handle) => handle,
            Err(reason) => return self.refuse(row.line, reason),
        };
        match self.by_handle.get(&handle) {
            Some(at) => self.go_on(*at, row.line, &mut parts),
            None => self.begin(handle, row.line, &mut parts),
        }
    }

    pub fn refuse_row(&mut self, refusal: Refusal) {
        self.refused.push(refusal);
    }

    /// The listings and everything that was refused, by line.
    ///
    /// A listing none of whose variants could be used is no listing; the rows that brought nothing but its
    /// pictures are refused with it, the others have been refused already.
    pub fn finish(mut self) -> (Vec<ListingDraft>, Vec<Refusal>) {
        let mut drafts = Vec::with_capacity(self.groups.len());
        for Group { draft, refused_variant_lines } in self.groups {
            if !draft.variants.is_empty() || refused_variant_lines.is_empty() {
                drafts.push(draft);
                continue;
            }
            let reason = RefusalReason::ListingRefused { first_line: draft.line };
            let lines = draft.pictures.iter().map(|picture| picture.line);
            let unsaid = lines.filter(|line| !refused_variant_lines.contains(line));
            self.refused.extend(unsaid.map(|line| Refusal { line, column: None, reason: reason.clone() }));
        }
        self.refused.sort_by_key(|refusal| refusal.line);
        (drafts, self.refused)
    }

    /// The handle a row belongs to, made from its title if it has none of its own.
    fn handle(&mut self, line: u64, parts: &Parts<'_>) -> Result<String, RefusalReason> {
        if let Cell::Value(text) = parts.cell(Field::Handle) {
            let handle = kebab(text);
            if handle.chars().nth(255).is_some() {
                return Err(RefusalReason::TooLong { max: 255 });
            }
            if handle != text {
                self.notes.push(Note::HandleChanged { line, from: text.to_owned(), to: handle.clone() });
            }
            return if handle.is_empty() { Err(RefusalReason::NoHandle) } else { Ok(handle) };
        }
        let handle = kebab(parts.cell(Field::Title).value().unwrap_or_default());
        match self.by_handle.get(&handle) {
            _ if handle.is_empty() => Err(RefusalReason::NoHandle),
            Some(at) => Err(RefusalReason::SameTitle { first_line: self.groups[*at].draft.line }),
            None => Ok(handle),
        }
    }

    fn begin(&mut self, handle: String, line: u64, parts: &mut Parts<'_>) {
        if parts.cell(Field::Title) == Cell::Empty {
            return self.refuse(line, RefusalReason::NoFirstRow);
        }
        let draft = match parts.listing(handle.clone()) {
            Ok(draft) => draft,
            Err(refusals) => return self.refused.extend(refusals),
        };
        let at = self.groups.len();
        self.by_handle.insert(handle, at);
        self.groups.push(Group { draft, refused_variant_lines: Vec::new() });
        let has_variant = self.columns.has_variants();
        if has_variant {
            self.add_variant(at, line, parts);
        }
        self.add_picture(at, parts, has_variant);
    }

    fn go_on(&mut self, at: usize, line: u64, parts: &mut Parts<'_>) {
        let has_variant = parts.is_filled(&field::OF_VARIANT);
        if has_variant {
            self.add_variant(at, line, parts);
        }
        let has_picture = self.add_picture(at, parts, has_variant);
        let first = &self.groups[at].draft;
        if !has_variant && !has_picture {
            let reason = RefusalReason::NothingNew { first_line: first.line };
            return self.refuse(line, reason);
        }
        if parts.is_filled(&field::OF_LISTING) {
            let says_otherwise =
                parts.listing(String::new()).map_or(true, |later| first.is_contradicted_by(&later));
            if says_otherwise {
                self.notes.push(Note::FirstRowCounts { line, first_line: first.line });
            }
        }
    }

    fn add_variant(&mut self, at: usize, line: u64, parts: &mut Parts<'_>) {
        let group = &mut self.groups[at];
        let refusals = match parts.variant(&group.draft) {
            Err(refusals) => refusals,
            Ok(variant) => match refused_beside(&group.draft.variants, &variant) {
                Some(reason) => vec![Refusal { line, column: None, reason }],
                None => {
                    self.notes.extend(same_sku(&mut self.sku_lines, &variant));
                    return group.draft.variants.push(variant);
                }
            },
        };
        group.refused_variant_lines.push(line);
        self.refused.extend(refusals);
    }

    /// Does the row have a picture, be it refused?
    fn add_picture(&mut self, at: usize, parts: &mut Parts<'_>, has_variant: bool) -> bool {
        let pictures = &mut self.groups[at].draft.pictures;
        match parts.picture(has_variant) {
            Ok(None) => return false,
            Ok(Some(picture)) if pictures.len() < MAX_PICTURES => pictures.push(picture),
            Ok(Some(picture)) => {
                let reason = RefusalReason::TooManyPictures { max: MAX_PICTURES };
                self.refuse(picture.line, reason);
            }
            Err(refusals) => self.refused.extend(refusals),
        }
        true
    }

    fn refuse(&mut self, line: u64, reason: RefusalReason) {
        self.refused.push(Refusal { line, column: None, reason });
    }
}

fn refused_beside(accepted: &[VariantDraft], new: &VariantDraft) -> Option<RefusalReason> {
    if let Some(same) = accepted.iter().find(|old| old.choices == new.choices) {
        return Some(RefusalReason::SameOptions { first_line: same.line });
    }
    (accepted.len() == MAX_VARIANTS).then_some(RefusalReason::TooManyVariants { max: MAX_VARIANTS })
}

/// Two variants with one SKU are kept, since many sellers use it for the design and not for the piece, but
/// they are told.
fn same_sku(sku_lines: &mut HashMap<String, u64>, variant: &VariantDraft) -> Option<Note> {
    let sku = variant.sku.as_ref().value()?;
    let first_line = *sku_lines.entry(sku.clone()).or_insert(variant.line);
    (first_line != variant.line).then(|| Note::SameSku { line: variant.line, first_line, sku: sku.clone() })
}
