use kernel::{Money, MoneyError, ShopId};
use people::{
    reduction::{Funder, Kind, Reduction},
    shops::{MARKET, pick},
};
use platform::i18n::Lang;

/// What one reduction takes off one line.
#[derive(Clone, Debug)]
pub struct Deduction {
    pub kind: &'static Kind,
    pub owner: ShopId,
    pub id: i64,
    pub name: String,
    pub name_en: String,
    pub funded_by: Funder,
    /// Of all pieces together, always more than nothing.
    pub amount: Money,
}

impl Deduction {
    pub(super) fn of(reduction: &Reduction, amount: Money) -> Self {
        Self {
            kind: reduction.kind,
            owner: reduction.owner,
            id: reduction.id,
            name: reduction.name.clone(),
            name_en: reduction.name_en.clone(),
            funded_by: reduction.funded_by,
            amount,
        }
    }

    pub fn is_of(&self, other: &Self) -> bool {
        self.kind.name == other.kind.name && self.owner == other.owner && self.id == other.id
    }

    /// Its name for a reader of `lang`, where shops speak `own` and the market `home`.
    pub fn name_in(&self, lang: Lang, own: Lang, home: Lang) -> &str {
        pick(lang, if self.owner == MARKET { home } else { own }, &self.name, &self.name_en)
    }

    /// The end of the key of what it is called by its kind.
    pub fn word(&self) -> String {
        format!("{}-{}", self.kind.name, self.funded_by.name())
    }
}

/// Deductions of several lines, each reduction once with its sum.
pub fn taken<'a>(deductions: impl IntoIterator<Item = &'a Deduction>) -> Result<Vec<Deduction>, MoneyError> {
    let mut all: Vec<Deduction> = Vec::new();
    for deduction in deductions {
        match all.iter_mut().find(|one| one.is_of(deduction)) {
            Some(one) => one.amount = one.amount.checked_add(deduction.amount)?,
            None => all.push(deduction.clone()),
        }
    }
    all.sort_by_key(|deduction| (deduction.kind.stage as u8, deduction.owner == MARKET));
    Ok(all)
}
