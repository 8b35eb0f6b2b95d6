use kernel::{Day, Timestamp};
use platform::{
    any_one,
    db::{DbError, Row, Rows, Statement, Tx},
    params,
};

use super::{ChangeKind, Division, DivisionChange, DivisionCode, DivisionKind, Level, sound::sound};

macro_rules! columns {
    () => {
        "code, parent, name, name_en, level, kind, listed_on, vanished_on"
    };
}

fn decode(mut row: Row) -> Result<Division, DbError> {
    Ok(Division {
        code: row.word(DivisionCode::parse)?,
        parent: DivisionCode::parse(&row.text()?),
        name: row.text()?,
        name_en: row.text()?,
        level: Level::from_number(row.int()?).ok_or(DbError::Raced)?,
        kind: DivisionKind::parse(&row.text()?),
        listed_on: Day::from_number(row.int()?),
        vanished_on: row.maybe_int()?.map(Day::from_number),
    })
}

const FIND: &str = concat!("SELECT ", columns!(), " FROM division WHERE code = $1");
pub async fn find(tx: &mut Tx, code: &DivisionCode) -> Result<Option<Division>, DbError> {
    tx.find(FIND, params![code.as_str()], decode).await
}

const FIND_SEVERAL: &str =
    concat!("SELECT ", columns!(), " FROM division WHERE ", any_one!("code"), " LIMIT 100");
pub async fn find_several(tx: &mut Tx, codes: &[DivisionCode]) -> Result<Vec<Division>, DbError> {
    let keys = codes.iter().map(|code| params![code.as_str()].to_vec()).collect();
    tx.list_several(FIND_SEVERAL, keys, decode).await
}

/// A division with all in which it lies, the largest first.
pub async fn line(tx: &mut Tx, code: &DivisionCode) -> Result<Vec<Division>, DbError> {
    let (mut line, mut next) = (Vec::new(), Some(code.clone()));
    // A circle in a file of parents ends here.
    while let Some(code) = next.filter(|_| line.len() < Level::ALL.len()) {
        let Some(division) = find(tx, &code).await? else { break };
        next = division.parent.clone();
        line.push(division);
    }
    line.reverse();
    Ok(line)
}

const CHILDREN: &str =
    concat!("SELECT ", columns!(), " FROM division WHERE parent = $1 AND code > $2 ORDER BY code LIMIT $3");
/// What lies in a division (at the top without one), after a code.
pub async fn children(
    tx: &mut Tx,
    parent: Option<&DivisionCode>,
    after: &str,
    limit: i64,
) -> Result<Vec<Division>, DbError> {
    let parent = parent.map_or("", DivisionCode::as_str);
    tx.list(CHILDREN, params![parent, after, limit], decode).await
}

const LIST: &str =
    concat!("SELECT ", columns!(), " FROM division WHERE country = $1 AND code > $2 ORDER BY code LIMIT $3");
/// All of a country after a code, those that are no more too.
pub async fn list(tx: &mut Tx, country: &str, after: &str, limit: i64) -> Result<Vec<Division>, DbError> {
    tx.list(LIST, params![country, after, limit], decode).await
}

const SEEK_SOUND: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM division WHERE sound >= $1 AND sound < $2 AND name LIKE $3 ESCAPE '!' ORDER BY vanished_on IS NOT NULL, level DESC, sound, code LIMIT $4"
);
const SEEK_INITIALS: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM division WHERE initials >= $1 AND initials < $2 ORDER BY vanished_on IS NOT NULL, level DESC, initials, code LIMIT $3"
);
const SEEK_CODE: &str =
    concat!("SELECT ", columns!(), " FROM division WHERE code >= $1 AND code < $2 ORDER BY code LIMIT $3");
/// Divisions whose name, its sound in Latin letters, its initials or its code begins like this; villages first.
pub async fn seek(tx: &mut Tx, words: &str, country: &str, limit: i64) -> Result<Vec<Division>, DbError> {
    let typed = words.trim();
    let (asked, _) = sound(typed);
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(code) = DivisionCode::parse(typed)
        && let Some(found) = find(tx, &code).await?
    {
        return Ok(vec![found]);
    }
    if typed.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        let first = format!("{country}-{typed}");
        return tx.list(SEEK_CODE, params![&first, beyond(&first), limit], decode).await;
    }
    // In Latin letters somebody types how it sounds; in others the name itself.
    let name = if typed.is_ascii() { "%".to_owned() } else { format!("{}%", escaped(typed)) };
    let mut found = tx.list(SEEK_SOUND, params![&asked, beyond(&asked), name, limit], decode).await?;
    if typed.is_ascii() && found.len() < 5 {
        let more = tx.list(SEEK_INITIALS, params![&asked, beyond(&asked), limit], decode).await?;
        let known: Vec<DivisionCode> = found.iter().map(|one| one.code.clone()).collect();
        found.extend(more.into_iter().filter(|one| !known.contains(&one.code)));
    }
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
}

