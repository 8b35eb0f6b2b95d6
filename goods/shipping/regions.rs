//! The provinces of the countries that most parcels of the market go to.

use kernel::Country;
use platform::i18n::Lang;

/// A province, state or prefecture: in the writing of its own country, and in Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    own: &'static str,
    latin: &'static str,
}

const fn region(own: &'static str, latin: &'static str) -> Region {
    Region { own, latin }
}

#[rustfmt::skip]
const CN: &[Region] = &[
    region("北京", "Beijing"), region("天津", "Tianjin"), region("河北", "Hebei"), region("山西", "Shanxi"),
    region("内蒙古", "Inner Mongolia"), region("辽宁", "Liaoning"), region("吉林", "Jilin"), region("黑龙江", "Heilongjiang"),
    region("上海", "Shanghai"), region("江苏", "Jiangsu"), region("浙江", "Zhejiang"), region("安徽", "Anhui"),
    region("福建", "Fujian"), region("江西", "Jiangxi"), region("山东", "Shandong"), region("河南", "Henan"),
    region("湖北", "Hubei"), region("湖南", "Hunan"), region("广东", "Guangdong"), region("广西", "Guangxi"),
    region("海南", "Hainan"), region("重庆", "Chongqing"), region("四川", "Sichuan"), region("贵州", "Guizhou"),
    region("云南", "Yunnan"), region("西藏", "Tibet"), region("陕西", "Shaanxi"), region("甘肃", "Gansu"),
    region("青海", "Qinghai"), region("宁夏", "Ningxia"), region("新疆", "Xinjiang"),
];

#[rustfmt::skip]
const JP: &[Region] = &[
    region("北海道", "Hokkaido"), region("青森県", "Aomori"), region("岩手県", "Iwate"), region("宮城県", "Miyagi"),
    region("秋田県", "Akita"), region("山形県", "Yamagata"), region("福島県", "Fukushima"), region("茨城県", "Ibaraki"),
    region("栃木県", "Tochigi"), region("群馬県", "Gunma"), region("埼玉県", "Saitama"), region("千葉県", "Chiba"),
    region("東京都", "Tokyo"), region("神奈川県", "Kanagawa"), region("新潟県", "Niigata"), region("富山県", "Toyama"),
    region("石川県", "Ishikawa"), region("福井県", "Fukui"), region("山梨県", "Yamanashi"), region("長野県", "Nagano"),
    region("岐阜県", "Gifu"), region("静岡県", "Shizuoka"), region("愛知県", "Aichi"), region("三重県", "Mie"),
    region("滋賀県", "Shiga"), region("京都府", "Kyoto"), region("大阪府", "Osaka"), region("兵庫県", "Hyogo"),
    region("奈良県", "Nara"), region("和歌山県", "Wakayama"), region("鳥取県", "Tottori"), region("島根県", "Shimane"),
    region("岡山県", "Okayama"), region("広島県", "Hiroshima"), region("山口県", "Yamaguchi"), region("徳島県", "Tokushima"),
    region("香川県", "Kagawa"), region("愛媛県", "Ehime"), region("高知県", "Kochi"), region("福岡県", "Fukuoka"),
    region("佐賀県", "Saga"), region("長崎県", "Nagasaki"), region("熊本県", "Kumamoto"), region("大分県", "Oita"),
    region("宮崎県", "Miyazaki"), region("鹿児島県", "Kagoshima"), region("沖縄県", "Okinawa"),
];

#[rustfmt::skip]
const IN: &[Region] = &[
    region("अंडमान और निकोबार", "Andaman and Nicobar"), region("आंध्र प्रदेश", "Andhra Pradesh"),
    region("अरुणाचल प्रदेश", "Arunachal Pradesh"), region("असम", "Assam"), region("बिहार", "Bihar"),
    region("चंडीगढ़", "Chandigarh"), region("छत्तीसगढ़", "Chhattisgarh"),
    region("दादरा और नगर हवेली और दमन और दीव", "Dadra and Nagar Haveli and Daman and Diu"),
    region("दिल्ली", "Delhi"), region("गोवा", "Goa"), region("गुजरात", "Gujarat"), region("हरियाणा", "Haryana"),
    region("हिमाचल प्रदेश", "Himachal Pradesh"), region("जम्मू और कश्मीर", "Jammu and Kashmir"),
    region("झारखंड", "Jharkhand"), region("कर्नाटक", "Karnataka"), region("केरल", "Kerala"), region("लद्दाख", "Ladakh"),
    region("लक्षद्वीप", "Lakshadweep"), region("मध्य प्रदेश", "Madhya Pradesh"), region("महाराष्ट्र", "Maharashtra"),
    region("मणिपुर", "Manipur"), region("मेघालय", "Meghalaya"), region("मिज़ोरम", "Mizoram"), region("नागालैंड", "Nagaland"),
    region("ओडिशा", "Odisha"), region("पुदुच्चेरी", "Puducherry"), region("पंजाब", "Punjab"), region("राजस्थान", "Rajasthan"),
    region("सिक्किम", "Sikkim"), region("तमिलनाडु", "Tamil Nadu"), region("तेलंगाना", "Telangana"), region("त्रिपुरा", "Tripura"),
    region("उत्तर प्रदेश", "Uttar Pradesh"), region("उत्तराखंड", "Uttarakhand"), region("पश्चिम बंगाल", "West Bengal"),
];

