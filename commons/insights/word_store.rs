//! What many look for: crowds, as they were last night.

use platform::{
    db::{DbError, Row, Rows, Tx},
    params,
};

use super::{
    crowd::{CROWD, Crowd},
    word::Word,
};

/// Words that are kept of a night.
const MOST: i64 = 5_000;

const LATELY: &str = "SELECT lang, text, MAX(CASE WHEN day >= $2 THEN people ELSE 0 END), \
    MAX(CASE WHEN day < $2 THEN people ELSE 0 END), MAX(CASE WHEN day >= $2 THEN found ELSE 0 END) FROM search_demand \
    WHERE day >= $1 AND day < $3 AND people >= $4 GROUP BY lang, text \
    HAVING MAX(CASE WHEN day >= $2 THEN people ELSE 0 END) >= $4 ORDER BY 3 DESC, text, lang LIMIT $5";
/// What crowds looked for in the four weeks before a day, and how many did in the four weeks before these.
pub async fn lately(tx: &mut Tx, until: i64) -> Result<Vec<Word>, DbError> {
    let values = params![until - 56, until - 28, until, CROWD, MOST];
    let decode = |mut row: Row| {
        Ok(Word {
            lang: row.text()?,
            text: row.text()?,
            people: Crowd::kept(row.int()?),
            before: Crowd::kept(row.int()?),
            found: row.int()?,
        })
    };
    tx.list(LATELY, values, decode).await
}

const CLEAR: &str = "DELETE FROM insight_word";
const KEEP: Rows = Rows {
    head: "INSERT INTO insight_word (lang, text, people, before, found)",
    tuple: "($1, $2, $3, $4, $5)",
    tail: "",
};
/// Keep the words of a night in place of those of the night before.
pub async fn keep(tx: &mut Tx, words: &[Word]) -> Result<(), DbError> {
    tx.execute(CLEAR, params![]).await?;
    let row = |word: &Word| {
        params![&word.lang, &word.text, word.people.get(), word.before.get(), word.found].to_vec()
    };
    tx.execute_all(&KEEP.statements(words.iter().map(row).collect())).await.map(drop)
}

const WORDS: &str = "SELECT lang, text, people, before, found FROM insight_word \
    ORDER BY people DESC, lang, text LIMIT $1";
/// The words that most look for.
pub async fn words(tx: &mut Tx, limit: i64) -> Result<Vec<Word>, DbError> {
    let decode = |mut row: Row| {
        Ok(Word {
            lang: row.text()?,
            text: row.text()?,
            people: Crowd::kept(row.int()?),
            before: Crowd::kept(row.int()?),
            found: row.int()?,
        })
    };
    tx.list(WORDS, params![limit], decode).await
}

const NAMES: &str = "SELECT title, title_en, craft, materials, technique FROM listing WHERE shop_id = $1 AND state <> 'archived' \
    ORDER BY id DESC LIMIT 300";
/// What the newest listings of a shop are called, and what they are.
pub async fn names(tx: &mut Tx, shop: kernel::ShopId) -> Result<Vec<[String; 5]>, DbError> {
    let decode = |mut row: Row| Ok([row.text()?, row.text()?, row.text()?, row.text()?, row.text()?]);
    tx.list(NAMES, params![shop], decode).await
}
