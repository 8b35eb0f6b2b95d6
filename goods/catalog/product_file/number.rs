//! Numbers as people and spreadsheets write them: `19,99`, `1.234,56`, `1'234.50`, `1,00,000`, `१२.५०`, `１２`.
//!
//! A mark is a decimal mark or one between thousands. Most cells tell by themselves which it is; `1.234` does not.
//! What the other cells of its column do decides then, and where they say nothing the cell is refused: a guess
//! would be wrong by a factor of a thousand.

use unicode_normalization::UnicodeNormalization;

/// Which decimal marks the cells of a column have, as far as they tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Habit {
    has_points: bool,
    has_commas: bool,
}

/// A number, in digits alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub is_negative: bool,
    pub whole: String,
    /// The digits after the decimal mark.
    pub fraction: String,
}

/// Why a text is not a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotANumber {
    Nothing,
    Exponent,
    /// Marks between digits where neither thousands nor decimals can end.
    Marks,
    /// `1.234` is a thousand and more, or one and a bit.
    TwoWays,
    Letters,
}

impl Habit {
    /// Learn from a cell; one that could be read in two ways teaches nothing.
    pub fn see(&mut self, text: &str) {
        match parts(text).map(|parts| parts.decimal) {
            Ok(Decimal::At('.')) | Ok(Decimal::NotThe(',')) => self.has_points = true,
            Ok(Decimal::At(',')) | Ok(Decimal::NotThe('.')) => self.has_commas = true,
            Ok(_) | Err(_) => {}
        }
    }

    /// This habit, or another where this one is not known.
    pub fn or(self, other: Self) -> Self {
        if self.decimal_mark().is_some() { self } else { other }
    }

    /// All that two columns show.
    pub fn and(self, other: Self) -> Self {
        Self {
            has_points: self.has_points || other.has_points,
            has_commas: self.has_commas || other.has_commas,
        }
    }

    fn decimal_mark(self) -> Option<char> {
        match (self.has_points, self.has_commas) {
            (true, false) => Some('.'),
            (false, true) => Some(','),
            (true, true) | (false, false) => None,
        }
    }
}

/// What is known of the decimal mark of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decimal {
    None,
    At(char),
    /// None here, but this mark stands between thousands, so it is the other one.
    NotThe(char),
    /// One mark, three digits after it.
    Perhaps(char),
}

struct Parts {
    is_negative: bool,
    digits: Vec<String>,
    decimal: Decimal,
}

/// Read a number. `plain` says that a point with three digits after it is a decimal point unless the column says
/// otherwise: it is how programs write amounts of three decimals, and weights.
pub fn figure(text: &str, habit: Habit, plain: bool) -> Result<Figure, NotANumber> {
    let Parts { is_negative, mut digits, decimal } = parts(text)?;
    let is_decimal = match (decimal, habit.decimal_mark()) {
        (Decimal::At(_), _) => true,
        (Decimal::None | Decimal::NotThe(_), _) => false,
        (Decimal::Perhaps(mark), Some(known)) => mark == known,
        (Decimal::Perhaps('.'), None) if plain => true,
        (Decimal::Perhaps(_), None) => return Err(NotANumber::TwoWays),
    };
    let fraction = if is_decimal { digits.pop().unwrap_or_default() } else { String::new() };
    Ok(Figure { is_negative, whole: digits.concat(), fraction })
}

/// The same for what has no parts, so that a mark with three digits after it can only stand between thousands:
/// `1,980` yen. Of `1.000` one cannot be sure.
pub fn whole(text: &str, habit: Habit) -> Result<Figure, NotANumber> {
    match figure(text, habit, false) {
        Err(NotANumber::TwoWays) => {
            let Parts { is_negative, digits, .. } = parts(text)?;
            let whole = digits.concat();
            let is_sure = !whole.ends_with("000");
            is_sure
                .then_some(Figure { is_negative, whole, fraction: String::new() })
                .ok_or(NotANumber::TwoWays)
        }
        read => read,
    }
}