#[rustfmt::skip]
const ID: &[Region] = &[
    region("Aceh", "Aceh"), region("Bali", "Bali"), region("Banten", "Banten"), region("Bengkulu", "Bengkulu"),
    region("DI Yogyakarta", "Yogyakarta"), region("DKI Jakarta", "Jakarta"), region("Gorontalo", "Gorontalo"),
    region("Jambi", "Jambi"), region("Jawa Barat", "West Java"), region("Jawa Tengah", "Central Java"),
    region("Jawa Timur", "East Java"), region("Kalimantan Barat", "West Kalimantan"),
    region("Kalimantan Selatan", "South Kalimantan"), region("Kalimantan Tengah", "Central Kalimantan"),
    region("Kalimantan Timur", "East Kalimantan"), region("Kalimantan Utara", "North Kalimantan"),
    region("Kepulauan Bangka Belitung", "Bangka Belitung"), region("Kepulauan Riau", "Riau Islands"),
    region("Lampung", "Lampung"), region("Maluku", "Maluku"), region("Maluku Utara", "North Maluku"),
    region("Nusa Tenggara Barat", "West Nusa Tenggara"), region("Nusa Tenggara Timur", "East Nusa Tenggara"),
    region("Papua", "Papua"), region("Papua Barat", "West Papua"), region("Papua Barat Daya", "Southwest Papua"),
    region("Papua Pegunungan", "Highland Papua"), region("Papua Selatan", "South Papua"),
    region("Papua Tengah", "Central Papua"), region("Riau", "Riau"), region("Sulawesi Barat", "West Sulawesi"),
    region("Sulawesi Selatan", "South Sulawesi"), region("Sulawesi Tengah", "Central Sulawesi"),
    region("Sulawesi Tenggara", "Southeast Sulawesi"), region("Sulawesi Utara", "North Sulawesi"),
    region("Sumatera Barat", "West Sumatra"), region("Sumatera Selatan", "South Sumatra"),
    region("Sumatera Utara", "North Sumatra"),
];

/// The countries whose provinces are known.
pub const COUNTRIES: [&str; 4] = ["CN", "JP", "IN", "ID"];

/// The provinces of a country; none where we have no list.
pub fn of(country: Country) -> &'static [Region] {
    match country.code() {
        "CN" => CN,
        "JP" => JP,
        "IN" => IN,
        "ID" => ID,
        _ => &[],
    }
}

/// The province that somebody means, by its short or its long name, in either writing.
pub fn find(country: Country, text: &str) -> Option<Region> {
    let text = text.trim().to_lowercase();
    let reads = |region: &Region| {
        let (own, latin) = (region.own.to_lowercase(), region.latin.to_lowercase());
        // 京都 is said for 京都府, but no two characters of another writing say a province.
        let is_short = text.chars().count() > 1 && own.starts_with(&text) && !text.is_ascii();
        let names = [own.as_str(), latin.as_str()].into_iter().filter(|name| text.starts_with(name));
        names.map(str::len).max().or(is_short.then_some(1))
    };
    // Papua Barat is not Papua: the longest name that fits is meant.
    let all = of(country).iter().filter_map(|region| Some((reads(region)?, region)));
    all.max_by_key(|(length, _)| *length).map(|(_, region)| *region)
}

impl Region {
    /// As most addresses of its country have it.
    pub fn value(self) -> &'static str {
        if self.own.chars().any(|c| matches!(u32::from(c), 0x0900..=0x097F)) { self.latin } else { self.own }
    }

    /// As a reader of `lang` has learnt it.
    pub fn name_in(self, country: Country, lang: Lang) -> &'static str {
        let reads_it = match country.code() {
            "CN" | "JP" => matches!(lang, Lang::Chinese | Lang::Japanese),
            "IN" => lang == Lang::Hindi,
            "ID" => lang == Lang::Indonesian,
            _ => false,
        };
        if reads_it { self.own } else { self.latin }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_is_found_by_any_of_its_names() {
        for (country, text, expected) in [
            ("CN", "宁夏回族自治区", Some("宁夏")),
            ("CN", "Zhejiang Province", Some("浙江")),
            ("CN", "Shaanxi", Some("陕西")),
            ("CN", "河", None),
            ("CN", "香港", None),
            ("JP", "京都", Some("京都府")),
            ("JP", "kyoto", Some("京都府")),
            ("IN", "बिहार", Some("Bihar")),
            ("IN", "bihar", Some("Bihar")),
            ("ID", "Papua", Some("Papua")),
            ("ID", "Papua Barat", Some("Papua Barat")),
            ("ID", "Jawa", None),
            ("DE", "Bayern", None),
        ] {
            let found = find(Country::parse(country).unwrap(), text);
            assert_eq!(found.map(Region::value), expected, "{text}");
        }
    }

    #[test]
    fn every_province_is_found_by_what_it_is_kept_as() {
        for country in COUNTRIES.map(|code| Country::parse(code).unwrap()) {
            for region in of(country) {
                assert_eq!(find(country, region.value()), Some(*region));
                assert_eq!(find(country, region.latin), Some(*region));
                assert_eq!(find(country, region.own), Some(*region));
            }
        }
    }
}
