//! What payouts write to the owners of shops.

use kernel::{Currency, Money, ShopId, Timestamp};
use platform::{
    i18n::{Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

use super::PayoutId;

/// How a payout ended.
#[derive(Clone, Debug)]
pub enum PayoutEnd {
    /// Not an end: it was approved, and waits again.
    Withheld,
    Paid,
    Refused {
        words: String,
    },
    Returned {
        words: String,
    },
}

impl PayoutEnd {
    fn name(&self) -> &'static str {
        match self {
            Self::Withheld => "withheld",
            Self::Paid => "paid",
            Self::Refused { .. } => "refused",
            Self::Returned { .. } => "returned",
        }
    }

    /// What the operator wrote about it.
    fn words(&self) -> &str {
        match self {
            Self::Withheld | Self::Paid => "",
            Self::Refused { words } | Self::Returned { words } => words,
        }
    }
}

/// To the owner: a payout was paid, refused, or sent back by the bank.
pub struct PayoutEnded {
    pub id: PayoutId,
    pub shop: String,
    pub handle: String,
    pub amount: Money,
    /// Bank and masked number.
    pub account: String,
    pub told: PayoutEnd,
}

impl Mail for PayoutEnded {
    fn kind(&self) -> &'static str {
        match self.told {
            PayoutEnd::Withheld => "payouts.withheld",
            PayoutEnd::Paid => "payouts.paid",
            PayoutEnd::Refused { .. } => "payouts.refused",
            PayoutEnd::Returned { .. } => "payouts.returned",
        }
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let (name, amount) = (self.told.name(), sheet.money(&self.amount));
        let mut facts = vec![
            (sheet.t("mail-order-shop").to_owned(), self.shop.clone()),
            (sheet.t("payout-amount").to_owned(), amount.clone()),
            (sheet.t("payout-account").to_owned(), self.account.clone()),
        ];
        if !self.told.words().is_empty() {
            facts.push((sheet.t("payout-reason").to_owned(), self.told.words().to_owned()));
        }
        Letter {
            subject: Said::new(format!("mail-payout-subject-{name}")).money("amount", self.amount),
            parts: vec![
                Part::Words(sheet.of("mail-payout-words", name)),
                Part::Facts(facts),
                Part::Call {
                    words: sheet.t("mail-payout-look").to_owned(),
                    url: sheet.link(&format!("/desk/{}/payouts/{}", self.handle, self.id)),
                },
            ],
            because: sheet.say("mail-because-shop", &[("shop", &self.shop)]),
        }
    }
}

/// To the owner: the shop is paid to another account from now on.
pub struct AccountChanged {
    /// For the reader of the mail.
    pub shop: String,
    pub name: Name,
    pub handle: String,
    /// Bank and masked number.
    pub account: String,
    pub changed_at: Timestamp,
}

impl Mail for AccountChanged {
    fn kind(&self) -> &'static str {
        "payouts.account_changed"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-payout-account-subject").name("shop", &self.name),
            parts: vec![
                Part::Words(
                    sheet.say("mail-payout-account-words", &[("moment", &sheet.moment(&self.changed_at))]),
                ),
                Part::Facts(vec![(sheet.t("payout-account").to_owned(), self.account.clone())]),
                Part::Call {
                    words: sheet.t("mail-payout-account-look").to_owned(),
                    url: sheet.link(&format!("/desk/{}/payouts/account", self.handle)),
                },
            ],
            because: sheet.say("mail-because-shop", &[("shop", &self.shop)]),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    let (shop, account) = (sheet.t("mail-sample-shop").to_owned(), "Bank •••• 4567".to_owned());
    let words = || sheet.t("mail-sample-returned").to_owned();
    let told = [
        PayoutEnd::Withheld,
        PayoutEnd::Paid,
        PayoutEnd::Refused { words: words() },
        PayoutEnd::Returned { words: words() },
    ];
    let mut all: Vec<Box<dyn Mail>> = Vec::new();
    for told in told {
        all.push(Box::new(PayoutEnded {
            id: PayoutId::new(ShopId::new(1), sheet.now.micros()),
            shop: shop.clone(),
            handle: "sample".into(),
            amount: Money::new(118_000, Currency::CNY),
            account: account.clone(),
            told,
        }));
    }
    let name = Name::new(sheet.text.lang(), shop.clone(), "");
    all.push(Box::new(AccountChanged {
        shop,
        name,
        handle: "sample".into(),
        account,
        changed_at: sheet.now,
    }));
    all
}
