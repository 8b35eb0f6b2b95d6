//! Amounts of money as cells hold them: the number, and perhaps the name of a currency beside it.

use super::RefusalReason;
use super::number::{self, Habit, NotANumber};
use kernel::{Currency, Money, PriceError};
use unicode_normalization::UnicodeNormalization;

/// How currencies are called beside their code and their sign. The first that has a name is not the only one:
/// `Rs` is said from Karachi to Port Louis.
const NAMES: &[(&str, &[&str])] = &[
    ("AED", &["د.إ", "Dhs", "Dh"]),
    ("AUD", &["$", "AU$"]),
    ("BDT", &["Tk", "টাকা"]),
    ("BRL", &["R$"]),
    ("CAD", &["$", "CA$"]),
    ("CHF", &["Fr", "SFr", "Franken"]),
    ("CNY", &["元", "圆", "块", "RMB", "CN¥", "人民币", "人民幣"]),
    ("CZK", &["Kc"]),
    ("EGP", &["ج.م"]),
    ("EUR", &["Euro", "Euros", "EU"]),
    ("GBP", &["UK£"]),
    ("HKD", &["$", "元", "港币", "港幣", "港元"]),
    ("IDR", &["Rp"]),
    ("INR", &["Rs", "₨", "रु", "रुपये", "Rupees"]),
    ("JPY", &["円", "圓", "JP¥", "日元", "Yen"]),
    ("KRW", &["원"]),
    ("LKR", &["Rs", "₨"]),
    ("MUR", &["Rs", "₨"]),
    ("MXN", &["$"]),
    ("MYR", &["RM"]),
    ("NPR", &["Rs", "₨", "रु"]),
    ("NZD", &["$"]),
    ("PKR", &["Rs", "₨"]),
    ("PLN", &["zl"]),
    ("RUB", &["руб", "р"]),
    ("SAR", &["ر.س"]),
    ("SGD", &["$"]),
    ("THB", &["บาท"]),
    ("TRY", &["TL"]),
    ("TWD", &["$", "元", "圓", "新台幣", "新臺幣"]),
    ("UAH", &["грн"]),
    ("USD", &["US$", "Dollar", "美元"]),
    ("VND", &["đ", "VNĐ"]),
];

/// Read an amount in the shop's currency.
pub fn money(text: &str, currency: Currency, habit: Habit) -> Result<Money, RefusalReason> {
    let text: String = text.nfkc().collect();
    let number = without_currency(text.trim(), currency)?;
    let places = currency.exponent() as usize;
    let figure =
        if places == 0 { number::whole(&number, habit) } else { number::figure(&number, habit, places == 3) };
    let figure = figure.map_err(|why| match why {
        NotANumber::TwoWays => RefusalReason::TwoWays,
        NotANumber::Exponent => RefusalReason::Price(PriceError::Exponent),
        NotANumber::Marks => RefusalReason::Price(PriceError::ThousandsSeparator),
        NotANumber::Nothing | NotANumber::Letters => RefusalReason::Price(PriceError::NotANumber),
    })?;
    if figure.is_negative {
        return Err(RefusalReason::Price(PriceError::Negative));
    }
    let whole = if figure.whole.is_empty() { "0" } else { &figure.whole };
    let plain =
        if figure.fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{}", figure.fraction) };
    Money::parse(&plain, currency).map_err(RefusalReason::Price)
}

/// Learn how a column writes its decimals, whatever currency stands beside them.
pub fn learn(habit: &mut Habit, text: &str) {
    let text: String = text.nfkc().collect();
    let (before, number, after) = around(text.trim());
    let is_name = |part: &str| part.chars().count() <= 12;
    if is_name(before) && is_name(after) {
        habit.see(number);
    }
}

