//! What we say to the other side, in chunks.

use super::amf::{self, Value};
use bytes::BufMut as _;

/// Channels and kinds of messages.
const CONTROL: u8 = 2;
const COMMANDS: u8 = 3;
const ACKNOWLEDGEMENT: u8 = 3;
const USER_CONTROL: u8 = 4;
const WINDOW: u8 = 5;
const PEER_BANDWIDTH: u8 = 6;
const COMMAND: u8 = 20;
/// A peer may use less than it is told.
const DYNAMIC: u8 = 2;
/// We say so little that the size everybody starts with will do.
const CHUNK: usize = 128;
/// In place of a time that needs four bytes, which then stand before each chunk.
pub const EXTENDED: u32 = 0xff_ffff;
/// There is one stream in a connection.
const STREAM: f64 = 1.0;

/// What is to be sent.
#[derive(Debug, Default)]
pub struct Output(pub Vec<u8>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Status,
    Error,
}

impl Output {
    /// So many bytes have come.
    pub fn acknowledge(&mut self, bytes: u32) {
        self.message(CONTROL, ACKNOWLEDGEMENT, 0, &bytes.to_be_bytes());
    }

    /// The answer to a connect, with the window after which each side says how far it is.
    pub fn connected(&mut self, transaction: f64, window: u32) {
        self.message(CONTROL, WINDOW, 0, &window.to_be_bytes());
        self.message(CONTROL, PEER_BANDWIDTH, 0, &[&window.to_be_bytes()[..], &[DYNAMIC]].concat());
        let ours = [("fmsVer", Value::String("FMS/3,0,1,123")), ("capabilities", Value::Number(31.0))];
        let outcome = [
            ("level", Value::String("status")),
            ("code", Value::String("NetConnection.Connect.Success")),
            ("description", Value::String("connected")),
            ("objectEncoding", Value::Number(0.0)),
        ];
        let (ours, outcome) = (Value::Object(&ours), Value::Object(&outcome));
        self.command(0, &[Value::String("_result"), Value::Number(transaction), ours, outcome]);
    }

    pub fn stream_created(&mut self, transaction: f64) {
        let result =
            [Value::String("_result"), Value::Number(transaction), Value::Null, Value::Number(STREAM)];
        self.command(0, &result);
    }

    pub fn stream_begins(&mut self, stream: u32) {
        self.message(CONTROL, USER_CONTROL, 0, &[&[0, 0], &stream.to_be_bytes()[..]].concat());
    }

    pub fn status(&mut self, stream: u32, level: Level, code: &str, words: &str) {
        let level = match level {
            Level::Status => "status",
            Level::Error => "error",
        };
        let status = [
            ("level", Value::String(level)),
            ("code", Value::String(code)),
            ("description", Value::String(words)),
        ];
        let values = [Value::String("onStatus"), Value::Number(0.0), Value::Null, Value::Object(&status)];
        self.command(stream, &values);
    }

    fn command(&mut self, stream: u32, values: &[Value<'_>]) {
        self.message(COMMANDS, COMMAND, stream, &amf::write(values));
    }

    fn message(&mut self, channel: u8, kind: u8, stream: u32, body: &[u8]) {
        // Nothing of ours has a time.
        write(&mut self.0, CHUNK, Head { channel, at: 0, kind, stream }, body);
    }
}

/// What stands in front of a message.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// Two to 63, so that it has one byte.
    pub channel: u8,
    /// In milliseconds.
    pub at: u32,
    pub kind: u8,
    pub stream: u32,
}

/// Write a message whose body is shorter than sixteen megabytes, in chunks of a size.
pub fn write(bytes: &mut Vec<u8>, chunk: usize, head: Head, body: &[u8]) {
    let is_extended = head.at >= EXTENDED;
    bytes.put_u8(head.channel);
    bytes.put_uint(head.at.min(EXTENDED).into(), 3);
    bytes.put_uint(body.len() as u64, 3);
    bytes.put_u8(head.kind);
    bytes.put_u32_le(head.stream);
    for (place, chunk) in body.chunks(chunk).enumerate() {
        if place > 0 {
            bytes.put_u8(0xc0 | head.channel);
        }
        if is_extended {
            bytes.put_u32(head.at);
        }
        bytes.put_slice(chunk);
    }
}
