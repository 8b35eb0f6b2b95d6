use kernel::{Currency, Money, Timestamp};

use super::{Lang, Text};

impl Text {
    /// A whole number with the language's own grouping: 1,234,567, 12,34,567 in Hindi, 1.234.567 in Indonesian.
    pub fn number(&self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let sign = if number < 0 { "−" } else { "" };
        format!("{sign}{}", self.grouped(&digits))
    }

    /// Tenths as a decimal: 4.8, 4,8 in Indonesian.
    pub fn tenths(&self, tenths: i64) -> String {
        let point = if self.lang == Lang::Indonesian { ',' } else { '.' };
        format!("{}{point}{}", self.number(tenths / 10), tenths.unsigned_abs() % 10)
    }

    /// The code that must stand beside an amount because its sign alone would mislead this reader; nothing otherwise.
    ///
    /// ¥ is the yuan to who reads Chinese and the yen to who reads Japanese; to everyone else it is the market's own
    /// currency.
    pub fn code(&self, currency: Currency) -> &'static str {
        let is_plain = match (self.lang, currency) {
            (Lang::Chinese, Currency::JPY) | (Lang::Japanese, Currency::CNY) => false,
            (Lang::Chinese | Lang::Japanese, _) => true,
            (Lang::English | Lang::Hindi | Lang::Indonesian, Currency::CNY | Currency::JPY) => {
                currency == self.texts.home
            }
            (Lang::English | Lang::Hindi | Lang::Indonesian, _) => true,
        };
        // A currency without a settled sign is written by its code already.
        if is_plain || currency.symbol() == currency.code() { "" } else { currency.code() }
    }

    /// What stands before a field for an amount.
    pub fn sign(&self, currency: Currency) -> &'static str {
        match self.code(currency) {
            "" => currency.symbol(),
            code => code,
        }
    }

    /// An amount with its sign, its code where the sign is shared, and only as many decimals as it has to show.
    pub fn money(&self, money: &Money) -> String {
        self.with_code(money, self.code(money.currency()))
    }

    /// An amount with its sign and its code, for papers that others read.
    pub fn money_and_code(&self, money: &Money) -> String {
        let currency = money.currency();
        self.with_code(money, if currency.symbol() == currency.code() { "" } else { currency.code() })
    }

    fn with_code(&self, money: &Money, code: &str) -> String {
        let decimal = money.decimal();
        let (sign, decimal) = decimal.strip_prefix('-').map_or(("", decimal.as_str()), |rest| ("−", rest));
        let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
        let mut text = format!("{sign}{}", money.currency().symbol());
        if money.currency().symbol().ends_with(char::is_alphabetic) {
            text.push('\u{a0}');
        }
        text.push_str(&self.grouped(whole));
        if fraction.chars().any(|digit| digit != '0') {
            text.push(if self.lang == Lang::Indonesian { ',' } else { '.' });
            text.push_str(fraction);
        }
        if !code.is_empty() {
            text.push(' ');
            text.push_str(code);
        }
        text
    }

    fn grouped(&self, digits: &str) -> String {
        let separator = if self.lang == Lang::Indonesian { '.' } else { ',' };
        let length = digits.len();
        let mut text = String::with_capacity(length + length / 3);
        for (index, digit) in digits.chars().enumerate() {
            let left = length - index;
            // Hindi groups the last three digits, then by two: 1,23,45,678.
            let starts_group = if self.lang == Lang::Hindi {
                left == 3 || (left > 3 && !left.is_multiple_of(2))
            } else {
                left.is_multiple_of(3)
            };
            if index > 0 && starts_group {
                text.push(separator);
            }
            text.push(digit);
        }
        text
    }

    /// A day: 2026年11月22日, 22 Nov 2026.
    pub fn day(&self, at: Timestamp, zone: &str) -> String {
        let Some(at) = at.in_zone(zone).or_else(|| at.in_zone("UTC")) else { return at.rfc3339() };
        let (year, month, day) = (at.year(), at.month(), at.day());
        match self.lang {
            Lang::Chinese | Lang::Japanese => format!("{year}年{month}月{day}日"),
            Lang::English | Lang::Hindi | Lang::Indonesian => {
                format!("{day} {} {year}", self.month(month))
            }
        }
    }

    /// A day with the time of day, 24 hours.
    pub fn moment(&self, at: Timestamp, zone: &str) -> String {
        let Some(local) = at.in_zone(zone).or_else(|| at.in_zone("UTC")) else { return at.rfc3339() };
        format!("{} {:02}:{:02}", self.day(at, zone), local.hour(), local.minute())
    }

    fn month(&self, month: i8) -> &str {
        const KEYS: [&str; 12] = [
            "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8",
            "month-9", "month-10", "month-11", "month-12",
        ];
        let index = usize::try_from(month - 1).unwrap_or_default();
        self.get(KEYS.get(index).copied().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Currency, Money};

    use super::super::{Lang, Texts};

    #[test]
    fn amounts_are_written_as_the_language_writes_them() {
        let texts = Texts::load();
        let show = |lang, minor, currency| texts.of(lang).money(&Money::new(minor, currency));
        assert_eq!(show(Lang::Chinese, 128_050, Currency::CNY), "¥1,280.50");
        assert_eq!(show(Lang::English, 128_000, Currency::CNY), "¥1,280");
        assert_eq!(show(Lang::Hindi, 123_456_700, Currency::INR), "₹12,34,567");
        assert_eq!(show(Lang::Indonesian, 15_000_000, Currency::IDR), "Rp\u{a0}150.000");
        assert_eq!(show(Lang::Japanese, 12_800, Currency::JPY), "¥12,800");
        assert_eq!(show(Lang::English, -5, Currency::CNY), "−¥0.05");
        assert_eq!(show(Lang::Chinese, 4_300, Currency::JPY), "¥4,300 JPY");
        assert_eq!(show(Lang::Japanese, 128_000, Currency::CNY), "¥1,280 CNY");
        assert_eq!(show(Lang::English, 4_300, Currency::JPY), "¥4,300 JPY");
        let in_japan = Texts::load().at_home(Currency::JPY).of(Lang::English);
        assert_eq!(in_japan.money(&Money::new(4_300, Currency::JPY)), "¥4,300");
        assert_eq!(in_japan.money(&Money::new(4_300, Currency::CNY)), "¥43 CNY");
        assert_eq!((in_japan.sign(Currency::CNY), in_japan.sign(Currency::JPY)), ("CNY", "¥"));
        assert_eq!(in_japan.money_and_code(&Money::new(4_300, Currency::JPY)), "¥4,300 JPY");
    }
}
