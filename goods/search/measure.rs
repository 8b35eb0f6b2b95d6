//! Amounts with a unit, in whatever spelling: 500 g, 500克, half a kilo as 0.5 kg, 三斤.
//!
//! A traditional unit is what it is in the mainland of China: a jin is 500 g, a liang 50 g (State Council, 1984).

/// What is measured, by the letter that its words begin with.
const MASS: &str = "#g";
const VOLUME: &str = "#ml";
const LENGTH: &str = "#mm";

/// Spellings of units, and how many thousandths of the smallest they are: of a gram, a millilitre, a millimetre.
const UNITS: &[(&str, &str, i64)] = &[
    (MASS, "kilograms", 1_000_000),
    (MASS, "kilogram", 1_000_000),
    (MASS, "kilo", 1_000_000),
    (MASS, "kg", 1_000_000),
    (MASS, "公斤", 1_000_000),
    (MASS, "千克", 1_000_000),
    (MASS, "きろぐらむ", 1_000_000),
    (MASS, "きろ", 1_000_000),
    (MASS, "किलोग्राम", 1_000_000),
    (MASS, "किलो", 1_000_000),
    (MASS, "किग्रा", 1_000_000),
    (MASS, "斤", 500_000),
    (MASS, "两", 50_000),
    (MASS, "grams", 1_000),
    (MASS, "gram", 1_000),
    (MASS, "gr", 1_000),
    (MASS, "g", 1_000),
    (MASS, "克", 1_000),
    (MASS, "ぐらむ", 1_000),
    (MASS, "ग्राम", 1_000),
    (VOLUME, "millilitres", 1_000),
    (VOLUME, "milliliters", 1_000),
    (VOLUME, "ml", 1_000),
    (VOLUME, "cc", 1_000),
    (VOLUME, "毫升", 1_000),
    (VOLUME, "みりりっとる", 1_000),
    (VOLUME, "litres", 1_000_000),
    (VOLUME, "litre", 1_000_000),
    (VOLUME, "liters", 1_000_000),
    (VOLUME, "liter", 1_000_000),
    (VOLUME, "l", 1_000_000),
    (VOLUME, "升", 1_000_000),
    (VOLUME, "りっとる", 1_000_000),
    (VOLUME, "लीटर", 1_000_000),
    (LENGTH, "centimetres", 10_000),
    (LENGTH, "centimeters", 10_000),
    (LENGTH, "cm", 10_000),
    (LENGTH, "厘米", 10_000),
    (LENGTH, "公分", 10_000),
    (LENGTH, "せんち", 10_000),
    (LENGTH, "सेमी", 10_000),
    (LENGTH, "millimetres", 1_000),
    (LENGTH, "mm", 1_000),
    (LENGTH, "毫米", 1_000),
    (LENGTH, "みり", 1_000),
    (LENGTH, "metres", 1_000_000),
    (LENGTH, "meters", 1_000_000),
    (LENGTH, "meter", 1_000_000),
    (LENGTH, "metre", 1_000_000),
    (LENGTH, "m", 1_000_000),
    (LENGTH, "米", 1_000_000),
    (LENGTH, "めーとる", 1_000_000),
    (LENGTH, "मीटर", 1_000_000),
    (LENGTH, "inches", 25_400),
    (LENGTH, "inch", 25_400),
    (LENGTH, "寸", 33_333),
];
/// Digits of a number that are read.
const DIGITS: usize = 7;

/// The words of all amounts in a text that was folded: alike for amounts that are alike.
pub fn measures(folded: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = folded;
    let mut is_inside = false;
    while let Some(first) = rest.chars().next() {
        let read = if is_inside { None } else { amount(rest) };
        if let Some((word, length)) = read {
            found.push(word);
            rest = rest.get(length..).unwrap_or_default();
            is_inside = false;
        } else {
            is_inside = first.is_ascii_digit() || first == '.' || numeral(first).is_some();
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    found
}

/// Where the amount at the beginning of a text ends, if one stands there, and its word.
pub fn amount(text: &str) -> Option<(String, usize)> {
    let (thousandths, length) = number(text)?;
    let after = text.get(length..)?;
    let unit = after.trim_start_matches(' ');
    let gap = after.len() - unit.len();
    let (kind, name, factor) = UNITS.iter().find(|(_, name, _)| {
        let next = unit.strip_prefix(name).map(|rest| rest.chars().next());
        next.is_some_and(|next| !name.is_ascii() || next.is_none_or(|next| !next.is_alphanumeric()))
    })?;
    let amount = thousandths.checked_mul(*factor)? / 1_000_000;
    (gap <= 1 && amount > 0).then(|| (format!("{kind}{amount}"), length + gap + name.len()))
}

/// A number at the beginning of a text in thousandths, and how long it is.
fn number(text: &str) -> Option<(i64, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return chinese(text);
    }
    let whole: i64 = text.get(..digits.min(DIGITS))?.parse().ok()?;
    let tail = text.get(digits..)?;
    let fraction: String = match tail.strip_prefix(['.', ',']) {
        Some(tail) => tail.chars().take_while(char::is_ascii_digit).collect(),
        None => String::new(),
    };
    if fraction.is_empty() {
        return Some((whole * 1_000, digits));
    }
    let thousandths: i64 = format!("{:0<3}", fraction.chars().take(3).collect::<String>()).parse().ok()?;
    Some((whole * 1_000 + thousandths, digits + 1 + fraction.len()))
}

/// 半 and numerals from one to 99.
fn chinese(text: &str) -> Option<(i64, usize)> {
    let mut characters = text.chars();
    let first = characters.next()?;
    if first == '半' {
        return Some((500, first.len_utf8()));
    }
    let one = numeral(first)?;
    let rest: Vec<char> = characters.take(2).collect();
    let (value, taken) = match (one, rest.as_slice()) {
        (10, [next, ..]) if numeral(*next).is_some_and(|next| next < 10) => (10 + numeral(*next)?, 2),
        (10, _) => (10, 1),
        (tens, ['十', ones, ..]) if numeral(*ones).is_some_and(|ones| ones < 10) => {
            (tens * 10 + numeral(*ones)?, 3)
        }
        (tens, ['十', ..]) => (tens * 10, 2),
        (one, _) => (one, 1),
    };
    Some((value * 1_000, text.chars().take(taken).map(char::len_utf8).sum()))
}

fn numeral(character: char) -> Option<i64> {
    let at = "一二三四五六七八九十".chars().position(|numeral| numeral == character)?;
    i64::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_one_in_every_spelling() {
        for text in
            ["500g", "500 g", "500克", "0.5 kg", "0,5kg", "一斤", "半公斤", "十两", "500ぐらむ", "500 ग्राम"]
        {
            assert_eq!(measures(text), ["#g500"], "{text}");
        }
        assert_eq!(measures("三斤"), ["#g1500"]);
        assert_eq!(measures("2 l"), ["#ml2000"]);
        assert_eq!(measures("30cm × 1.2 m"), ["#mm300", "#mm1200"]);
        assert_eq!(measures("十二两"), ["#g600"]);
        assert_eq!(measures("二十五厘米"), ["#mm250"]);
    }

    #[test]
    fn what_is_no_amount_is_none() {
        for text in
            ["", "g", "500", "500 grandmothers", "1.2.3", "三十", "00 g", "一米阳光x".get(..0).unwrap()]
        {
            assert!(measures(text).is_empty(), "{text}");
        }
    }
}