fn parts(text: &str) -> Result<Parts, NotANumber> {
    let text: String = text.nfkc().map(plain_sign).collect();
    let text = text.trim();
    let (mut is_negative, mut text) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => (true, inside.trim()),
        None => (false, text),
    };
    // `19,-` and `19.–` are 19 and nothing, `500/-` is 500 rupees.
    text = [",-", ".-", "/-"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    if let Some(rest) = text.strip_prefix('-').or_else(|| text.strip_suffix('-')) {
        (is_negative, text) = (true, rest.trim());
    } else if let Some(rest) = text.strip_prefix('+') {
        text = rest.trim();
    }
    if !text.contains(|it: char| it.is_ascii_digit()) {
        return Err(if text.is_empty() { NotANumber::Nothing } else { NotANumber::Letters });
    }
    if is_exponential(text) {
        return Err(NotANumber::Exponent);
    }
    if !text.chars().all(|it| it.is_ascii_digit() || is_mark(it)) {
        return Err(NotANumber::Letters);
    }
    let marks: Vec<char> = text.chars().filter(|it| is_mark(*it)).collect();
    let digits: Vec<String> = text.split(is_mark).map(str::to_owned).collect();
    let decimal = decimal(&marks, &digits)?;
    Ok(Parts { is_negative, digits, decimal })
}

/// Arabic marks say what they are; all others between thousands become one.
const THOUSANDS: char = '\'';
const DECIMAL: char = '٫';

fn plain_sign(it: char) -> char {
    match it {
        '、' | '﹐' => ',',
        '。' => '.',
        '−' | '–' | '—' | '‐' | '‑' => '-',
        '٬' | '’' | '‘' | '`' | '´' | '_' | '˙' => THOUSANDS,
        it if it.is_whitespace() => ' ',
        it => digit(it).unwrap_or(it),
    }
}

/// The zeros of the scripts that people write prices in; ten digits follow each other.
const ZEROS: [u32; 18] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
    0x1040, 0x17e0, 0x1810,
];

