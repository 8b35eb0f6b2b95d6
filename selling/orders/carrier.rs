//! Carriers, and where each of them tells how far a parcel is.
//!
//! The addresses are the carriers' own pages that take a number; for carriers that have none, the page of a service of
//! their country that asks them. Read in November 2026.

use super::Parcel;

/// Who carries parcels.
pub struct Carrier {
    /// As it is offered to sellers.
    pub name: &'static str,
    /// What sellers write for it, in small letters.
    words: &'static [&'static str],
    /// The page of a parcel, before its number.
    page: &'static str,
}

const fn carrier(name: &'static str, words: &'static [&'static str], page: &'static str) -> Carrier {
    Carrier { name, words, page }
}

/// In the order in which they are offered.
pub const CARRIERS: &[Carrier] = &[
    carrier(
        "顺丰 SF Express",
        &["顺丰", "順豐", "sf express", "sf"],
        "https://www.sf-express.com/chn/sc/waybill/waybill-detail/",
    ),
    carrier(
        "中国邮政 EMS",
        &["中国邮政", "邮政", "ems", "china post"],
        "https://www.kuaidi100.com/chaxun?com=ems&nu=",
    ),
    carrier("京东 JD Logistics", &["京东", "jd"], "https://www.kuaidi100.com/chaxun?com=jd&nu="),
    carrier("中通 ZTO", &["中通", "zto"], "https://www.kuaidi100.com/chaxun?com=zhongtong&nu="),
    carrier("圆通 YTO", &["圆通", "yto"], "https://www.kuaidi100.com/chaxun?com=yuantong&nu="),
    carrier("申通 STO", &["申通", "sto"], "https://www.kuaidi100.com/chaxun?com=shentong&nu="),
    carrier("韵达 Yunda", &["韵达", "yunda"], "https://www.kuaidi100.com/chaxun?com=yunda&nu="),
    carrier(
        "極兔 J&T Express",
        &["极兔", "極兔", "j&t", "jnt"],
        "https://www.kuaidi100.com/chaxun?com=jtexpress&nu=",
    ),
    carrier(
        "日本郵便 Japan Post",
        &["日本郵便", "ゆうパック", "japan post"],
        "https://trackings.post.japanpost.jp/services/srv/search/direct?reqCodeNo1=",
    ),
    carrier(
        "ヤマト運輸 Yamato",
        &["ヤマト", "クロネコ", "yamato", "kuroneko"],
        "https://jizen.kuronekoyamato.co.jp/jizen/servlet/crjz.b.NQ0010?id=",
    ),
    carrier(
        "佐川急便 Sagawa",
        &["佐川", "sagawa"],
        "https://k2k.sagawa-exp.co.jp/p/web/okurijosearch.do?okurijoNo=",
    ),
    carrier("Delhivery", &["delhivery"], "https://www.delhivery.com/track-v2/package/"),
    carrier(
        "Blue Dart",
        &["blue dart", "bluedart"],
        "https://www.bluedart.com/trackdartresultthirdparty?trackFor=0&trackNo=",
    ),
    carrier("JNE", &["jne"], "https://cekresi.com/?noresi="),
    carrier("Pos Indonesia", &["pos indonesia"], "https://cekresi.com/?noresi="),
    carrier("SiCepat", &["sicepat"], "https://cekresi.com/?noresi="),
    carrier("DHL", &["dhl"], "https://www.dhl.com/global-en/home/tracking.html?tracking-id="),
    carrier("FedEx", &["fedex"], "https://www.fedex.com/fedextrack/?trknbr="),
    carrier("UPS", &["ups"], "https://www.ups.com/track?tracknum="),
    carrier("USPS", &["usps"], "https://tools.usps.com/go/TrackConfirmAction?tLabels="),
];

/// Whether a word stands in a text by itself: letters of our alphabet around it make another word.
fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
        !word.is_ascii() || !(is_letter(before) || is_letter(after))
    })
}

impl Parcel {
    /// The carrier's page of this parcel, where the carrier is known and there is a number.
    pub fn page(&self) -> Option<String> {
        let said = self.carrier.to_lowercase();
        let number: String = self.tracking.chars().filter(|c| !c.is_whitespace()).collect();
        let known = CARRIERS.iter().find(|it| it.words.iter().any(|word| has_word(&said, word)))?;
        let encoded: String = form_urlencoded::byte_serialize(number.as_bytes()).collect();
        (!number.is_empty()).then(|| format!("{}{encoded}", known.page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(carrier: &str, tracking: &str) -> Option<String> {
        Parcel { carrier: carrier.into(), tracking: tracking.into() }.page()
    }

    #[test]
    fn a_parcel_of_a_known_carrier_has_a_page() {
        for (said, number, expected) in [
            ("SF", "SF1398204816", "https://www.sf-express.com/chn/sc/waybill/waybill-detail/SF1398204816"),
            ("顺丰速运", "SF 1398", "https://www.sf-express.com/chn/sc/waybill/waybill-detail/SF1398"),
            ("UPS Standard", "1Z 999", "https://www.ups.com/track?tracknum=1Z999"),
            ("usps", "9400", "https://tools.usps.com/go/TrackConfirmAction?tLabels=9400"),
            (
                "DHL",
                "1&x=<2>",
                "https://www.dhl.com/global-en/home/tracking.html?tracking-id=1%26x%3D%3C2%3E",
            ),
        ] {
            assert_eq!(page(said, number).as_deref(), Some(expected), "{said}");
        }
        assert_eq!(page("my cousin", "7"), None);
        assert_eq!(page("Groups of friends", "7"), None, "a word inside another is none");
        assert_eq!(page("DHL", " "), None);
    }

    #[test]
    fn every_carrier_that_is_offered_is_known_by_its_own_name() {
        for carrier in CARRIERS {
            let found = page(carrier.name, "7").unwrap_or_default();
            assert!(found.starts_with(carrier.page), "{}: {found}", carrier.name);
        }
    }
}
