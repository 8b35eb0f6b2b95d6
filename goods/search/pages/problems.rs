use platform::web::{Fields, Problem, Refusal};

use crate::search::lexicon::edit::LexiconError;

impl From<LexiconError> for Problem {
    fn from(error: LexiconError) -> Self {
        if let Some((field, code)) = error.blames() {
            let mut fields = Fields::default();
            fields.refuse(field, Refusal::new(code));
            return Self::invalid(&fields);
        }
        match error {
            LexiconError::Forbidden(error) => error.into(),
            LexiconError::Store(error) => error.into(),
            LexiconError::NoSuchEntry
            | LexiconError::Taken
            | LexiconError::NothingBroader
            | LexiconError::Full => Self::not_found(),
        }
    }
}
