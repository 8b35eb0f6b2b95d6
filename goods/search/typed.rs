//! What somebody typed, read as what they look for.
//!
//! A query is cut into *units*, each one thing that is asked for: a word, a name of the lexicon (which may be several
//! words), a stretch of Chinese or Japanese, an amount. A unit has *forms*: ways in which a listing may say it, each
//! with a weight. A dash before a word takes away, quotes mean just these words in this order.

use super::{
    cut::{Atom, Cut, Meaning, Script, apart, atoms, cut},
    fold::{fold, is_ideograph, is_letter, meet},
    lexicon::{Atoms, Lexicon},
    measure::amount,
    sounds::{heard, syllables},
    words::{pairs, stems},
};

/// Units of a query that count.
const MOST_UNITS: usize = 8;
/// Forms of a unit that count.
const MOST_FORMS: usize = 160;

/// How much a listing must say to be what was meant, against saying the very word.
const STEMMED: f32 = 0.95;
const OTHER_NAME: f32 = 0.8;
const NARROWER: f32 = 0.55;
/// What suits best; each that follows suits a little less.
const SUITED: f32 = 0.45;
const SUITED_LESS: f32 = 0.012;
const SUITED_LEAST: f32 = 0.25;
const BROADER: f32 = 0.2;
const APART: f32 = 0.6;
const HEARD: f32 = 0.7;
const PART: f32 = 0.35;

/// Where a word of a phrase stands from its beginning.
pub type Phrase = Vec<(usize, String)>;

/// One way to say a unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// These words in this order.
    Phrase(Phrase),
    /// These words somewhere in one text.
    Together(Vec<String>),
    /// What sounds so.
    Sound(String),
    /// A word that begins so.
    Begun(String),
    /// A word that is a slip of the hand away.
    Near(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    pub pattern: Pattern,
    pub weight: f32,
}

/// One thing that is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unit {
    pub forms: Vec<Form>,
    /// What a listing may be to suit it. A description that only speaks of such a thing does not.
    pub suited: Vec<Form>,
    /// Ways that count when there is little else.
    pub loose: Vec<Form>,
    /// Ways that count when no listing has the very word.
    pub unknown: Vec<Form>,
    /// How much it matters against the other units; 1 for a word that nobody knows.
    pub weight: f32,
    /// How much more than a passing word a description's word is.
    pub in_body: f32,
    /// Whether a listing need not say it.
    pub is_plain: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub units: Vec<Unit>,
    /// What no listing may say.
    pub without: Vec<Unit>,
    /// All of it in its order, if it is more than one unit.
    pub whole: Option<Phrase>,
}

impl Typed {
    /// Read a query. `is_typing` while the last word may be only begun.
    pub fn read(text: &str, lexicon: &Lexicon, is_typing: bool) -> Self {
        let mut typed = Self::default();
        let folded = fold(&text.replace(['−', '－', '–'], "-"));
        let mut plain = String::new();
        for part in parts(&folded) {
            match part {
                Part::Plain(text) => plain.push_str(&text),
                Part::Quoted(text) => typed.units.extend(exact(&atoms(&text))),
                Part::Without(text) => typed.without.extend(units(&atoms(&text), lexicon, false)),
            }
        }
        let (measures, rest) = take_measures(&plain);
        let found = apart(atoms(&rest), lexicon);
        typed.units.extend(units(&found, lexicon, is_typing && !text.ends_with(char::is_whitespace)));
        typed.units.extend(measures.into_iter().map(|measure| Unit::of(vec![(0, measure)])));
        typed.units.truncate(MOST_UNITS);
        typed.whole = (typed.units.len() > 1 && found.len() > 1).then(|| phrase(&found));
        typed
    }

    /// Whether it asks what suits an occasion, a person or a use, and for no thing in particular.
    pub fn asks_for_ideas(&self) -> bool {
        let mut asked = self.units.iter().filter(|unit| !unit.is_plain).peekable();
        asked.peek().is_some() && asked.all(|unit| !unit.suited.is_empty())
    }

    /// Whether it asks for anything.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }
}

enum Part {
    Plain(String),
    Quoted(String),
    Without(String),
}

