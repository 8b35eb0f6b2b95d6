//! What is written to those who want to be reminded of a show.

use kernel::{ShopId, Timestamp, hours};
use people::kind::Kind;
use platform::{
    i18n::{Lang, Name, Said},
    mail::{Letter, Mail, Part, Sheet},
};

use crate::live::RoomId;

pub const SOON: Kind = Kind::optional("live.soon", "live");
/// Told in the list only: a mail would come when the show is over.
pub const ON_AIR: Kind = Kind::listed("live.on_air", "live");

/// To somebody who wants to be reminded of a show that begins soon.
pub struct SoonMail {
    pub room: RoomId,
    pub title: String,
    pub shop: Name,
    pub begins_at: Timestamp,
}

impl Mail for SoonMail {
    fn kind(&self) -> &'static str {
        SOON.name
    }

    fn letter(&self, sheet: &Sheet) -> Letter {
        let subject = Said::new("mail-live-soon-subject").name("shop", &self.shop).text("title", &self.title);
        Letter {
            subject,
            parts: vec![
                Part::Words(sheet.say("mail-live-soon-words", &[("at", &sheet.moment(&self.begins_at))])),
                Part::Call {
                    words: sheet.t("mail-live-soon-call").to_owned(),
                    url: sheet.link(&format!("/live/{}", self.room)),
                },
            ],
            because: sheet.t("mail-live-soon-because").to_owned(),
        }
    }
}

/// One, for the operator to look at.
pub fn sample(sheet: &Sheet) -> Box<dyn Mail> {
    Box::new(SoonMail {
        room: RoomId::new(ShopId::new(1), 1),
        title: sheet.t("mail-live-sample-title").to_owned(),
        shop: Name::new(Lang::English, sheet.t("mail-live-sample-shop"), ""),
        begins_at: sheet.now + hours(1),
    })
}