/// What stands before the number, the number, and what stands after it.
fn around(text: &str) -> (&str, &str, &str) {
    let is_digit = |it: char| it.is_ascii_digit() || number::digit(it).is_some();
    let Some(first) = text.find(is_digit) else { return ("", text, "") };
    let last =
        text.rfind(is_digit).map_or(first, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    // A mark or a sign right beside a digit belongs to the number: `-5`, `.50`, `5,-`.
    let start = text[..first].trim_end_matches(['-', '+', '−', '.', ',', '(']).len();
    let ends =
        text[last..].len() - text[last..].trim_start_matches([',', '.', '-', '–', '—', '/', ')']).len();
    let (before, after) = (&text[..start], &text[last + ends..]);
    // `Rs.500` is 500 rupees, and not half a rupee.
    let start = if before.ends_with(char::is_alphabetic) { first } else { start };
    (before, &text[start..last + ends], after)
}

fn without_currency(text: &str, currency: Currency) -> Result<String, RefusalReason> {
    let (before, number, after) = around(text);
    let mut sign = "";
    for name in [before, after] {
        let name = name.trim().trim_end_matches(['.', ':']).trim_start_matches('/').trim();
        let bare = name.trim_start_matches(['-', '−', '(']).trim_end_matches(')').trim();
        if bare.len() < name.len() && name.starts_with(['-', '−', '(']) {
            sign = "-";
        }
        if bare.is_empty() || is_name(currency, bare) {
            continue;
        }
        return Err(match Currency::all().find(|other| is_name(*other, bare)) {
            Some(_) => RefusalReason::OtherCurrency { found: bare.to_owned() },
            None => RefusalReason::Price(PriceError::NotANumber),
        });
    }
    Ok(format!("{sign}{number}"))
}

fn is_name(currency: Currency, name: &str) -> bool {
    let same = |known: &str| {
        known.eq_ignore_ascii_case(name)
            || known.nfkc().eq(name.nfkc())
            || known.to_lowercase() == name.to_lowercase()
    };
    let names = NAMES.iter().find(|(code, _)| *code == currency.code()).map_or(&[][..], |(_, names)| names);
    // A name may stand on both sides of a code: `US$`, `EUR €`.
    same(currency.code())
        || same(currency.symbol())
        || names.iter().any(|known| same(known))
        || name.split_whitespace().count() > 1 && name.split_whitespace().all(|part| is_name(currency, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, code: &str) -> Result<i64, &'static str> {
        let currency = Currency::parse(code).unwrap();
        money(text, currency, Habit::default()).map(Money::minor).map_err(|reason| reason.code())
    }

    #[test]
    fn the_shops_own_currency_may_stand_beside_the_number() {
        for (text, code, minor) in [
            ("¥12", "CNY", 1_200),
            ("￥12.50", "CNY", 1_250),
            ("12元", "CNY", 1_200),
            ("人民币 12.5", "CNY", 1_250),
            ("￥1,980", "JPY", 1_980),
            ("1,980円", "JPY", 1_980),
            ("1.980", "JPY", 1_980),
            ("12,50 €", "EUR", 1_250),
            ("EUR 12.50", "EUR", 1_250),
            ("349.00 eur", "EUR", 34_900),
            ("€ 19,-", "EUR", 1_900),
            ("CHF 1'234.50", "CHF", 123_450),
            ("Fr. 12.–", "CHF", 1_200),
            ("Rs.500", "INR", 50_000),
            ("₹1,00,000", "INR", 10_000_000),
            ("Rs. 500/-", "INR", 50_000),
            ("रु १,२३४.५०", "INR", 123_450),
            ("Rp 1.250.000", "IDR", 125_000_000),
            ("$12", "USD", 1_200),
            ("US$ 12", "USD", 1_200),
            ("$12", "HKD", 1_200),
            ("1.234", "KWD", 1_234),
            (".50", "USD", 50),
        ] {
            assert_eq!(read(text, code), Ok(minor), "{text} {code}");
        }
    }

    #[test]
    fn another_currency_or_a_doubt_is_refused_with_its_reason() {
        for (text, code, reason) in [
            ("$12", "EUR", "other-currency"),
            ("349.00 EUR", "USD", "other-currency"),
            ("€12", "CNY", "other-currency"),
            ("Rs 5", "EUR", "other-currency"),
            ("12 apples", "EUR", "price-not-a-number"),
            ("1.234", "EUR", "two-ways"),
            ("1,250", "EUR", "two-ways"),
            ("12.000", "IDR", "two-ways"),
            ("1.000", "JPY", "two-ways"),
            ("-5", "EUR", "price-negative"),
            ("-€5", "EUR", "price-negative"),
            ("€-5", "EUR", "price-negative"),
            ("12.345,678", "EUR", "price-too-many-decimals"),
            ("0.125", "EUR", "price-too-many-decimals"),
            ("1e9", "EUR", "price-exponent"),
            ("free", "EUR", "price-not-a-number"),
            ("99999999999999999999", "EUR", "price-too-large"),
        ] {
            assert_eq!(read(text, code), Err(reason), "{text} {code}");
        }
    }
}