/// What comes after all that begins like this, in letters and digits alone: servers may pass over other signs.
fn beyond(beginning: &str) -> String {
    let mut letters: Vec<char> = beginning.chars().collect();
    while let Some(last) = letters.pop() {
        match last {
            'z' | 'Z' => {}
            '9' => {
                letters.push('a');
                return letters.into_iter().collect();
            }
            other => {
                letters.extend(char::from_u32(u32::from(other) + 1));
                return letters.into_iter().collect();
            }
        }
    }
    "z".repeat(100)
}

fn escaped(words: &str) -> String {
    words.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

const PUT: Rows = Rows {
    head: "INSERT INTO division (code, country, parent, name, name_en, sound, initials, level, kind, listed_on)",
    tuple: "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    tail: "ON CONFLICT (code) DO UPDATE SET parent = excluded.parent, name = excluded.name, name_en = excluded.name_en, \
        sound = excluded.sound, initials = excluded.initials, level = excluded.level, kind = excluded.kind, \
        listed_on = excluded.listed_on, vanished_on = NULL",
};
/// Put divisions down, new ones and those that changed; what had vanished is there again.
pub async fn put(tx: &mut Tx, all: &[Division]) -> Result<(), DbError> {
    let row = |it: &Division| {
        let (sound, initials) = sound(&it.name);
        let parent = it.parent.as_ref().map_or("", DivisionCode::as_str);
        params![
            it.code.as_str(),
            it.code.country(),
            parent,
            &it.name,
            &it.name_en,
            sound,
            initials,
            it.level.number(),
            it.kind.map_or("", DivisionKind::name),
            it.listed_on.number()
        ]
        .to_vec()
    };
    let statements: Vec<Statement> = PUT.statements(all.iter().map(row).collect());
    tx.execute_all(&statements).await.map(drop)
}

const VANISH: &str = "UPDATE division SET vanished_on = $2 WHERE code = $1 AND vanished_on IS NULL";
/// A division is no more from a day on.
pub async fn vanish(tx: &mut Tx, code: &DivisionCode, day: Day) -> Result<(), DbError> {
    tx.execute(VANISH, params![code.as_str(), day.number()]).await.map(drop)
}

const INSERT_EDITION: &str = "INSERT INTO division_edition (id, country, as_of, rows_read, rows_changed, source, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
/// Note that a file was taken.
pub async fn insert_edition(
    tx: &mut Tx,
    now: Timestamp,
    country: &str,
    as_of: Day,
    (read, changed): (i64, i64),
    source: &str,
) -> Result<(), DbError> {
    let id = tx.next_id(now);
    tx.execute_one(INSERT_EDITION, params![id, country, as_of.number(), read, changed, source, now]).await
}

const NEWEST_EDITION: &str = "SELECT COALESCE(MAX(as_of), -1000000) FROM division_edition WHERE country = $1";
/// The day of the newest file of a country that was taken.
pub async fn newest_edition(tx: &mut Tx, country: &str) -> Result<Day, DbError> {
    Ok(Day::from_number(tx.number(NEWEST_EDITION, params![country]).await?))
}

const INSERT_CHANGE: &str = "INSERT INTO division_change (id, old_code, new_code, kind, day, old_name, source, created_at) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (old_code, new_code, day) DO NOTHING";
/// Note what became of a division. False when that is known already.
pub async fn insert_change(tx: &mut Tx, now: Timestamp, change: &DivisionChange) -> Result<bool, DbError> {
    let id = tx.next_id(now);
    let DivisionChange { old, new, kind, day, old_name, source } = change;
    let row = params![id, old.as_str(), new.as_str(), kind.name(), day.number(), old_name, source, now];
    Ok(tx.execute(INSERT_CHANGE, row).await? == 1)
}

const CHANGES_OF: &str = "SELECT old_code, new_code, kind, day, old_name, source FROM division_change \
    WHERE old_code = $1 OR new_code = $1 ORDER BY day, id LIMIT 100";
/// What became of a division, and what became it.
pub async fn changes_of(tx: &mut Tx, code: &DivisionCode) -> Result<Vec<DivisionChange>, DbError> {
    tx.list(CHANGES_OF, params![code.as_str()], |mut row| {
        Ok(DivisionChange {
            old: row.word(DivisionCode::parse)?,
            new: row.word(DivisionCode::parse)?,
            kind: row.word(ChangeKind::parse)?,
            day: Day::from_number(row.int()?),
            old_name: row.text()?,
            source: row.text()?,
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_beginning_is_after_all_that_begin_like_it() {
        for (beginning, end) in [("duofu", "duofv"), ("fuzz", "fv"), ("CN-1109", "CN-110a"), ("a1", "a2")] {
            assert_eq!(beyond(beginning), end);
        }
        assert!(beyond("zz").as_str() > "zzz");
    }
}
