//! The process itself: start-up and memory, of the release binary with the demo market.

use std::{
    io::{Read, Write},
    net::TcpStream,
    process::{Child, Command},
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
    let jishi = std::env::current_exe().unwrap().with_file_name("jishi");
    if !jishi.exists() {
        eprintln!("bench: build the release binary first (make build) to measure the process");
        return Vec::new();
    }
    let folder = tempfile::tempdir_in(".").unwrap();
    let data = folder.path().to_str().unwrap();
    let begin = Instant::now();
    let scale = scale.to_string();
    let made = Command::new(&jishi).args(["demo", "--data", data, "--scale", &scale]).status().unwrap();
    assert!(made.success());
    let demo = begin.elapsed();
    let begin = Instant::now();
    let mut server =
        Command::new(&jishi).args(["serve", "--data", data, "--listen", ADDRESS]).spawn().unwrap();
    wait(&mut server);
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
    server.kill().unwrap();
    server.wait().unwrap();
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

fn wait(server: &mut Child) {
    for _ in 0..5_000 {
        if TcpStream::connect(ADDRESS).is_ok() {
            get("/health");
            return;
        }
        assert!(server.try_wait().unwrap().is_none(), "the server ended");
        std::thread::sleep(Duration::from_millis(2));
    }
    panic!("the server does not answer");
}

fn get(path: &str) {
    let mut stream = TcpStream::connect(ADDRESS).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{path}");
}

pub fn resident_mib(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
