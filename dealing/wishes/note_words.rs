use platform::views::Shell;

use super::Note;

/// What is said of a wish, as a reader says it.
pub fn note_words(shell: &Shell, note: Note) -> String {
    match note {
        Note::Cheaper(less) => shell.say("wishes-cheaper", &[("less", &shell.money(&less))]),
        Note::Back => shell.t("wishes-back").to_owned(),
        Note::SoldOut => shell.t("shelf-sold-out").to_owned(),
    }
}
