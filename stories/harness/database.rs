use std::sync::atomic::{AtomicU64, Ordering};

use kernel::Chance;
use platform::db::{Db, Location};
use server::migrations::MIGRATIONS;
use tokio::sync::OnceCell;
use tokio_postgres::NoTls;

/// A PostgreSQL database of a story's own; it is dropped at the end.
pub struct Database {
    server: String,
    pub url: String,
    name: String,
}

impl Database {
    /// A copy of one whose tables were made before, which takes a fifth of the time of making them; file by file, a third
    /// of that of copying through the log.
    pub async fn new(server: &str) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        let template = TEMPLATE.get_or_init(|| template(server)).await;
        let name = format!("{template}_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        run(server, &format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")).await;
        Self { server: server.to_owned(), url: url_of(server, &name), name }
    }

    /// A new one on the same server.
    pub async fn another(&self) -> Self {
        Self::new(&self.server).await
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let (server, drop) = (self.server.clone(), format!("DROP DATABASE {} WITH (FORCE)", self.name));
        // The story's own runtime may be ending.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(run(&server, &drop));
        });
        let _ = dropping.join();
    }
}

async fn template(server: &str) -> String {
    let name = format!("story_{}", std::process::id());
    run(server, &format!("CREATE DATABASE {name}")).await;
    let location = Location::Server { url: url_of(server, &name), connections: 1 };
    drop(Db::open(&location, Chance::seeded(1), MIGRATIONS).await.unwrap());
    // A template is copied only while nobody is connected to it, and the pool hangs up in its own time.
    let count = format!("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{name}'");
    while run(server, &count).await != "0" {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    name
}

/// Run a statement outside of any transaction; the answer is the first column of its first row.
async fn run(server: &str, sql: &str) -> String {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    let rows = client.simple_query(sql).await.unwrap();
    drop(client);
    connection.await.unwrap().unwrap();
    let first = rows.iter().find_map(|message| match message {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0),
        _ => None,
    });
    first.unwrap_or_default().to_owned()
}

/// The address of another database of the same server.
fn url_of(server: &str, name: &str) -> String {
    let (path, query) = server.split_once('?').map_or((server, ""), |(path, query)| (path, query));
    let (host, _) = path.rsplit_once('/').unwrap();
    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
    format!("{host}/{name}{query}")
}
