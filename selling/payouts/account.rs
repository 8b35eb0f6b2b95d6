use kernel::{Timestamp, narrow};

/// The bank account that a shop is paid to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutAccount {
    pub bank: String,
    pub holder: String,
    /// Letters and digits only.
    pub number: String,
    pub changed_at: Timestamp,
}

/// Why something cannot stand in a payout account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountFault {
    #[error("an account number has 4 to 34 letters and digits")]
    Number,
    /// A spreadsheet would calculate with it.
    #[error("a name does not begin with a sign of arithmetic")]
    Name,
}

/// Digits of an account number that are shown.
const SHOWN: usize = 4;

impl PayoutAccount {
    /// An account as it was typed; blanks and hyphens in the number mean nothing.
    pub fn new(bank: &str, holder: &str, number: &str, changed_at: Timestamp) -> Result<Self, AccountFault> {
        if [bank, holder].iter().any(|name| name.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
        {
            return Err(AccountFault::Name);
        }
        let number = number.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let number: String = number.map(|c| narrow(c).to_ascii_uppercase()).collect();
        if !(4..=34).contains(&number.len()) || !number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(AccountFault::Number);
        }
        Ok(Self { bank: bank.to_owned(), holder: holder.to_owned(), number, changed_at })
    }

    /// The number as people see it: its end, and less of it the shorter it is.
    pub fn masked(&self) -> String {
        mask(&self.number)
    }
}

fn mask(number: &str) -> String {
    let shown = SHOWN.min(number.chars().count() / 3);
    let end: String = number.chars().rev().take(shown).collect::<Vec<_>>().into_iter().rev().collect();
    format!("•••• {end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(bank: &str, holder: &str, number: &str) -> Result<PayoutAccount, AccountFault> {
        PayoutAccount::new(bank, holder, number, Timestamp::from_micros(0))
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (typed, kept, shown) in [
            ("6222 0210 0100 1234 567", "6222021001001234567", "•••• 4567"),
            ("de89-3704 0044 0532 0130 00", "DE89370400440532013000", "•••• 3000"),
            ("６２２２０２１０", "62220210", "•••• 10"),
            ("1234", "1234", "•••• 4"),
        ] {
            let account = account("农业银行", "张师傅", typed).unwrap();
            assert_eq!((account.number.as_str(), account.masked().as_str()), (kept, shown));
        }
    }

    #[test]
    fn nothing_else_gets_into_the_banks_file() {
        for number in ["", "123", "12 34 五", "1".repeat(35).as_str(), "12;34", "=1+1"] {
            assert_eq!(account("B", "H", number), Err(AccountFault::Number), "{number}");
        }
        for name in ["=cmd()", "+1", "-1", "@SUM(A1)"] {
            assert_eq!(account(name, "H", "1234"), Err(AccountFault::Name));
            assert_eq!(account("B", name, "1234"), Err(AccountFault::Name));
        }
    }
}
