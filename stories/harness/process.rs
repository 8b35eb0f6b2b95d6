use std::{
    net::SocketAddr,
    process::{Child, Command, Stdio},
    time::Duration,
};

use kernel::{Chance, Timestamp};

use super::{Market, Place};

/// A market in a process of its own, so that it can be killed.
///
/// It is this test binary once more, told to run nothing but [`serve`].
pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

const FOLDER: &str = "JISHI_STORY_FOLDER";
const DATABASE: &str = "JISHI_STORY_DATABASE";
const MICROS: &str = "JISHI_STORY_MICROS";

impl Process {
    /// Serve the market of a place, with a clock that stands at `now`.
    pub async fn start(place: &Place, now: Timestamp) -> Self {
        let told = place.folder.join("address");
        let _ = std::fs::remove_file(&told);
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "harness::process::serve", "--ignored", "--nocapture"]);
        command.env(FOLDER, &place.folder).env(MICROS, now.micros().to_string());
        if let Some(url) = &place.database_url {
            command.env(DATABASE, url);
        }
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        loop {
            if let Some(address) = std::fs::read_to_string(&told).ok().and_then(|text| text.parse().ok()) {
                return Self { child, address };
            }
            assert!(child.try_wait().unwrap().is_none(), "the server ended before it served");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// `kill -9`.
    pub fn kill(self) {}
}

impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What the child does until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a server for the stories that kill one"]
async fn serve() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let now = Timestamp::from_micros(std::env::var(MICROS).unwrap().parse().unwrap());
    let place = Place::kept(folder.clone().into(), std::env::var(DATABASE).ok());
    let market = Market::open_at(&place, now, Chance::from_entropy()).await;
    let told = std::path::Path::new(&folder).join("address");
    std::fs::write(told.with_extension("new"), market.address.to_string()).unwrap();
    std::fs::rename(told.with_extension("new"), told).unwrap();
    market.runner.run_forever().await;
}
