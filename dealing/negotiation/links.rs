//! What stands in a message: words, links, and what may lead people out of the market's protection.

use goods::search::fold;

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    /// To a page of this market, as a path.
    Inside(String),
    /// To anywhere else.
    Outside(String),
}

/// The words of a message with its links found. Only `http` and `https` are links.
pub fn pieces(words: &str, origin: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = words;
    while let Some(at) = next_link(rest) {
        let (before, link) = rest.split_at(at);
        let end = link.find(|c: char| c.is_whitespace() || is_end(c)).unwrap_or(link.len());
        let (link, after) = link.split_at(end);
        let link = link.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'', '"']);
        if link.ends_with("//") {
            // A beginning without an end.
            let (words, more) = rest.split_at(before.len() + link.len());
            push_words(&mut pieces, words);
            rest = more;
            continue;
        }
        push_words(&mut pieces, before);
        pieces.push(match link.strip_prefix(origin) {
            Some(path) if path.starts_with('/') => Piece::Inside(path.to_owned()),
            Some(_) | None => Piece::Outside(link.to_owned()),
        });
        rest = rest.get(before.len() + link.len()..).unwrap_or(after);
    }
    push_words(&mut pieces, rest);
    pieces
}

fn next_link(text: &str) -> Option<usize> {
    ["https://", "http://"].iter().filter_map(|scheme| text.find(scheme)).min()
}

/// Marks that end a link in Chinese and Japanese text, which has no spaces.
fn is_end(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '！' | '？' | '）' | '」' | '』' | '、' | '<' | '>')
}

fn push_words(pieces: &mut Vec<Piece>, words: &str) {
    if !words.is_empty() {
        pieces.push(Piece::Words(words.to_owned()));
    }
}

/// Messages of a conversation in which both sides are warned.
const FIRST: i64 = 20;
/// Digits that may be a telephone number or an account.
const DIGITS: usize = 8;
/// Ways to pay or to talk where nothing is held for anybody.
const ELSEWHERE: [&str; 24] = [
    "wechat",
    "weixin",
    "微信",
    "加v",
    "v信",
    "支付宝",
    "alipay",
    "转账",
    "汇款",
    "银行卡",
    "收款码",
    "二维码",
    "paypal",
    "paytm",
    "gpay",
    "whatsapp",
    "telegram",
    "t.me/",
    "wa.me/",
    "line id",
    "bank transfer",
    "western union",
    "gopay",
    "振込",
];

/// Whether a message of the first ones speaks of paying or talking elsewhere: escrow ends outside the market.
pub fn leads_outside(position: i64, words: &str) -> bool {
    if position > FIRST {
        return false;
    }
    let folded = fold(words);
    ELSEWHERE.iter().any(|word| folded.contains(word)) || has_number(&folded)
}

/// Whether a run of digits, with the marks that people put between them, is long enough to be called.
fn has_number(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => digits += 1,
            ' ' | '-' | '.' | '(' | ')' | '+' => {}
            _ => digits = 0,
        }
        if digits >= DIGITS {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found_and_told_apart() {
        let found = pieces(
            "看 https://fair.example/shops/a，和 http://x.test/b?c=1. <script>",
            "https://fair.example",
        );
        assert_eq!(
            found,
            [
                Piece::Words("看 ".into()),
                Piece::Inside("/shops/a".into()),
                Piece::Words("，和 ".into()),
                Piece::Outside("http://x.test/b?c=1".into()),
                Piece::Words(". <script>".into()),
            ]
        );
        let trick = pieces("https://fair.example.evil.test/", "https://fair.example");
        assert_eq!(trick, [Piece::Outside("https://fair.example.evil.test/".into())]);
        assert_eq!(pieces("javascript:alert(1)", "https://fair.example").len(), 1);
        assert_eq!(pieces("https://", "https://fair.example"), [Piece::Words("https://".into())]);
    }

    #[test]
    fn first_messages_that_lead_outside_are_noticed() {
        for words in [
            "加我微信 abc",
            "WeChat?",
            "call 138-0013-8000",
            "＋86 １３８００１３８０００",
            "Paytm 98765 43210",
        ] {
            assert!(leads_outside(1, words), "{words}");
            assert!(!leads_outside(21, words), "{words}");
        }
        for words in ["2 pieces for 1,280.00?", "in 2026 or 2027", "尺寸 30 × 20 × 8 cm"] {
            assert!(!leads_outside(1, words), "{words}");
        }
    }
}
