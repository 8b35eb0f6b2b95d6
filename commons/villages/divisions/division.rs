use kernel::{Day, words};

use super::DivisionCode;

words! {
    /// How large a division is.
    Level {
        Province = "province", Prefecture = "prefecture", County = "county", Township = "township", Village = "village",
    }
}

impl Level {
    /// 1 for the largest.
    pub fn number(self) -> i64 {
        match self {
            Self::Province => 1,
            Self::Prefecture => 2,
            Self::County => 3,
            Self::Township => 4,
            Self::Village => 5,
        }
    }

    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| level.number() == number)
    }
}

words! {
    /// Whether a division is of the country or of the town.
    DivisionKind { Rural = "rural", Urban = "urban" }
}

impl DivisionKind {
    /// What the last three digits of a village's code say in China: 001–199 is a residents' committee, 200–399 a
    /// villagers' committee; others are neither.
    pub fn of_chinese_code(official: &str) -> Option<Self> {
        let last: u16 = official.get(official.len().checked_sub(3)?..)?.parse().ok()?;
        match last {
            1..=199 => Some(Self::Urban),
            200..=399 => Some(Self::Rural),
            _ => None,
        }
    }
}

/// A part of a country that has a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    pub code: DivisionCode,
    /// That in which it lies; none at the top.
    pub parent: Option<DivisionCode>,
    pub name: String,
    /// Empty when none is known.
    pub name_en: String,
    pub level: Level,
    /// None above villages, and where it is not known.
    pub kind: Option<DivisionKind>,
    /// The edition that said so last.
    pub listed_on: Day,
    /// The day from which it is no more.
    pub vanished_on: Option<Day>,
}

impl Division {
    /// Whether shops can join it, and it can be recognised.
    pub fn is_village(&self) -> bool {
        self.level == Level::Village && self.kind == Some(DivisionKind::Rural)
    }

    pub fn path(&self) -> String {
        format!("/villages/{}", self.code)
    }

    /// In what language its name most likely is, for readers aloud and for fonts; empty where nobody can say.
    pub fn language(&self) -> &'static str {
        Self::language_of(self.code.country())
    }

    /// The same of all names of a country.
    pub fn language_of(country: &str) -> &'static str {
        match country {
            "CN" | "HK" | "MO" | "TW" | "SG" => "zh",
            "JP" => "ja",
            "IN" | "NP" => "hi",
            "ID" => "id",
            _ => "",
        }
    }
}

words! {
    /// What became of a division.
    ChangeKind { Renamed = "renamed", Merged = "merged", Moved = "moved", Split = "split" }
}

/// What became of a division on a day: another code, or the same with another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DivisionChange {
    pub old: DivisionCode,
    pub new: DivisionCode,
    pub kind: ChangeKind,
    pub day: Day,
    pub old_name: String,
    pub source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_code_says_what_the_village_is() {
        for (code, kind) in [
            ("371721110001", Some(DivisionKind::Urban)),
            ("371721110199", Some(DivisionKind::Urban)),
            ("371721110200", Some(DivisionKind::Rural)),
            ("371721110399", Some(DivisionKind::Rural)),
            ("371721110400", None),
            ("371721110000", None),
            ("37", None),
        ] {
            assert_eq!(DivisionKind::of_chinese_code(code), kind, "{code}");
        }
        assert!(Level::ALL.iter().all(|level| Level::from_number(level.number()) == Some(*level)));
    }
}
