//! The rows of one listing become its draft.

use super::columns::Columns;
use super::field::{self, Field};
use super::part::Parts;
use super::rows::Row;
use super::translate::{Habits, Said};
use super::{Cell, ListingDraft, Note, Refusal, RefusalReason, VariantDraft};
use crate::catalog::listing_input::{MOST_PICTURES, MOST_VARIANTS};
use kernel::Currency;

/// A listing while its rows come in.
pub struct Grouping<'a> {
    columns: &'a Columns,
    currency: Currency,
    habits: &'a Habits,
    handle: &'a str,
    draft: Option<ListingDraft>,
    /// Lines of which something was said already.
    refused_lines: Vec<u64>,
    lines: Vec<u64>,
    said: Said,
}

impl<'a> Grouping<'a> {
    pub fn new(handle: &'a str, columns: &'a Columns, currency: Currency, habits: &'a Habits) -> Self {
        Grouping {
            columns,
            currency,
            habits,
            handle,
            draft: None,
            refused_lines: Vec::new(),
            lines: Vec::new(),
            said: Said::default(),
        }
    }

    pub fn add(&mut self, row: &Row<'_>) {
        self.lines.push(row.line);
        let mut parts = Parts::new(row, self.columns, self.currency, self.habits);
        match self.draft.take() {
            Some(draft) => self.draft = Some(self.go_on(draft, row.line, &mut parts)),
            None if self.lines.len() == 1 => self.draft = self.begin(row.line, &mut parts),
            None => {}
        }
        self.said.refused.extend(parts.said.refused);
        self.said.notes.extend(parts.said.notes);
    }

    /// The listing, if there is one, and everything that is said about its rows.
    ///
    /// A listing none of whose variants could be used is no listing; the rows of which nothing was said yet are
    /// refused with it.
    pub fn finish(mut self) -> (Option<ListingDraft>, Said) {
        let draft = self.draft.take();
        let needs_variants = |draft: &ListingDraft| {
            !self.refused_lines.is_empty() || self.columns.has_variants() && !draft.options.is_empty()
        };
        let draft = draft.filter(|draft| !draft.variants.is_empty() || !needs_variants(draft));
        let Some(mut draft) = draft else {
            let first_line = self.lines.first().copied().unwrap_or_default();
            let told: Vec<u64> = self.said.refused.iter().map(|refusal| refusal.line).collect();
            self.lines.dedup();
            let untold = self.lines.into_iter().filter(|line| !told.contains(line));
            let reason = RefusalReason::ListingRefused { first_line };
            self.said.refused.extend(untold.map(|line| Refusal {
                line,
                column: None,
                reason: reason.clone(),
            }));
            return (None, self.said);
        };
        draft.has_lost_variants = !self.refused_lines.is_empty();
        (Some(draft), self.said)
    }

    fn begin(&mut self, line: u64, parts: &mut Parts<'_>) -> Option<ListingDraft> {
        let mut draft = parts.listing(self.handle.to_owned())?;
        // A product that is described in one row and has its variants in others brings none itself.
        let has_variant =
            self.columns.has_variants() && (draft.options.is_empty() || parts.is_filled(&field::OF_VARIANT));
        if has_variant {
            self.add_variant(&mut draft, line, parts);
        }
        self.add_picture(&mut draft, parts, has_variant);
        Some(draft)
    }

    fn go_on(&mut self, mut draft: ListingDraft, line: u64, parts: &mut Parts<'_>) -> ListingDraft {
        let has_variant = parts.is_filled(&field::OF_VARIANT);
        let has_picture = matches!(parts.cell(Field::PictureUrl), Cell::Value(_));
        if has_variant {
            self.add_variant(&mut draft, line, parts);
        }
        self.add_picture(&mut draft, parts, has_variant);
        if !has_variant && !has_picture {
            parts.refuse(None, RefusalReason::NothingNew { first_line: draft.line });
            return draft;
        }
        if parts.is_filled(&field::OF_LISTING) {
            let mut again = parts.again();
            let says_otherwise =
                again.listing(String::new()).is_none_or(|later| draft.is_contradicted_by(&later));
            if says_otherwise {
                self.said.notes.push(Note::FirstRowCounts { line, first_line: draft.line });
            }
        }
        draft
    }

    fn add_variant(&mut self, draft: &mut ListingDraft, line: u64, parts: &mut Parts<'_>) {
        let Some(variant) = parts.variant(draft) else { return self.refused_lines.push(line) };
        // Whether any are left is not known then: a new listing waits until its seller has said.
        draft.is_doubtful |= parts.has_refused(Field::Quantity);
        match refused_beside(&draft.variants, &variant) {
            Some(reason) => {
                parts.refuse(None, reason);
                self.refused_lines.push(line);
            }
            None => draft.variants.push(variant),
        }
    }

    fn add_picture(&mut self, draft: &mut ListingDraft, parts: &mut Parts<'_>, has_variant: bool) {
        let Some(picture) = parts.picture(has_variant) else { return };
        // Several variants are often shown by one picture.
        if draft.pictures.iter().any(|have| have.url == picture.url) {
            return;
        }
        if draft.pictures.len() == MOST_PICTURES {
            parts.refuse(Some(Field::PictureUrl), RefusalReason::TooManyPictures { max: MOST_PICTURES });
        } else {
            draft.pictures.push(picture);
        }
    }
}

fn refused_beside(accepted: &[VariantDraft], new: &VariantDraft) -> Option<RefusalReason> {
    if let Some(same) = accepted.iter().find(|old| old.choices == new.choices) {
        return Some(RefusalReason::SameOptions { first_line: same.line });
    }
    (accepted.len() == MOST_VARIANTS).then_some(RefusalReason::TooManyVariants { max: MOST_VARIANTS })
}
