//! The process itself: start-up and memory, of the release binary with the demo market.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::Figure;

const ADDRESS: &str = "127.0.0.1:18099";

/// The demo market as it is.
pub fn run() -> Vec<Figure> {
    measure(1, "the demo market")
}

/// The demo market with each listing so often that there are a million.
pub fn million() -> Vec<Figure> {
    measure(1_408, "a million listings")
}

fn measure(scale: u32, name: &str) -> Vec<Figure> {
    let Some(jishi) = jishi() else { return Vec::new() };
    let folder = tempfile::tempdir_in(".").unwrap();
    let data = folder.path().to_str().unwrap();
    let begin = Instant::now();
    let scale = scale.to_string();
    let made = Command::new(&jishi).args(["demo", "--data", data, "--scale", &scale]).status().unwrap();
    assert!(made.success());
    let demo = begin.elapsed();
    let begin = Instant::now();
    let Some(server) = Served::start(folder.path(), None) else { return Vec::new() };
    let start = begin.elapsed();
    std::thread::sleep(Duration::from_secs(2));
    let rest = resident_mib(server.id());
    for _ in 0..2_000 {
        get("/");
    }
    let busy = resident_mib(server.id());
    let times = |path: &str| {
        let begin = Instant::now();
        (0..20).for_each(|_| get(path));
        begin.elapsed().as_secs_f64() * 1000.0 / 20.0
    };
    let (browse, search) = (times("/browse"), times("/search?q=carved+satchel"));
    drop(server);
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    [
        ("made", milliseconds(demo), "ms"),
        ("start to first answer", milliseconds(start), "ms"),
        ("memory at rest", rest, "MiB"),
        ("memory after 2,000 home pages", busy, "MiB"),
        ("browse page, one reader", browse, "ms"),
        ("search page, one reader", search, "ms"),
    ]
    .map(|(what, figure, unit)| Figure::new(format!("{name}: {what}"), figure, None, unit))
    .into()
}

/// The release binary, which stands beside this program once it is built.
fn jishi() -> Option<PathBuf> {
    let jishi = std::env::current_exe().unwrap().with_file_name("jishi");
    if !jishi.exists() {
        eprintln!("bench: build the release binary first (make build) to measure the process");
        return None;
    }
    Some(jishi)
}

/// The release binary serving a data folder, as users run it; it ends with this.
pub struct Served(Child);

impl Served {
    /// It answers when this does. None without a binary.
    pub fn start(data: &Path, database_url: Option<&str>) -> Option<Self> {
        let mut command = Command::new(jishi()?);
        assert!(TcpStream::connect(ADDRESS).is_err(), "something listens at {ADDRESS} already");
        command.arg("serve").arg("--data").arg(data).args(["--listen", ADDRESS]);
        if let Some(url) = database_url {
            command.env("JISHI_DATABASE_URL", url);
        }
        let mut served = Self(command.stdout(Stdio::null()).spawn().unwrap());
        for _ in 0..5_000 {
            if TcpStream::connect(ADDRESS).is_ok() {
                get("/health");
                return Some(served);
            }
            assert!(served.0.try_wait().unwrap().is_none(), "the server ended");
            std::thread::sleep(Duration::from_millis(2));
        }
        panic!("the server does not answer");
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    pub fn address(&self) -> SocketAddr {
        ADDRESS.parse().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn get(path: &str) {
    let mut stream = TcpStream::connect(ADDRESS).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
}

pub fn resident_mib(process: u32) -> f64 {
    memory_mib(process, "VmRSS:")
}

/// A line of what the kernel says of a process' memory.
pub fn memory_mib(process: u32, line: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let found = status.lines().find(|it| it.starts_with(line)).unwrap();
    found.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}

/// What a process used of a core, in milliseconds.
pub fn cpu_ms(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
    // User and system time, in hundredths of a second.
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) * 10.0
}
