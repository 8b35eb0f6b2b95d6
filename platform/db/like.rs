/// What `LIKE … ESCAPE '!'` looks for: these words anywhere, in small letters, their own signs taken as they are. Empty for
/// no words.
pub fn like(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let mut pattern = String::from("%");
    for letter in words.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_language_of_patterns_are_letters() {
        assert_eq!(like("50%_A!"), "%50!%!_a!!%");
        assert_eq!(like(""), "");
    }
}
