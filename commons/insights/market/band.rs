//! Bands of age, as data: each asks for an age in the year of the figure, or for the year of birth.

/// How a band chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// From one age to another, both of them within.
    Age(i64, i64),
    /// Born after a year.
    BornAfter(i64),
}

/// One band; they overlap, since each answers another question.
#[derive(Clone, Copy, Debug)]
pub struct Band {
    pub name: &'static str,
    pub of: Of,
}

pub const BANDS: [Band; 5] = [
    Band { name: "20-32", of: Of::Age(20, 32) },
    Band { name: "up-to-33", of: Of::Age(0, 33) },
    Band { name: "34-49", of: Of::Age(34, 49) },
    Band { name: "50-on", of: Of::Age(50, 200) },
    Band { name: "born-after-1990", of: Of::BornAfter(1990) },
];

impl Band {
    pub fn has(&self, birth_year: i64, year: i64) -> bool {
        match self.of {
            Of::Age(from, to) => (from..=to).contains(&(year - birth_year)),
            Of::BornAfter(after) => birth_year > after,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_say_what_they_are_called() {
        let names = |born: i64| {
            BANDS.iter().filter(|band| band.has(born, 2026)).map(|band| band.name).collect::<Vec<_>>()
        };
        assert_eq!(names(1993), ["up-to-33", "born-after-1990"]);
        assert_eq!(names(1994), ["20-32", "up-to-33", "born-after-1990"]);
        assert_eq!(names(1990), ["34-49"]);
        assert_eq!(names(1950), ["50-on"]);
        assert_eq!(names(2007), ["up-to-33", "born-after-1990"]);
    }
}
