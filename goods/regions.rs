//! The provinces of the countries that most parcels of the market go to, and about where they are.

use kernel::Country;
use platform::i18n::Lang;

/// A province, state or prefecture: in the writing of its own country, and in Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    own: &'static str,
    latin: &'static str,
    /// Where its capital is: tenths of a degree north and east.
    at: (i64, i64),
}

const fn region(own: &'static str, latin: &'static str, at: (i64, i64)) -> Region {
    Region { own, latin, at }
}

#[rustfmt::skip]
const CN: &[Region] = &[
    region("北京", "Beijing", (399, 1_164)), region("天津", "Tianjin", (391, 1_172)),
    region("河北", "Hebei", (380, 1_145)), region("山西", "Shanxi", (379, 1_125)),
    region("内蒙古", "Inner Mongolia", (408, 1_117)), region("辽宁", "Liaoning", (418, 1_234)),
    region("吉林", "Jilin", (439, 1_253)), region("黑龙江", "Heilongjiang", (458, 1_265)),
    region("上海", "Shanghai", (312, 1_215)), region("江苏", "Jiangsu", (321, 1_188)),
    region("浙江", "Zhejiang", (303, 1_202)), region("安徽", "Anhui", (318, 1_172)),
    region("福建", "Fujian", (261, 1_193)), region("江西", "Jiangxi", (287, 1_159)),
    region("山东", "Shandong", (367, 1_170)), region("河南", "Henan", (347, 1_136)),
    region("湖北", "Hubei", (306, 1_143)), region("湖南", "Hunan", (282, 1_129)),
    region("广东", "Guangdong", (231, 1_133)), region("广西", "Guangxi", (228, 1_083)),
    region("海南", "Hainan", (200, 1_103)), region("重庆", "Chongqing", (296, 1_065)),
    region("四川", "Sichuan", (307, 1_041)), region("贵州", "Guizhou", (266, 1_067)),
    region("云南", "Yunnan", (250, 1_027)), region("西藏", "Tibet", (297, 911)), region("陕西", "Shaanxi", (343, 1_089)),
    region("甘肃", "Gansu", (361, 1_038)),
    region("青海", "Qinghai", (366, 1_018)), region("宁夏", "Ningxia", (385, 1_062)),
    region("新疆", "Xinjiang", (438, 876)),
];

#[rustfmt::skip]
const JP: &[Region] = &[
    region("北海道", "Hokkaido", (431, 1_413)), region("青森県", "Aomori", (408, 1_407)),
    region("岩手県", "Iwate", (397, 1_412)), region("宮城県", "Miyagi", (383, 1_409)),
    region("秋田県", "Akita", (397, 1_401)), region("山形県", "Yamagata", (382, 1_404)),
    region("福島県", "Fukushima", (378, 1_405)), region("茨城県", "Ibaraki", (364, 1_404)),
    region("栃木県", "Tochigi", (366, 1_399)), region("群馬県", "Gunma", (364, 1_391)),
    region("埼玉県", "Saitama", (359, 1_396)), region("千葉県", "Chiba", (356, 1_401)),
    region("東京都", "Tokyo", (357, 1_397)), region("神奈川県", "Kanagawa", (354, 1_396)),
    region("新潟県", "Niigata", (379, 1_390)), region("富山県", "Toyama", (367, 1_372)),
    region("石川県", "Ishikawa", (366, 1_366)), region("福井県", "Fukui", (361, 1_362)),
    region("山梨県", "Yamanashi", (357, 1_386)), region("長野県", "Nagano", (367, 1_382)),
    region("岐阜県", "Gifu", (354, 1_367)), region("静岡県", "Shizuoka", (350, 1_384)),
    region("愛知県", "Aichi", (352, 1_369)), region("三重県", "Mie", (347, 1_365)),
    region("滋賀県", "Shiga", (350, 1_359)), region("京都府", "Kyoto", (350, 1_358)), region("大阪府", "Osaka", (347, 1_355)),
    region("兵庫県", "Hyogo", (347, 1_352)),
    region("奈良県", "Nara", (347, 1_358)), region("和歌山県", "Wakayama", (342, 1_352)),
    region("鳥取県", "Tottori", (355, 1_342)), region("島根県", "Shimane", (355, 1_331)),
    region("岡山県", "Okayama", (347, 1_339)), region("広島県", "Hiroshima", (344, 1_325)),
    region("山口県", "Yamaguchi", (342, 1_315)), region("徳島県", "Tokushima", (341, 1_346)),
    region("香川県", "Kagawa", (343, 1_340)), region("愛媛県", "Ehime", (338, 1_328)),
    region("高知県", "Kochi", (336, 1_335)), region("福岡県", "Fukuoka", (336, 1_304)),
    region("佐賀県", "Saga", (332, 1_303)), region("長崎県", "Nagasaki", (327, 1_299)),
    region("熊本県", "Kumamoto", (328, 1_307)), region("大分県", "Oita", (332, 1_316)),
    region("宮崎県", "Miyazaki", (319, 1_314)), region("鹿児島県", "Kagoshima", (316, 1_306)),
    region("沖縄県", "Okinawa", (262, 1_277)),
];

