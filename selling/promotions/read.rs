use kernel::{BasisPoints, Currency, Money, Timestamp};
use platform::web::{Fields, Refusal};

use super::{Code, CreateError, NewCoupon, Off};

/// The largest share: all of it, of which one minor unit is left to pay anyway.
const MOST_PERCENT: i64 = 10_000;
const MOST_USES: i64 = 1_000_000_000;

/// A moment as a form writes it (`2026-12-01T08:00`, in the zone of whoever writes it) or as programs do (RFC 3339).
pub fn moment(form: &mut Fields, name: &str, zone: &str) -> Option<Timestamp> {
    form.parsed(name, |text| {
        Timestamp::parse_rfc3339(text).ok().or_else(|| Timestamp::parse_local(text, zone))
    })
}

/// A moment as a form shows it in a zone.
pub fn local(at: Timestamp, zone: &str) -> String {
    let Some(at) = at.in_zone(zone) else { return String::new() };
    format!("{:04}-{:02}-{:02}T{:02}:{:02}", at.year(), at.month(), at.day(), at.hour(), at.minute())
}

/// A percentage with up to two places, `12.5`, as basis points.
pub fn percent(text: &str) -> Option<u32> {
    let text = text.trim_end_matches(['%', '％']).trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 2 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if whole.is_empty() || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(part)
}

/// Basis points as a percentage without needless zeros.
pub fn percent_text(basis_points: u32) -> String {
    let (whole, part) = (basis_points / 100, basis_points % 100);
    if part == 0 {
        return whole.to_string();
    }
    format!("{whole}.{part:02}").trim_end_matches('0').to_owned()
}

fn off(form: &mut Fields, currency: Currency) -> Option<Off> {
    let is_share = form.parsed("kind", |word| match word {
        "amount" => Some(false),
        "percent" => Some(true),
        _ => None,
    });
    // Both are read, so that what is wrong in either is said.
    let (amount, cap) = (form.maybe_money("amount", currency), form.maybe_money("cap", currency));
    let typed = form.maybe_line("percent", 20);
    let rate = if typed.is_empty() { None } else { form.parsed("percent", percent) };
    let is_more_than_all = rate.is_some_and(|rate| rate == 0 || i64::from(rate) > MOST_PERCENT);
    if is_more_than_all {
        form.refuse("percent", Refusal::new("refused-coupon-percent"));
    }
    for (name, money) in [("amount", amount), ("cap", cap)] {
        if money.is_some_and(|money| !money.is_positive()) {
            form.refuse(name, Refusal::new("refused-coupon-nothing"));
        }
    }
    match (is_share?, amount, rate) {
        (true, _, Some(rate)) => Some(Off::Share { rate: BasisPoints::new(rate), cap }),
        (false, Some(amount), _) => Some(Off::Amount(amount)),
        (is_share, _, _) => {
            form.refuse(if is_share { "percent" } else { "amount" }, Refusal::new("refused-empty"));
            None
        }
    }
}

/// A new coupon, from a page or a program. Moments without an offset are in `zone`.
pub fn read_coupon(form: &mut Fields, currency: Currency, zone: &str) -> Option<NewCoupon> {
    let (name, name_en) = (form.line("name", 60), form.maybe_line("name_en", 60));
    let typed = form.maybe_line("code", 60);
    if !typed.is_empty() && Code::parse(&typed).is_none() {
        form.refuse("code", Refusal::new("refused-coupon-code"));
    }
    let off = off(form, currency);
    let least = form.maybe_money("least", currency).unwrap_or(Money::zero(currency));
    let (from, until) = (moment(form, "from", zone), moment(form, "until", zone));
    let uses_most = form.maybe_whole("uses_most", 1..=MOST_USES);
    let uses_per_buyer = form.maybe_whole("uses_per_buyer", 1..=1_000).unwrap_or(1);
    let is_public = form.yes_or_no("public");
    let (off, from, until) = (off?, from?, until?);
    if !form.is_good() {
        return None;
    }
    Some(NewCoupon {
        name,
        name_en,
        code: (!typed.is_empty()).then_some(typed),
        off,
        least,
        from,
        until,
        uses_most,
        uses_per_buyer,
        is_public,
    })
}

/// Put why a coupon was not made beside its field. False when it is about no field.
pub fn blame(form: &mut Fields, error: &CreateError) -> bool {
    let (field, code) = match error {
        CreateError::NotACode => ("code", "refused-coupon-code"),
        CreateError::CodeTaken => ("code", "refused-coupon-code-taken"),
        CreateError::NoTime => ("until", "refused-coupon-no-time"),
        CreateError::Nothing => ("amount", "refused-coupon-nothing"),
        CreateError::PublicWithoutCode => ("code", "refused-coupon-public"),
        CreateError::TooMany | CreateError::Forbidden(_) | CreateError::Store(_) => return false,
    };
    form.refuse(field, Refusal::new(code));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(changes: &[(&str, &str)]) -> Fields {
        let mut form = Fields::filled([
            ("name", "Spring"),
            ("code", "SPRING25"),
            ("kind", "percent"),
            ("percent", "12.5"),
            ("cap", "50"),
            ("least", "100"),
            ("from", "2026-11-22T08:00"),
            ("until", "2026-12-01T00:00:00+08:00"),
            ("uses_most", "100"),
            ("public", "on"),
        ]);
        for (name, value) in changes {
            form.set(name, *value);
        }
        form
    }

    #[test]
    fn a_coupon_is_read_in_the_shops_time() {
        let coupon = read_coupon(&mut form(&[]), Currency::CNY, "Asia/Shanghai").unwrap();
        assert_eq!(coupon.from.rfc3339(), "2026-11-22T00:00:00Z");
        assert_eq!(coupon.until.rfc3339(), "2026-11-30T16:00:00Z");
        assert_eq!(local(coupon.until, "Asia/Shanghai"), "2026-12-01T00:00");
        let cap = Some(Money::new(5_000, Currency::CNY));
        assert_eq!(coupon.off, Off::Share { rate: BasisPoints::new(1_250), cap });
        assert_eq!((coupon.uses_per_buyer, coupon.is_public), (1, true));
    }

    #[test]
    fn percentages_are_exact() {
        let good = [("5", Some(500)), ("12.5", Some(1_250)), ("0.01%", Some(1)), ("100 %", Some(10_000))];
        let bad = ["１", "1.234", "-1", "+1", "", ".5", "1e3", "99999999999"].map(|text| (text, None));
        for (text, expected) in good.into_iter().chain(bad) {
            assert_eq!(percent(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_kept_is_refused_beside_its_field() {
        for (name, value, expected) in [
            ("code", "a!", "refused-coupon-code"),
            ("percent", "0", "refused-coupon-percent"),
            ("percent", "101", "refused-coupon-percent"),
            ("percent", "ten", "refused-not-a-choice"),
            ("cap", "0", "refused-coupon-nothing"),
            ("least", "-1", "refused-price-negative"),
            ("until", "tomorrow", "refused-not-a-choice"),
            ("from", "", "refused-empty"),
            ("uses_most", "0", "refused-out-of-range"),
            ("kind", "gift", "refused-not-a-choice"),
        ] {
            let mut form = form(&[(name, value)]);
            assert!(read_coupon(&mut form, Currency::CNY, "Asia/Shanghai").is_none(), "{name} {value}");
            assert_eq!(form.refusal(name).map(|refusal| refusal.code), Some(expected), "{name} {value}");
        }
    }
}