/// The plain digit of one in another script.
pub fn digit(it: char) -> Option<char> {
    let code = u32::from(it);
    let value = ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

fn is_mark(it: char) -> bool {
    matches!(it, '.' | ',' | ' ' | THOUSANDS | DECIMAL)
}

fn is_exponential(text: &str) -> bool {
    text.split_once(['e', 'E']).is_some_and(|(number, power)| {
        let power = power.strip_prefix(['+', '-']).unwrap_or(power);
        let is_number = number.chars().all(|it| it.is_ascii_digit() || is_mark(it)) && !number.is_empty();
        is_number && !power.is_empty() && power.bytes().all(|it| it.is_ascii_digit())
    })
}

/// Which of the marks is the decimal one; refused when they stand where no mark can.
fn decimal(marks: &[char], digits: &[String]) -> Result<Decimal, NotANumber> {
    let Some((last, before)) = marks.split_last() else { return Ok(Decimal::None) };
    let end = digits.last().map_or("", String::as_str);
    let begin = digits.first().map_or("", String::as_str);
    // `.50` is half of one; nothing else may be empty.
    if digits.iter().skip(1).any(String::is_empty) || (begin.is_empty() && marks.len() > 1) {
        return Err(NotANumber::Marks);
    }
    let is_last_alone = !before.contains(last);
    let found = match *last {
        DECIMAL if is_last_alone => Decimal::At(if before.contains(&'.') { ',' } else { '.' }),
        DECIMAL | ' ' | THOUSANDS => Decimal::None,
        mark if !is_last_alone => Decimal::NotThe(mark),
        mark if !before.is_empty() => Decimal::At(mark),
        mark if end.len() != 3 || begin.len() > 3 || begin.is_empty() || begin.starts_with('0') => {
            Decimal::At(mark)
        }
        mark => Decimal::Perhaps(mark),
    };
    let is_decimal = matches!(found, Decimal::At(_));
    let between = if is_decimal { before } else { marks };
    let groups = if is_decimal { &digits[..digits.len() - 1] } else { digits };
    let is_one_kind = between.windows(2).all(|pair| pair[0] == pair[1]);
    let are_thousands = between.is_empty() || is_one_kind && are_groups(groups);
    if *last == DECIMAL && !is_decimal || !are_thousands {
        return Err(NotANumber::Marks);
    }
    Ok(found)
}

/// Three digits each, or two and at the end three, as India writes a lakh: `1,00,000`.
fn are_groups(digits: &[String]) -> bool {
    let [first, middle @ .., last] = digits else { return false };
    let all = |length: usize| middle.iter().all(|group| group.len() == length);
    last.len() == 3 && ((1..=3).contains(&first.len()) && all(3) || (1..=2).contains(&first.len()) && all(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<String, NotANumber> {
        read_after(text, &[])
    }

    fn read_after(text: &str, others: &[&str]) -> Result<String, NotANumber> {
        let mut habit = Habit::default();
        others.iter().for_each(|other| habit.see(other));
        let Figure { is_negative, whole, fraction } = figure(text, habit, false)?;
        Ok(format!("{}{whole}.{fraction}", if is_negative { "-" } else { "" }))
    }

    #[test]
    fn marks_tell_what_they_are() {
        for (text, number) in [
            ("12", "12."),
            ("12.50", "12.50"),
            ("19,99", "19.99"),
            ("8.5", "8.5"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1 234,56", "1234.56"),
            ("1\u{a0}234,56", "1234.56"),
            ("1\u{202f}234", "1234."),
            ("1'234.56", "1234.56"),
            ("1’234’567", "1234567."),
            ("1,234,567", "1234567."),
            ("1.234.567,8", "1234567.8"),
            ("1,00,000", "100000."),
            ("12,34,567.50", "1234567.50"),
            ("１２３．５０", "123.50"),
            ("१,२३४.५०", "1234.50"),
            ("١٢٫٥٠", "12.50"),
            ("١٬٢٣٤٫٥", "1234.5"),
            ("۱۲۳", "123."),
            ("0,125", "0.125"),
            ("1234,567", "1234.567"),
            ("19,-", "19."),
            ("19.–", "19."),
            ("500/-", "500."),
            (".50", ".50"),
            ("-17", "-17."),
            ("(12.50)", "-12.50"),
            ("12-", "-12."),
            ("+5", "5."),
        ] {
            assert_eq!(read(text).as_deref(), Ok(number), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_decided_by_the_column_or_not_at_all() {
        for text in ["1.234", "1,234", "12.000"] {
            assert_eq!(read(text), Err(NotANumber::TwoWays), "{text}");
        }
        for (text, others, number) in [
            ("1.234", &["19,99"][..], "1234."),
            ("1.234", &["8.50"], "1.234"),
            ("1,234", &["8.50"], "1234."),
            ("1,234", &["1.234.567"], "1.234"),
            ("12.000", &["7", "1.250.000"], "12000."),
        ] {
            assert_eq!(read_after(text, others).as_deref(), Ok(number), "{text} beside {others:?}");
        }
        assert_eq!(read_after("1,234", &["8.50", "9,99"]), Err(NotANumber::TwoWays));
        assert_eq!(figure("1.234", Habit::default(), true).map(|it| it.fraction), Ok("234".to_owned()));
    }

    #[test]
    fn what_is_no_number_says_why() {
        for (text, why) in [
            ("", NotANumber::Nothing),
            ("-", NotANumber::Nothing),
            ("free", NotANumber::Letters),
            ("12abc", NotANumber::Letters),
            ("1e9", NotANumber::Exponent),
            ("1,5E+3", NotANumber::Exponent),
            ("1,23,45", NotANumber::Marks),
            ("1.234.56", NotANumber::Marks),
            ("1,234.567,8", NotANumber::Marks),
            ("12..5", NotANumber::Marks),
            ("5.", NotANumber::Marks),
            ("1 23", NotANumber::Marks),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text: String, plain: bool) {
            let mut habit = Habit::default();
            habit.see(&text);
            let _ = figure(&text, habit, plain);
        }

        #[test]
        fn a_plain_decimal_means_itself(whole in 0..10_000_000u32, cents in 0..100u32) {
            let text = format!("{whole}.{cents:02}");
            prop_assert_eq!(read(&text), Ok(text));
        }
    }
}
