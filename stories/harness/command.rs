use std::{path::Path, process::Command};

use clap::Parser;

/// Set for the copy of this program that is to be the command; a line for each argument.
const ARGUMENTS: &str = "JISHI_STORY_ARGUMENTS";
/// Between what the command says and what the test runner says around it.
const EDGE: &str = "\n=== the command ===\n";

/// What a command said, and whether it did its work.
pub struct Said {
    pub is_done: bool,
    pub out: String,
    pub error: String,
}

/// Run `jishi` as a process of its own: this very program, told to be the command.
pub fn command(data: &Path, arguments: &[&str]) -> Said {
    let data = data.display().to_string();
    let lines = [arguments, &["--data", &data]].concat().join("\n");
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "harness::command::be_the_command", "--nocapture", "--test-threads", "1"])
        .env(ARGUMENTS, lines)
        .env_remove("JISHI_DATABASE_URL")
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    Said {
        is_done: output.status.success(),
        out: out.split(EDGE).nth(1).unwrap_or_default().to_owned(),
        error: String::from_utf8(output.stderr).unwrap(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn be_the_command() {
    let Ok(arguments) = std::env::var(ARGUMENTS) else { return };
    let cli = server::commands::Cli::parse_from(std::iter::once("jishi").chain(arguments.split('\n')));
    print!("{EDGE}");
    let done = server::commands::run(cli).await;
    print!("{EDGE}");
    if let Err(error) = done {
        eprintln!("jishi: {error}");
        std::process::exit(1);
    }
}
