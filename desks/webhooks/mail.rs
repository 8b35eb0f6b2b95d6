//! What webhooks write to the owners of endpoints.

use kernel::Timestamp;
use platform::{
    i18n::{Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

/// To the owner: nothing is sent to an endpoint any more, since it has taken nothing for days.
pub struct GivenUp {
    /// The shop, or the market.
    pub whose: String,
    pub name: Name,
    pub url: String,
    pub since: Timestamp,
    /// Of the endpoint's page.
    pub path: String,
}

impl Mail for GivenUp {
    fn kind(&self) -> &'static str {
        "webhooks.given_up"
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let since = sheet.moment(&self.since);
        Letter {
            subject: Said::new("mail-webhook-subject").name("shop", &self.name),
            parts: vec![
                Part::Words(sheet.say("mail-webhook-words", &[("moment", &since)])),
                Part::Facts(vec![(sheet.t("webhook-url").to_owned(), self.url.clone())]),
                Part::Call { words: sheet.t("mail-webhook-look").to_owned(), url: sheet.link(&self.path) },
            ],
            because: sheet.say("mail-because-shop", &[("shop", &self.whose)]),
        }
    }
}

/// One of each, for the operator to look at.
pub fn samples(sheet: &Sheet) -> Vec<Box<dyn Mail>> {
    vec![Box::new(GivenUp {
        whose: sheet.t("mail-sample-shop").to_owned(),
        name: Name::new(sheet.text.lang(), sheet.t("mail-sample-shop"), ""),
        url: "https://program.example/jishi".to_owned(),
        since: sheet.now,
        path: "/desk/helan-leather/webhooks".to_owned(),
    })]
}
