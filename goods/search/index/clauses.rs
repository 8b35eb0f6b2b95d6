//! What was typed, as a question to the index of words.

use std::collections::BTreeMap;

use tantivy::{
    Searcher, Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, FuzzyTermQuery, Occur,
        PhraseQuery, Query, TermQuery,
    },
    schema::IndexRecordOption,
};

use super::shape::{Place, Shape};
use crate::search::{
    fold::meet,
    typed::{Form, Pattern, Phrase, Typed, Unit},
    words::{Stretch, pairs, stems, stretches},
};

/// Words that the beginning of one, or a slip, may stand for.
const MOST_WORDS: usize = 24;
/// Words with one beginning that are looked at.
const MOST_BEGUN: usize = 1_000;
/// What a second place in which a word stands adds.
const ALSO: f32 = 0.15;
/// What it adds that a title has all words in their order.
const IN_ORDER: f32 = 4.0;
/// Letters from which on a word may have one slip, and two.
const ONE_SLIP: usize = 4;
const TWO_SLIPS: usize = 8;
const SOUND: f32 = 5.0;
/// What a word is worth that a listing need not say.
const PLAIN: f32 = 0.3;

/// How much a listing must have of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// All units.
    Whole,
    /// All units, each in the title: the best of what fits whole, where that is more than can be looked at.
    Titled,
    /// Some unit, in whatever loose form.
    Partial,
}

pub struct Clauses<'a> {
    pub searcher: &'a Searcher,
    pub shape: &'a Shape,
}

type Boxed = Box<dyn Query>;

