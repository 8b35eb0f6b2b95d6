use kernel::{AccountId, Timestamp, words};
use platform::i18n::Lang;

/// A person, as the market knows them.
#[derive(Clone, Debug)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Argon2id in PHC format; none for an account made on the way through a checkout.
    pub password_hash: Option<String>,
    pub language: Lang,
    pub zone: String,
    pub birth_year: Option<i64>,
    pub is_operator: bool,
    pub is_moderator: bool,
    pub closed_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

words! {
    /// What a person may do beyond buying and selling.
    Role {
        /// Runs the market.
        Operator = "operator",
        /// Looks after what is said and shown in it.
        Moderator = "moderator",
    }
}

impl Account {
    pub fn has(&self, role: Role) -> bool {
        match role {
            Role::Operator => self.is_operator,
            Role::Moderator => self.is_moderator,
        }
    }
}

/// What a person signs in with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Login {
    /// Lower case.
    Email(String),
    /// E.164: a plus sign and 7 to 15 digits.
    Phone(String),
}

impl Login {
    /// Read an e-mail address or an international phone number; blanks and hyphens in numbers are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains('@') {
            return is_email(text).then(|| Self::Email(text.to_lowercase()));
        }
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect();
        let number = digits.strip_prefix('+').unwrap_or(&digits);
        let is_number = (7..=15).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| Self::Phone(format!("+{number}")))
    }

    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(text) | Self::Phone(text) => text,
        }
    }
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '@' | '<' | '>' | ',' | ';' | '"');
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && local.chars().all(plain)
        && domain.contains('.')
        && domain
            .split('.')
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_told_apart() {
        let email = |text: &str| Some(Login::Email(text.into()));
        let phone = |text: &str| Some(Login::Phone(text.into()));
        for (text, expected) in [
            ("Ana@Fair.Example", email("ana@fair.example")),
            (" 王@例子.中国 ", email("王@例子.中国")),
            ("+86 138-0013 8000", phone("+8613800138000")),
            ("13800138000", phone("+13800138000")),
            ("ana@", None),
            ("ana@fair", None),
            ("a b@fair.example", None),
            ("123", None),
            ("+12ab5678", None),
            ("", None),
        ] {
            assert_eq!(Login::parse(text), expected, "{text}");
        }
    }
}
