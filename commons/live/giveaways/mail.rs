//! What is written to those who have won.

use kernel::{ShopId, Timestamp, days};
use people::kind::Kind;
use platform::{
    i18n::{Lang, Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

use super::GiveawayId;
use crate::live::RoomId;

pub const PRIZE: Kind = Kind::required("live.prize", "live");

/// To somebody who has won a piece.
pub struct PrizeMail {
    pub room: RoomId,
    pub giveaway: GiveawayId,
    pub shop: Name,
    pub title: String,
    pub until: Timestamp,
}

impl Mail for PrizeMail {
    fn kind(&self) -> &'static str {
        PRIZE.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        Letter {
            subject: Said::new("mail-live-prize-subject").name("shop", &self.shop),
            parts: vec![
                Part::Facts(vec![
                    (sheet.t("mail-live-prize-what").to_owned(), self.title.clone()),
                    (sheet.t("mail-live-prize-until").to_owned(), sheet.moment(&self.until)),
                ]),
                Part::Call {
                    words: sheet.t("mail-live-prize-call").to_owned(),
                    url: sheet.link(&format!("/live/{}/giveaways/{}", self.room, self.giveaway)),
                },
            ],
            because: sheet.t("mail-live-prize-because").to_owned(),
        }
    }
}

/// One, for the operator to look at.
pub fn sample(sheet: &Sheet) -> Box<dyn Mail> {
    let shop = ShopId::new(1);
    Box::new(PrizeMail {
        room: RoomId::new(shop, 1),
        giveaway: GiveawayId::new(shop, 1),
        shop: Name::new(Lang::English, sheet.t("mail-live-sample-shop"), ""),
        title: sheet.t("mail-live-prize-sample").to_owned(),
        until: sheet.now + days(7),
    })
}
