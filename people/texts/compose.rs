//! What a text says: the subject of the news and where to read on, as short as it can be.

use platform::sms::segments;

/// The words of a text: whose it is, what has happened, and the page that it leads to. Where that takes more than one
/// segment, the address is that of the list of news, which is shorter; where that is still too long, the market's name is
/// left out. The news themselves are never cut.
pub fn compose(market: &str, subject: &str, home: &str, path: &str) -> String {
    let home = home.trim_end_matches('/');
    let [own, list] = [path, LIST].map(|path| format!("{home}{path}"));
    let all = [
        format!("{market}: {subject} {own}"),
        format!("{market}: {subject} {list}"),
        format!("{subject} {list}"),
    ];
    let shortest = all.iter().map(|text| segments(text).count).min().unwrap_or(1);
    let [first, second, third] = all;
    [first, second].into_iter().find(|text| segments(text).count == shortest).unwrap_or(third)
}

/// Where somebody reads what they were told.
const LIST: &str = "/notifications";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_whole_as_one_segment_allows() {
        let (market, home) = ("Fair", "https://fair.example/");
        let path = "/orders/0abcdefghjkmn-0abcdefghjkmn";
        assert_eq!(
            compose(market, "Ana has sent your parcel", home, path),
            "Fair: Ana has sent your parcel https://fair.example/orders/0abcdefghjkmn-0abcdefghjkmn"
        );
        assert_eq!(
            compose("集市", "安娜的店已寄出您的包裹", home, path),
            "集市: 安娜的店已寄出您的包裹 https://fair.example/notifications"
        );
        let long = "安娜和她的三位邻居一起经营的陶艺小店已寄出您的包裹请留意";
        let text = compose("合作社春季大集市", long, home, path);
        assert_eq!(
            (text.as_str(), segments(&text).count),
            (format!("{long} https://fair.example/notifications").as_str(), 1)
        );
        let endless = "词".repeat(80);
        assert!(compose("集市", &endless, home, path).contains(&endless));
    }
}
