//! The smallest HTTP/1.1 client that keeps its connection, so that little of a figure is the client's.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, buffer: Vec::with_capacity(64 << 10) }
    }

    /// The status and the length of what an address answers; lines of a head have each their end.
    pub async fn ask(&mut self, path: &str, headers: &str) -> (u16, usize) {
        let request = format!("GET {path} HTTP/1.1\r\nhost: bench\r\n{headers}\r\n");
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.answer().await
    }

    /// The name of the version that an address has now.
    pub async fn tag(&mut self, path: &str, headers: &str) -> String {
        self.ask(path, headers).await;
        let head = String::from_utf8_lossy(&self.buffer);
        let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap_or_default();
        tag.trim().to_owned()
    }

    pub async fn post(&mut self, path: &str, token: &str, body: &str) -> u16 {
        self.call("POST", path, token, body).await.0
    }

    /// A call of the API with a token: the status and what it says.
    pub async fn call(&mut self, method: &str, path: &str, token: &str, body: &str) -> (u16, String) {
        let head = format!("authorization: Bearer {token}\r\ncontent-type: application/json\r\n");
        self.send(method, path, &head, body).await
    }

    /// A form as a browser sends it: the status.
    pub async fn form(&mut self, path: &str, body: &str) -> u16 {
        self.send("POST", path, "content-type: application/x-www-form-urlencoded\r\n", body).await.0
    }

    /// A request with some lines of head: the status and what the answer says.
    pub async fn send(&mut self, method: &str, path: &str, head: &str, body: &str) -> (u16, String) {
        let length = match body.len() {
            0 if method == "GET" => String::new(),
            length => format!("content-length: {length}\r\n"),
        };
        let request = format!("{method} {path} HTTP/1.1\r\nhost: bench\r\n{head}{length}\r\n{body}");
        self.stream.write_all(request.as_bytes()).await.unwrap();
        let (status, length) = self.answer().await;
        let body = self.buffer.len() - length.min(self.buffer.len());
        (status, String::from_utf8_lossy(&self.buffer[body..]).into_owned())
    }

    /// Status and length of the body; bodies have a content-length, are chunked, or are not there at all.
    async fn answer(&mut self) -> (u16, usize) {
        self.buffer.clear();
        let head = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            self.fill().await;
        };
        let text = String::from_utf8_lossy(&self.buffer[..head]).to_ascii_lowercase();
        let status = text[9..12].parse().unwrap();
        let length =
            text.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse::<usize>().ok());
        match length.or((status == 304).then_some(0)) {
            Some(length) => {
                while self.buffer.len() < head + length {
                    self.fill().await;
                }
                (status, length)
            }
            None if matches!(status, 204 | 304) => (status, 0),
            None => {
                while !self.buffer.ends_with(b"0\r\n\r\n") {
                    self.fill().await;
                }
                (status, self.buffer.len() - head)
            }
        }
    }

    async fn fill(&mut self) {
        let read = self.stream.read_buf(&mut self.buffer).await.unwrap();
        assert!(read > 0, "the server hung up");
    }
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}