/// The stretches of a query that stand in quotes, after a dash, or just so.
fn parts(text: &str) -> Vec<Part> {
    const QUOTES: [(char, char); 6] =
        [('"', '"'), ('“', '”'), ('「', '」'), ('『', '』'), ('«', '»'), ('《', '》')];
    let mut found = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let closing = QUOTES.iter().find(|(opening, _)| *opening == first).map(|(_, closing)| *closing);
        let quoted = closing.and_then(|closing| after.split_once(closing));
        let begins_word = plain.is_empty() || plain.ends_with(char::is_whitespace);
        if let Some((inside, behind)) = quoted {
            found.push(Part::Plain(std::mem::take(&mut plain)));
            found.push(Part::Quoted(inside.to_owned()));
            rest = behind;
            plain.push(' ');
        } else if first == '-' && begins_word && after.starts_with(is_letter) {
            let end = after.find(char::is_whitespace).unwrap_or(after.len());
            let (word, behind) = after.split_at(end);
            found.push(Part::Without(word.to_owned()));
            rest = behind;
        } else {
            plain.push(first);
            rest = after;
        }
    }
    found.push(Part::Plain(plain));
    found
}

/// The amounts of a query, and what is left of it.
fn take_measures(text: &str) -> (Vec<String>, String) {
    let met = meet(text);
    let (mut found, mut left, mut rest) = (Vec::new(), String::new(), met.as_str());
    // Folding into one script keeps the number of characters, so what is left is taken from the text itself.
    let mut source = text.chars();
    while let Some(first) = rest.chars().next() {
        let is_inside = left.ends_with(|c: char| c.is_ascii_digit() || c == '.');
        if !is_inside && let Some((measure, length)) = amount(rest) {
            let (taken, behind) = rest.split_at(length);
            for _ in taken.chars() {
                source.next();
            }
            found.push(measure);
            left.push(' ');
            rest = behind;
        } else {
            left.extend(source.next());
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    (found, left)
}

/// The words of atoms that stand in a row, with their places.
fn phrase(atoms: &[Atom]) -> Phrase {
    phrase_of(atoms.iter().map(|atom| atom.text.as_str()))
}

/// The words of a name: those of a run are its pairs.
fn phrase_of<'a>(atoms: impl Iterator<Item = &'a str>) -> Phrase {
    let mut found = Vec::new();
    let mut run: Vec<char> = Vec::new();
    let mut position = 0;
    let end_run = |run: &mut Vec<char>, position: &mut usize, found: &mut Phrase| {
        if let [single] = run.as_slice() {
            found.push((*position, single.to_string()));
        }
        found.extend(pairs(run).into_iter().enumerate().map(|(offset, pair)| (*position + offset, pair)));
        *position += run.len();
        run.clear();
    };
    for atom in atoms {
        if atom.chars().all(is_ideograph) {
            run.extend(atom.chars());
        } else {
            end_run(&mut run, &mut position, &mut found);
            found.push((position, atom.to_owned()));
            position += 1;
        }
    }
    end_run(&mut run, &mut position, &mut found);
    found
}

/// The same phrase by the stems of its words, in each language that its words may be of.
fn stemmed(phrase: &[(usize, String)]) -> Vec<Phrase> {
    let all: Vec<(usize, Vec<String>)> = phrase.iter().map(|(at, word)| (*at, stems(word))).collect();
    if all.iter().any(|(_, stems)| stems.is_empty()) {
        return Vec::new();
    }
    let pick = |language: usize| {
        let word = |(at, stems): &(usize, Vec<String>)| {
            Some((*at, stems.get(language).or_else(|| stems.first())?.clone()))
        };
        all.iter().map(word).collect::<Option<Phrase>>()
    };
    let mut found: Vec<Phrase> = [0, 1].into_iter().filter_map(pick).collect();
    found.dedup();
    found
}

impl Unit {
    fn of(phrase: Phrase) -> Self {
        Self {
            forms: vec![Form { pattern: Pattern::Phrase(phrase), weight: 1.0 }],
            weight: 1.0,
            in_body: 1.0,
            ..Self::default()
        }
    }

    fn form(&mut self, pattern: Pattern, weight: f32) {
        if self.forms.len() < MOST_FORMS && !self.forms.iter().any(|form| form.pattern == pattern) {
            self.forms.push(Form { pattern, weight });
        }
    }

    fn loosely(&mut self, pattern: Pattern, weight: f32) {
        if self.loose.len() < MOST_FORMS {
            self.loose.push(Form { pattern, weight });
        }
    }

    /// A name, its stems, and its words apart.
    fn say(&mut self, atoms: &[String], weight: f32) {
        let words = phrase_of(atoms.iter().map(String::as_str));
        for stems in stemmed(&words) {
            self.form(Pattern::Phrase(stems), weight * STEMMED);
        }
        self.form(Pattern::Phrase(words.clone()), weight);
        if words.len() > 1 {
            let together = words.into_iter().map(|(_, word)| word).collect();
            self.form(Pattern::Together(together), weight * APART);
        }
    }

    /// All that an entry of the lexicon is called, and what is a kind of it.
    fn say_entry(&mut self, lexicon: &Lexicon, number: usize) {
        let Some(entry) = lexicon.entry(number) else { return };
        for (_, name) in &entry.names {
            self.say(name, OTHER_NAME);
        }
        let mut narrower = entry.narrower.clone();
        let below = narrower.iter().filter_map(|number| lexicon.entry(*number));
        let below: Vec<usize> = below.flat_map(|entry| entry.narrower.iter().copied()).collect();
        narrower.extend(below);
        self.say_others(lexicon, &narrower, NARROWER);
        self.say_suited(lexicon, &entry.suited);
        for broad in entry.broader.iter().filter_map(|number| lexicon.entry(*number)) {
            for (_, name) in &broad.names {
                self.loosely(Pattern::Phrase(phrase_of(name.iter().map(String::as_str))), BROADER);
            }
        }
    }
}

impl Unit {
    /// The names of other entries.
    fn say_others(&mut self, lexicon: &Lexicon, numbers: &[usize], weight: f32) {
        for pattern in names(lexicon, numbers) {
            self.form(pattern, weight);
        }
    }

    /// What suits it, the best first, with the kinds of each.
    fn say_suited(&mut self, lexicon: &Lexicon, numbers: &[usize]) {
        let mut weight = SUITED;
        for number in numbers {
            let Some(entry) = lexicon.entry(*number) else { continue };
            let own = [*number];
            let kinds = names(lexicon, &own).chain(names(lexicon, &entry.narrower));
            let room = MOST_FORMS.saturating_sub(self.suited.len());
            self.suited.extend(kinds.take(room).map(|pattern| Form { pattern, weight }));
            weight = (weight - SUITED_LESS).max(SUITED_LEAST);
        }
    }
}

/// The names of entries, by their stems where they have any.
fn names<'a>(lexicon: &'a Lexicon, numbers: &'a [usize]) -> impl Iterator<Item = Pattern> + 'a {
    let entries = numbers.iter().filter_map(|number| lexicon.entry(*number));
    entries.flat_map(|entry| &entry.names).map(|(_, name)| {
        let words = phrase_of(name.iter().map(String::as_str));
        Pattern::Phrase(stemmed(&words).into_iter().next().unwrap_or(words))
    })
}

/// A unit of just these words in this order.
fn exact(atoms: &[Atom]) -> Option<Unit> {
    (!atoms.is_empty()).then(|| Unit::of(phrase(atoms)))
}

fn units(atoms: &[Atom], lexicon: &Lexicon, is_typing: bool) -> Vec<Unit> {
    let cuts = cut(atoms, lexicon);
    let has_meaning = cuts.iter().any(|cut| cut.meaning != Meaning::Nothing);
    let kept = cuts.into_iter().filter(|cut| !has_meaning || cut.meaning != Meaning::Nothing);
    kept.take(MOST_UNITS).map(|cut| unit(atoms, &cut, lexicon, is_typing && cut.to == atoms.len())).collect()
}

fn unit(atoms: &[Atom], cut: &Cut, lexicon: &Lexicon, is_typing: bool) -> Unit {
    let atoms = atoms.get(cut.from..cut.to).unwrap_or_default();
    let texts: Atoms = atoms.iter().map(|atom| atom.text.clone()).collect();
    let mut unit = Unit { weight: 1.0, in_body: 1.0, ..Unit::default() };
    unit.say(&texts, 1.0);
    if let Meaning::Entries(numbers) = &cut.meaning {
        let entries = || numbers.iter().filter_map(|number| lexicon.entry(*number));
        unit.weight = entries().map(|entry| entry.weight).fold(0.0, f32::max);
        unit.in_body = entries().map(|entry| entry.in_body).fold(0.0, f32::max);
        unit.is_plain = entries().all(|entry| entry.is_plain);
        for number in numbers {
            unit.say_entry(lexicon, *number);
        }
    } else {
        let mut meant = Unit::default();
        for number in lexicon.near(&texts.concat()) {
            meant.say_entry(lexicon, number);
        }
        unit.unknown.extend(meant.forms);
    }
    match texts.as_slice() {
        [word] if atoms.iter().all(|atom| atom.script == Script::Letters) => {
            of_letters(&mut unit, word, cut, is_typing);
        }
        _ => {
            let run: Vec<char> = texts.concat().chars().filter(|c| is_ideograph(*c)).collect();
            if run.len() > 1 {
                let singles = run.iter().map(char::to_string).collect();
                unit.unknown.push(Form { pattern: Pattern::Together(singles), weight: APART });
            }
            if run.len() > 2 {
                for pair in pairs(&run) {
                    unit.loosely(Pattern::Phrase(vec![(0, pair)]), PART);
                }
            }
            for word in texts.iter().filter(|text| text.len() > 2 && !text.chars().all(is_ideograph)) {
                unit.loosely(Pattern::Phrase(vec![(0, word.clone())]), PART);
            }
        }
    }
    unit
}

fn of_letters(unit: &mut Unit, word: &str, cut: &Cut, is_typing: bool) {
    let is_known = matches!(cut.meaning, Meaning::Entries(_));
    if is_typing {
        let begun = Form { pattern: Pattern::Begun(word.to_owned()), weight: APART };
        if is_known { unit.loose.push(begun) } else { unit.unknown.push(begun) }
    }
    let is_several = syllables(word).is_some_and(|count| count > 1);
    for sound in heard(word) {
        let form = Form { pattern: Pattern::Sound(sound), weight: HEARD };
        if is_several && !is_known {
            unit.forms.push(form);
        } else if !is_known {
            unit.unknown.push(form);
        }
    }
    if !is_known {
        unit.loose.push(Form { pattern: Pattern::Near(word.to_owned()), weight: APART });
    }
}

#[cfg(test)]
mod tests {
    use super::{super::lexicon::built_in, *};

    const SAMPLE: &str = "刺绣 | embroidery | 刺繍 | कढ़ाई | bordir\n书签 | bookmark | しおり | | pembatas buku\n\
        包 | bag | バッグ | | tas\n茶 | tea | お茶 | चाय | teh\n";

    /// The very words of each unit.
    fn read(text: &str) -> Vec<String> {
        let lexicon = Lexicon::read(&[(SAMPLE, 1.0, 1.0)], "");
        let typed = Typed::read(text, &lexicon, true);
        let very = |unit: &Unit| {
            let form = unit.forms.iter().find(|form| (form.weight - 1.0).abs() < f32::EPSILON)?;
            let Pattern::Phrase(words) = &form.pattern else { return None };
            Some(words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" "))
        };
        typed.units.iter().filter_map(very).collect()
    }

    #[test]
    fn a_run_is_cut_into_what_is_asked_for() {
        assert_eq!(read("刺绣书签"), ["刺绣", "书签"]);
        assert_eq!(read("刺繍のしおり"), ["刺绣", "しお おり"]);
        assert_eq!(read("我想买包"), ["包"]);
        assert_eq!(read("leather bag"), ["leather", "bag"]);
        assert_eq!(read("tea for the bag"), ["tea", "bag"]);
        assert_eq!(read("tie guan yin"), ["tie guan yin"]);
        assert_eq!(read("的"), ["的"]);
        assert!(read("  …！ ").is_empty());
    }

    #[test]
    fn amounts_are_units_of_their_own() {
        assert_eq!(read("500g tea"), ["tea", "#g500"]);
        assert_eq!(read("三斤茶"), ["茶", "#g1500"]);
    }

    #[test]
    fn a_dash_takes_away_and_quotes_mean_a_phrase() {
        let lexicon = Lexicon::read(&[(SAMPLE, 1.0, 1.0)], "");
        let typed = Typed::read("茶 -红茶 “tea bowl” hand-made", &lexicon, false);
        assert_eq!(typed.without.len(), 1);
        let phrase = Pattern::Phrase(vec![(0, "tea".into()), (1, "bowl".into())]);
        assert_eq!(typed.units[0].forms, [Form { pattern: phrase, weight: 1.0 }]);
        assert_eq!(typed.units.len(), 4);
    }

    #[test]
    fn another_name_counts_less_than_the_word_itself() {
        let lexicon = Lexicon::read(&[(SAMPLE, 1.0, 1.0)], "");
        let typed = Typed::read("embroidery", &lexicon, false);
        let weight = |word: &str| {
            let pattern = Pattern::Phrase(vec![(0, word.to_owned())]);
            typed.units[0].forms.iter().find(|form| form.pattern == pattern).map(|form| form.weight)
        };
        assert_eq!(
            (weight("embroidery"), weight("刺绣"), weight("bordir")),
            (Some(1.0), Some(0.8), Some(0.8))
        );
    }

    #[test]
    fn anything_may_be_typed() {
        let lexicon = built_in();
        for text in
            ["-", "--", "\"", "“", "𠮷", "\u{202e}a", &"茶".repeat(5_000), &"a ".repeat(5_000), "ﾊﾞ", "１２３"]
        {
            let typed = Typed::read(text, lexicon, true);
            assert!(typed.units.len() <= MOST_UNITS, "{text}");
        }
    }
}
