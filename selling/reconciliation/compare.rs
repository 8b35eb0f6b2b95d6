use std::collections::BTreeMap;

use kernel::{Money, words};

words! {
    /// Which way the money went.
    Kind { Charge = "charge", Refund = "refund" }
}

words! {
    /// How a row differs.
    Outcome {
        /// The report has it, we do not.
        MissingHere = "missing-here",
        /// We have it, the report does not.
        MissingThere = "missing-there",
        Differs = "differs",
        /// The report has it once more.
        Twice = "twice",
        /// The row could not be read.
        Refused = "refused",
    }
}

/// One movement, by either side's books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    pub kind: Kind,
    /// The provider's id of the payment.
    pub reference: String,
    /// Of a refund; a charge has none.
    pub key: String,
    pub amount: Money,
}

/// Something that does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub outcome: Outcome,
    pub kind: Kind,
    pub reference: String,
    pub key: String,
    pub theirs: Option<Money>,
    pub ours: Option<Money>,
}

/// What came of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    pub matched: usize,
    pub differences: Vec<Difference>,
}

/// Compare a report with our books.
///
/// `near` are ours of the days around the report's: what they hold is found, and not missed in the report.
pub fn compare(theirs: &[Booking], ours: &[Booking], near: &[Booking]) -> Comparison {
    type Name<'a> = (&'static str, &'a str, &'a str);
    fn name(entry: &Booking) -> Name<'_> {
        (entry.kind.name(), &entry.reference, &entry.key)
    }
    let mut known: BTreeMap<Name<'_>, (&Booking, bool)> =
        near.iter().chain(ours).map(|entry| (name(entry), (entry, false))).collect();
    let mut found = Comparison::default();
    let mut differ = |outcome, entry: &Booking, theirs, ours| {
        found.differences.push(Difference {
            outcome,
            kind: entry.kind,
            reference: entry.reference.clone(),
            key: entry.key.clone(),
            theirs,
            ours,
        });
    };
    let mut matched = 0;
    for row in theirs {
        match known.get_mut(&name(row)) {
            None => differ(Outcome::MissingHere, row, Some(row.amount), None),
            Some((own, true)) => differ(Outcome::Twice, row, Some(row.amount), Some(own.amount)),
            Some((own, seen)) => {
                *seen = true;
                if own.amount == row.amount {
                    matched += 1;
                } else {
                    differ(Outcome::Differs, row, Some(row.amount), Some(own.amount));
                }
            }
        }
    }
    for entry in ours {
        if known.get(&name(entry)).is_some_and(|(_, seen)| !seen) {
            differ(Outcome::MissingThere, entry, None, Some(entry.amount));
        }
    }
    found.matched = matched;
    found
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    fn entry(kind: Kind, reference: &str, key: &str, fen: i64) -> Booking {
        let amount = Money::new(fen, Currency::CNY);
        Booking { kind, reference: reference.into(), key: key.into(), amount }
    }

    #[test]
    fn every_way_to_differ_is_told() {
        let charge = |reference, fen| entry(Kind::Charge, reference, "", fen);
        let ours = [charge("a", 100), charge("b", 200), charge("c", 300), entry(Kind::Refund, "a", "r", 50)];
        let theirs = [
            charge("a", 100),
            charge("b", 201),
            charge("d", 400),
            charge("a", 100),
            charge("e", 500),
            entry(Kind::Refund, "a", "r", 50),
            entry(Kind::Refund, "a", "s", 50),
        ];
        // Of the day before the report: known, and not missed in it.
        let near = [charge("e", 500), charge("f", 600)];
        let found = compare(&theirs, &ours, &near);
        assert_eq!(found.matched, 3);
        let told: Vec<_> = found.differences.iter().map(|it| (it.outcome, it.reference.as_str())).collect();
        assert_eq!(
            told,
            [
                (Outcome::Differs, "b"),
                (Outcome::MissingHere, "d"),
                (Outcome::Twice, "a"),
                (Outcome::MissingHere, "a"),
                (Outcome::MissingThere, "c"),
            ]
        );
        assert_eq!(compare(&[], &[], &near), Comparison::default());
    }
}