impl Clauses<'_> {
    pub fn of(&self, typed: &Typed, fit: Fit) -> tantivy::Result<Boxed> {
        if typed.is_empty() {
            return Ok(Box::new(AllQuery));
        }
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        let is_all_plain = typed.units.iter().all(|unit| unit.is_plain);
        for unit in &typed.units {
            let is_needed = fit != Fit::Partial && (!unit.is_plain || is_all_plain);
            let occur = if is_needed { Occur::Must } else { Occur::Should };
            let plain = if unit.is_plain && !is_all_plain { PLAIN } else { 1.0 };
            let weight = self.importance(unit)? * unit.weight * plain;
            clauses.push((occur, Box::new(BoostQuery::new(self.unit(unit, fit)?, weight))));
        }
        if let Some(whole) = &typed.whole {
            for place in self.shape.places().into_iter().filter(|place| place.field == self.shape.title) {
                clauses.extend(self.phrase(whole, place, IN_ORDER).map(|query| (Occur::Should, query)));
            }
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// What says something that nobody wants to see. A shop's name is no word of its listings.
    pub fn without(&self, typed: &Typed) -> tantivy::Result<Boxed> {
        let mut clauses: Vec<Boxed> = Vec::new();
        for form in typed.without.iter().flat_map(|unit| &unit.forms) {
            for place in self.shape.places().into_iter().filter(|place| place.field != self.shape.places) {
                clauses.extend(self.form(form, place)?);
            }
        }
        Ok(Box::new(BooleanQuery::union(clauses)))
    }

    /// A rare word says more than one that stands everywhere: from 1 to about 3.
    fn importance(&self, unit: &Unit) -> tantivy::Result<f32> {
        let all = self.searcher.num_docs().max(1);
        let mut most = 0;
        for form in unit.forms.iter().take(8) {
            let Pattern::Phrase(words) = &form.pattern else { continue };
            let mut fewest = u64::MAX;
            for (_, word) in words {
                fewest = fewest.min(self.frequency(word)?);
            }
            most = most.max(fewest);
        }
        let share = most.max(1) as f32 / all as f32;
        Ok(1.0 + (1.0 / share.min(1.0)).ln() / 4.0)
    }

    /// Whether the titles and tags of some listing have all words of a name, or their stems.
    pub fn is_spoken(&self, name: &str) -> tantivy::Result<bool> {
        let words = stretches(&meet(name)).into_iter().flat_map(|stretch| match stretch {
            Stretch::Letters(word) => vec![word],
            Stretch::Run(run) if run.len() == 1 => vec![run.iter().collect()],
            Stretch::Run(run) => pairs(&run),
        });
        for word in words {
            let mut is_said = self.frequency(&word)? > 0;
            for stem in stems(&word) {
                is_said = is_said || self.frequency(&stem)? > 0;
            }
            if !is_said {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn frequency(&self, word: &str) -> tantivy::Result<u64> {
        let title = self.searcher.doc_freq(&Term::from_field_text(self.shape.title, word))?;
        Ok(title.max(self.searcher.doc_freq(&Term::from_field_text(self.shape.tags, word))?))
    }

    fn unit(&self, unit: &Unit, fit: Fit) -> tantivy::Result<Boxed> {
        let mut ways: Vec<Boxed> = Vec::new();
        let mut is_said = false;
        for form in &unit.forms {
            is_said |= self.is_said(form)?;
            self.ways(form, unit.in_body, fit, &mut ways)?;
        }
        for form in &unit.suited {
            self.ways(form, 0.0, fit, &mut ways)?;
        }
        if !is_said {
            for form in &unit.unknown {
                self.ways(form, unit.in_body, fit, &mut ways)?;
            }
        }
        if fit == Fit::Partial {
            for form in &unit.loose {
                if is_said && matches!(form.pattern, Pattern::Near(_)) {
                    continue;
                }
                self.ways(form, unit.in_body, fit, &mut ways)?;
            }
        }
        Ok(Box::new(DisjunctionMaxQuery::with_tie_breaker(ways, ALSO)))
    }

    /// Whether a title or tag has the words of a form.
    fn is_said(&self, form: &Form) -> tantivy::Result<bool> {
        let Pattern::Phrase(words) = &form.pattern else { return Ok(false) };
        for (_, word) in words {
            if self.frequency(word)? == 0
                && self.searcher.doc_freq(&Term::from_field_text(self.shape.places, word))? == 0
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn ways(&self, form: &Form, in_body: f32, fit: Fit, ways: &mut Vec<Boxed>) -> tantivy::Result<()> {
        if let Pattern::Sound(sound) = &form.pattern {
            let term = Term::from_field_text(self.shape.sound, sound);
            ways.extend(self.known(term).map(|query| worth(query, SOUND * form.weight)));
            return Ok(());
        }
        for mut place in self.shape.places() {
            let is_title = place.field == self.shape.title || place.field == self.shape.head;
            if fit == Fit::Titled && !is_title {
                continue;
            }
            if place.field == self.shape.body {
                if in_body <= 0.0 {
                    continue;
                }
                place.weight *= in_body;
            }
            ways.extend(self.form(form, place)?);
        }
        Ok(())
    }

    /// A form in one text, if there can be anything.
    fn form(&self, form: &Form, place: Place) -> tantivy::Result<Option<Boxed>> {
        let weight = place.weight * form.weight;
        Ok(match &form.pattern {
            Pattern::Phrase(words) => self.phrase(words, place, weight),
            Pattern::Together(words) => {
                let terms = words.iter().map(|word| self.known(Term::from_field_text(place.field, word)));
                let all: Option<Vec<(Occur, Boxed)>> =
                    terms.map(|term| term.map(|query| (Occur::Must, query))).collect();
                all.map(|all| worth(Box::new(BooleanQuery::new(all)), weight))
            }
            Pattern::Begun(beginning) => any(self.begun(beginning, place)?, weight),
            Pattern::Near(word) => any(self.near(word, place)?, weight),
            Pattern::Sound(_) => None,
        })
    }

    fn phrase(&self, words: &Phrase, place: Place, weight: f32) -> Option<Boxed> {
        let is_single = |word: &str| word.chars().count() == 1 && !word.is_ascii();
        if !place.has_singles && words.iter().any(|(_, word)| is_single(word)) && words.len() == 1 {
            return None;
        }
        let terms: Vec<(usize, Term)> =
            words.iter().map(|(at, word)| (*at, Term::from_field_text(place.field, word))).collect();
        if terms.iter().any(|(_, term)| !self.is_known(term)) {
            return None;
        }
        let query: Boxed = match terms.as_slice() {
            [] => return None,
            [(_, term)] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)),
            _ => Box::new(PhraseQuery::new_with_offset(terms)),
        };
        Some(worth(query, weight))
    }

    fn is_known(&self, term: &Term) -> bool {
        self.searcher.doc_freq(term).is_ok_and(|frequency| frequency > 0)
    }

    fn known(&self, term: Term) -> Option<Boxed> {
        self.is_known(&term).then(|| -> Boxed { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) })
    }

    /// The most frequent words of a text that begin so.
    fn begun(&self, beginning: &str, place: Place) -> tantivy::Result<Vec<Term>> {
        let mut found: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        let mut end = beginning.as_bytes().to_vec();
        // No byte of UTF-8 is 255, so this lies behind every word that begins so.
        end.push(0xff);
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(place.field)?;
            let mut words = index.terms().range().ge(beginning.as_bytes()).lt(&end).into_stream()?;
            while found.len() < MOST_BEGUN && words.advance() {
                *found.entry(words.key().to_vec()).or_default() += u64::from(words.value().doc_freq);
            }
        }
        Ok(most_frequent(found, place))
    }

    /// The most frequent words of a text that are a slip of the hand away: one from four letters on, two from eight.
    fn near(&self, word: &str, place: Place) -> tantivy::Result<Vec<Term>> {
        let slips = match word.chars().count() {
            ..ONE_SLIP => return Ok(Vec::new()),
            ONE_SLIP..TWO_SLIPS => 1,
            _ => 2,
        };
        let term = Term::from_field_text(place.field, word);
        let automaton = FuzzyTermQuery::new(term, slips, true).automaton()?;
        let mut found: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(place.field)?;
            let mut words = index.terms().search(&automaton).into_stream()?;
            while words.advance() {
                *found.entry(words.key().to_vec()).or_default() += u64::from(words.value().doc_freq);
            }
        }
        Ok(most_frequent(found, place))
    }
}

fn most_frequent(found: BTreeMap<Vec<u8>, u64>, place: Place) -> Vec<Term> {
    let mut found: Vec<(Vec<u8>, u64)> =
        found.into_iter().filter(|(word, _)| !word.starts_with(b"~")).collect();
    found.sort_by_key(|(_, frequency)| std::cmp::Reverse(*frequency));
    found.truncate(MOST_WORDS);
    let text = |word: Vec<u8>| String::from_utf8(word).ok();
    found.into_iter().filter_map(|(word, _)| Some(Term::from_field_text(place.field, &text(word)?))).collect()
}

fn any(terms: Vec<Term>, weight: f32) -> Option<Boxed> {
    (!terms.is_empty()).then(|| worth(Box::new(BooleanQuery::new_multiterms_query(terms)), weight))
}

/// Whatever it finds is worth the same.
fn worth(query: Boxed, weight: f32) -> Boxed {
    Box::new(ConstScoreQuery::new(query, weight))
}
