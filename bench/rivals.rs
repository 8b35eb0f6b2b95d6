//! The same listings in bare tantivy, in SQLite's FTS5 and in PostgreSQL's `to_tsvector`, each given the same words.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, params};
use tantivy::{
    Index, IndexReader, TantivyDocument, Term,
    collector::{Count, TopDocs},
    query::{BooleanQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions},
    tokenizer::{PreTokenizedString, Token},
};
use tokio::runtime::Handle;
use tokio_postgres::{Client, NoTls, Statement};

use crate::finding::{PAGE, split};

const TEXTS: &str = "SELECT title || ' ' || title_en || ' ' || tags || ' ' || materials || ' ' || body || ' ' || body_en \
    FROM listing WHERE state = 'active'";
/// Listings in one statement or transaction.
const BATCH: usize = 5_000;

/// Hand over the words of every listing on sale, some thousand at a time.
fn each_batch(market: &Path, mut take: impl FnMut(i64, Vec<Vec<String>>)) {
    let database = Connection::open_with_flags(market, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = database.prepare(TEXTS).unwrap();
    let mut rows = statement.query([]).unwrap();
    let (mut first, mut batch) = (0, Vec::new());
    loop {
        let row = rows.next().unwrap();
        let is_over = row.is_none();
        if let Some(row) = row {
            let text: String = row.get(0).unwrap();
            batch.push(split(&text.replace("<p>", " ").replace("</p>", " ")));
        }
        if batch.len() == BATCH || is_over {
            let next = first + batch.len() as i64;
            take(first, std::mem::take(&mut batch));
            first = next;
        }
        if is_over {
            return;
        }
    }
}

/// Tantivy without anything of ours: the words in one field, ranked by BM25.
#[derive(Clone)]
pub struct Bare {
    reader: IndexReader,
    words: Field,
}

impl Bare {
    pub fn build(market: &Path, folder: &Path) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default().set_index_option(IndexRecordOption::WithFreqs);
        let words = schema.add_text_field("words", TextOptions::default().set_indexing_options(indexing));
        let number = schema.add_i64_field("number", STORED);
        std::fs::create_dir_all(folder).unwrap();
        let index = Index::create_in_dir(folder, schema.build()).unwrap();
        let mut writer = index.writer_with_num_threads(1, 64 << 20).unwrap();
        each_batch(market, |first, batch| {
            for (at, text) in (first..).zip(batch) {
                let mut document = TantivyDocument::default();
                document.add_pre_tokenized_text(words, tokens(text));
                document.add_i64(number, at);
                writer.add_document(document).unwrap();
            }
        });
        writer.commit().unwrap();
        Self { reader: index.reader().unwrap(), words }
    }

    /// How many there are, having read the best.
    pub fn find(&self, typed: &str) -> usize {
        let searcher = self.reader.searcher();
        let clause = |word: String| -> (Occur, Box<dyn Query>) {
            let term = Term::from_field_text(self.words, &word);
            (Occur::Must, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
        };
        let query = BooleanQuery::new(split(typed).into_iter().map(clause).collect());
        let page = TopDocs::with_limit(PAGE as usize).order_by_score();
        let (best, count) = searcher.search(&query, &(page, Count)).unwrap();
        for (_, address) in best {
            searcher.doc::<TantivyDocument>(address).unwrap();
        }
        count
    }
}

fn tokens(words: Vec<String>) -> PreTokenizedString {
    let token = |(position, text)| Token { offset_from: 0, offset_to: 0, position, text, position_length: 1 };
    PreTokenizedString { text: String::new(), tokens: words.into_iter().enumerate().map(token).collect() }
}

/// SQLite's own index of words.
pub struct Fts(String);

impl Fts {
    pub fn build(market: &Path, file: &Path) -> Self {
        let mut database = Connection::open(file).unwrap();
        database
            .execute_batch(
                "PRAGMA journal_mode = WAL; CREATE VIRTUAL TABLE words USING fts5 (text, content = '', \
                 tokenize = \"unicode61 categories 'L* M* N* Co'\")",
            )
            .unwrap();
        each_batch(market, |first, batch| {
            let transaction = database.transaction().unwrap();
            let mut insert =
                transaction.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)").unwrap();
            for (at, text) in (first..).zip(batch) {
                insert.execute(params![at + 1, text.join(" ")]).unwrap();
            }
            drop(insert);
            transaction.commit().unwrap();
        });
        Self(file.to_str().unwrap().to_owned())
    }

    pub fn connect(&self) -> FtsReader {
        FtsReader(Connection::open_with_flags(&self.0, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap())
    }
}

pub struct FtsReader(Connection);

impl FtsReader {
    pub fn find(&self, typed: &str) -> usize {
        let words: Vec<String> = split(typed).into_iter().map(|word| format!("\"{word}\"")).collect();
        let words = words.join(" ");
        let best = "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rank LIMIT ?2";
        let mut best = self.0.prepare_cached(best).unwrap();
        let mut rows = best.query(params![words, PAGE]).unwrap();
        while rows.next().unwrap().is_some() {}
        let count = "SELECT COUNT(*) FROM words WHERE words MATCH ?1";
        let mut count = self.0.prepare_cached(count).unwrap();
        let count: i64 = count.query_row(params![words], |row| row.get(0)).unwrap();
        count as usize
    }
}

/// PostgreSQL's, with the index that its manual advises.
pub struct Server {
    url: String,
    runtime: Handle,
}

impl Server {
    pub fn build(runtime: &Handle, market: &Path, url: &str) -> Self {
        let server = Self { url: url.to_owned(), runtime: runtime.clone() };
        let client = server.client();
        let batch = |sql: &str| server.runtime.block_on(client.batch_execute(sql)).unwrap();
        batch(
            "DROP TABLE IF EXISTS words; CREATE UNLOGGED TABLE words (id BIGINT PRIMARY KEY, text TSVECTOR NOT NULL)",
        );
        each_batch(market, |first, texts| {
            let numbers: Vec<i64> = (first..first + texts.len() as i64).collect();
            let texts: Vec<String> = texts.into_iter().map(|text| text.join(" ")).collect();
            let insert = "INSERT INTO words SELECT n, to_tsvector('simple', t) FROM unnest($1::BIGINT[], $2::TEXT[]) \
                AS rows (n, t)";
            server.runtime.block_on(client.execute(insert, &[&numbers, &texts])).unwrap();
        });
        batch("CREATE INDEX words_text ON words USING GIN (text); ANALYZE words");
        server
    }

    fn client(&self) -> Client {
        let (client, connection) = self.runtime.block_on(tokio_postgres::connect(&self.url, NoTls)).unwrap();
        self.runtime.spawn(connection);
        client
    }

    pub fn connect(&self) -> ServerReader {
        let client = self.client();
        let prepare = |sql| self.runtime.block_on(client.prepare(sql)).unwrap();
        let best = prepare(
            "SELECT id FROM words, plainto_tsquery('simple', $1) AS wanted WHERE text @@ wanted \
             ORDER BY ts_rank(text, wanted) DESC LIMIT $2",
        );
        let count = prepare("SELECT COUNT(*) FROM words WHERE text @@ plainto_tsquery('simple', $1)");
        ServerReader { client, best, count, runtime: self.runtime.clone() }
    }
}

pub struct ServerReader {
    client: Client,
    best: Statement,
    count: Statement,
    runtime: Handle,
}

impl ServerReader {
    pub fn find(&self, typed: &str) -> usize {
        let words = split(typed).join(" ");
        let asked = async {
            self.client.query(&self.best, &[&words, &PAGE]).await?;
            self.client.query_one(&self.count, &[&words]).await
        };
        let count: i64 = self.runtime.block_on(asked).unwrap().get(0);
        count as usize
    }
}