#[rustfmt::skip]
const IN: &[Region] = &[
    region("अंडमान और निकोबार", "Andaman and Nicobar", (117, 927)),
    region("आंध्र प्रदेश", "Andhra Pradesh", (165, 805)),
    region("अरुणाचल प्रदेश", "Arunachal Pradesh", (271, 936)), region("असम", "Assam", (261, 918)),
    region("बिहार", "Bihar", (256, 851)),
    region("चंडीगढ़", "Chandigarh", (307, 768)), region("छत्तीसगढ़", "Chhattisgarh", (213, 816)),
    region("दादरा और नगर हवेली और दमन और दीव", "Dadra and Nagar Haveli and Daman and Diu", (204, 728)),
    region("दिल्ली", "Delhi", (286, 772)), region("गोवा", "Goa", (155, 738)),
    region("गुजरात", "Gujarat", (232, 727)), region("हरियाणा", "Haryana", (291, 760)),
    region("हिमाचल प्रदेश", "Himachal Pradesh", (311, 772)),
    region("जम्मू और कश्मीर", "Jammu and Kashmir", (341, 748)),
    region("झारखंड", "Jharkhand", (233, 853)), region("कर्नाटक", "Karnataka", (130, 776)),
    region("केरल", "Kerala", (85, 769)), region("लद्दाख", "Ladakh", (342, 776)),
    region("लक्षद्वीप", "Lakshadweep", (106, 726)), region("मध्य प्रदेश", "Madhya Pradesh", (233, 774)),
    region("महाराष्ट्र", "Maharashtra", (191, 729)),
    region("मणिपुर", "Manipur", (248, 939)), region("मेघालय", "Meghalaya", (256, 919)),
    region("मिज़ोरम", "Mizoram", (237, 927)), region("नागालैंड", "Nagaland", (257, 941)),
    region("ओडिशा", "Odisha", (203, 858)), region("पुदुच्चेरी", "Puducherry", (119, 798)),
    region("पंजाब", "Punjab", (309, 759)), region("राजस्थान", "Rajasthan", (269, 758)),
    region("सिक्किम", "Sikkim", (273, 886)), region("तमिलनाडु", "Tamil Nadu", (131, 803)),
    region("तेलंगाना", "Telangana", (174, 785)), region("त्रिपुरा", "Tripura", (238, 913)),
    region("उत्तर प्रदेश", "Uttar Pradesh", (268, 809)), region("उत्तराखंड", "Uttarakhand", (303, 780)),
    region("पश्चिम बंगाल", "West Bengal", (226, 884)),
];

#[rustfmt::skip]
const ID: &[Region] = &[
    region("Aceh", "Aceh", (56, 953)), region("Bali", "Bali", (-87, 1_152)),
    region("Banten", "Banten", (-61, 1_062)), region("Bengkulu", "Bengkulu", (-38, 1_023)),
    region("DI Yogyakarta", "Yogyakarta", (-78, 1_104)), region("DKI Jakarta", "Jakarta", (-62, 1_068)),
    region("Gorontalo", "Gorontalo", (5, 1_231)),
    region("Jambi", "Jambi", (-16, 1_036)), region("Jawa Barat", "West Java", (-69, 1_076)),
    region("Jawa Tengah", "Central Java", (-70, 1_104)),
    region("Jawa Timur", "East Java", (-73, 1_127)), region("Kalimantan Barat", "West Kalimantan", (0, 1_093)),
    region("Kalimantan Selatan", "South Kalimantan", (-34, 1_148)),
    region("Kalimantan Tengah", "Central Kalimantan", (-22, 1_139)),
    region("Kalimantan Timur", "East Kalimantan", (-5, 1_171)),
    region("Kalimantan Utara", "North Kalimantan", (28, 1_174)),
    region("Kepulauan Bangka Belitung", "Bangka Belitung", (-21, 1_061)),
    region("Kepulauan Riau", "Riau Islands", (9, 1_045)),
    region("Lampung", "Lampung", (-54, 1_053)), region("Maluku", "Maluku", (-37, 1_282)),
    region("Maluku Utara", "North Maluku", (7, 1_276)),
    region("Nusa Tenggara Barat", "West Nusa Tenggara", (-86, 1_161)),
    region("Nusa Tenggara Timur", "East Nusa Tenggara", (-102, 1_236)),
    region("Papua", "Papua", (-25, 1_407)), region("Papua Barat", "West Papua", (-9, 1_341)),
    region("Papua Barat Daya", "Southwest Papua", (-9, 1_313)),
    region("Papua Pegunungan", "Highland Papua", (-41, 1_390)), region("Papua Selatan", "South Papua", (-85, 1_404)),
    region("Papua Tengah", "Central Papua", (-34, 1_355)), region("Riau", "Riau", (5, 1_014)),
    region("Sulawesi Barat", "West Sulawesi", (-27, 1_189)),
    region("Sulawesi Selatan", "South Sulawesi", (-51, 1_194)),
    region("Sulawesi Tengah", "Central Sulawesi", (-9, 1_199)),
    region("Sulawesi Tenggara", "Southeast Sulawesi", (-40, 1_225)),
    region("Sulawesi Utara", "North Sulawesi", (15, 1_248)),
    region("Sumatera Barat", "West Sumatra", (-9, 1_004)), region("Sumatera Selatan", "South Sumatra", (-30, 1_047)),
    region("Sumatera Utara", "North Sumatra", (36, 987)),
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
    /// Where its capital is, in millionths of a degree north and east.
    pub fn at_e6(self) -> (i64, i64) {
        (self.at.0 * 100_000, self.at.1 * 100_000)
    }

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
