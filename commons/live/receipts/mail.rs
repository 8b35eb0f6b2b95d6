//! What is written to a buyer of a moment to which their shop points.

use kernel::{OrderId, ShopId};
use people::kind::Kind;
use platform::{
    i18n::{Lang, Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

pub const MOMENT: Kind = Kind::optional("live.moment", "live");

/// To a buyer whose piece was seen in a show.
pub struct MomentMail {
    pub order: OrderId,
    pub shop: Name,
    pub words: String,
}

impl Mail for MomentMail {
    fn kind(&self) -> &'static str {
        MOMENT.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-live-moment-subject").name("shop", &self.shop),
            parts: vec![
                Part::Words(self.words.clone()),
                Part::Call {
                    words: sheet.t("mail-live-moment-call").to_owned(),
                    url: sheet.link(&format!("/orders/{}", self.order)),
                },
            ],
            because: sheet.t("mail-live-moment-because").to_owned(),
        }
    }
}

/// One, for the operator to look at.
pub fn sample(sheet: &Sheet) -> Box<dyn Mail> {
    Box::new(MomentMail {
        order: OrderId::new(ShopId::new(1), 1),
        shop: Name::new(Lang::English, sheet.t("mail-live-sample-shop"), ""),
        words: sheet.t("mail-live-moment-sample").to_owned(),
    })
}
