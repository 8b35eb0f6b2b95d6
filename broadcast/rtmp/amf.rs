//! The little of AMF0 that a publisher and a server say to each other.
//!
//! Only what is used is looked at: names, numbers and keys at the front of a command, and the plain fields of an answer.
//! Objects that a peer nests in each other, and lengths that it only claims, cost nothing.

use bytes::{Buf as _, BufMut as _};

const NUMBER: u8 = 0;
const BOOLEAN: u8 = 1;
const STRING: u8 = 2;
const OBJECT: u8 = 3;
const NULL: u8 = 5;
const OBJECT_END: u8 = 9;
/// Of what a server says, as much is shown to a person.
const LONGEST_WORDS: usize = 300;

/// What a peer asks for, and by which number we shall answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Command {
    pub transaction: f64,
    pub asked: Asked,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    Connect,
    CreateStream,
    Publish {
        key: String,
    },
    Play,
    /// The publisher ends.
    Delete,
    /// Nothing that wants an answer.
    Other,
}

/// What a server says to a publisher of ours.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// What was asked by this number is done; of a stream, its number is told.
    Done {
        transaction: f64,
        number: Option<f64>,
    },
    /// Of a stream, or an error.
    Status(Status),
    Other,
}

/// Code and words of what became of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    pub is_error: bool,
    pub code: String,
    pub words: String,
}

/// A value that we say.
pub enum Value<'a> {
    Number(f64),
    String(&'a str),
    Null,
    Object(&'a [(&'a str, Value<'a>)]),
}

impl Command {
    /// Nothing if it is no command.
    pub fn read(mut body: &[u8]) -> Option<Command> {
        let name = string(&mut body)?;
        let transaction = number(&mut body).unwrap_or(0.0);
        let asked = match name {
            b"connect" => Asked::Connect,
            b"createStream" => Asked::CreateStream,
            b"publish" => Asked::Publish { key: key(&mut body)? },
            b"play" | b"play2" => Asked::Play,
            b"deleteStream" | b"closeStream" => Asked::Delete,
            _ => Asked::Other,
        };
        Some(Command { transaction, asked })
    }
}

impl Reply {
    /// Nothing if it is none.
    pub fn read(mut body: &[u8]) -> Option<Reply> {
        let name = string(&mut body)?;
        let transaction = number(&mut body)?;
        if name == b"_result" {
            // In front of a number is a command's object, which is null.
            let number = body.strip_prefix(&[NULL]).and_then(|mut rest| number(&mut rest));
            return Some(Reply::Done { transaction, number });
        }
        if name != b"onStatus" && name != b"_error" {
            return Some(Reply::Other);
        }
        let fields = body.strip_prefix(&[NULL]).unwrap_or(body);
        let mut status = status(fields);
        status.is_error |= name == b"_error";
        Some(Reply::Status(status))
    }
}

/// The plain fields of an object, up to the first that is none.
fn status(mut body: &[u8]) -> Status {
    let mut status = Status::default();
    let Ok(OBJECT) = body.try_get_u8() else { return status };
    while let Some(name) = text(&mut body) {
        match body.first() {
            Some(&STRING) => {
                let Some(told) = string(&mut body) else { break };
                let told: String = String::from_utf8_lossy(told).chars().take(LONGEST_WORDS).collect();
                match name {
                    b"level" => status.is_error = told == "error",
                    b"code" => status.code = told,
                    b"description" => status.words = told,
                    _ => {}
                }
            }
            Some(&NUMBER) if number(&mut body).is_some() => {}
            Some(&BOOLEAN) if body.len() >= 2 => body.advance(2),
            Some(&NULL) => body.advance(1),
            _ => break,
        }
    }
    status
}

/// In front of the key is a command's object, which is null.
fn key(body: &mut &[u8]) -> Option<String> {
    (body.try_get_u8().ok()? == NULL).then_some(())?;
    String::from_utf8(string(body)?.to_vec()).ok()
}

fn string<'a>(body: &mut &'a [u8]) -> Option<&'a [u8]> {
    (body.try_get_u8().ok()? == STRING).then_some(())?;
    text(body)
}

/// Without what says that it is a text, as names of fields are.
fn text<'a>(body: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = usize::from(body.try_get_u16().ok()?);
    let (text, rest) = body.split_at_checked(length)?;
    *body = rest;
    Some(text)
}

fn number(body: &mut &[u8]) -> Option<f64> {
    (body.try_get_u8().ok()? == NUMBER).then_some(())?;
    body.try_get_f64().ok()
}

pub fn write(values: &[Value<'_>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for value in values {
        value.write(&mut bytes);
    }
    bytes
}

impl Value<'_> {
    fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Value::Number(number) => {
                bytes.put_u8(NUMBER);
                bytes.put_f64(*number);
            }
            Value::String(text) => {
                bytes.put_u8(STRING);
                write_text(bytes, text);
            }
            Value::Null => bytes.put_u8(NULL),
            Value::Object(fields) => {
                bytes.put_u8(OBJECT);
                for (name, value) in *fields {
                    write_text(bytes, name);
                    value.write(bytes);
                }
                write_text(bytes, "");
                bytes.put_u8(OBJECT_END);
            }
        }
    }
}

/// Our own words, all of them short.
fn write_text(bytes: &mut Vec<u8>, text: &str) {
    let text = text.get(..text.len().min(1_000)).unwrap_or_default();
    bytes.put_u16(u16::try_from(text.len()).unwrap_or(0));
    bytes.put_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read() {
        let body =
            write(&[Value::String("publish"), Value::Number(5.0), Value::Null, Value::String("key-a")]);
        let asked = Asked::Publish { key: "key-a".to_owned() };
        assert_eq!(Command::read(&body), Some(Command { transaction: 5.0, asked }));
        for length in 0..body.len() {
            let _ = Command::read(&body[..length]);
        }
    }

    #[test]
    fn answers_of_servers_are_read() {
        let done = write(&[Value::String("_result"), Value::Number(4.0), Value::Null, Value::Number(1.0)]);
        assert_eq!(Reply::read(&done), Some(Reply::Done { transaction: 4.0, number: Some(1.0) }));
        let fields = [
            ("clientid", Value::Number(7.0)),
            ("level", Value::String("error")),
            ("code", Value::String("NetStream.Publish.BadName")),
            ("description", Value::String("no such key")),
        ];
        let refused =
            write(&[Value::String("onStatus"), Value::Number(0.0), Value::Null, Value::Object(&fields)]);
        let Some(Reply::Status(status)) = Reply::read(&refused) else { panic!("no status") };
        assert!(status.is_error && status.words == "no such key", "{status:?}");
        for length in 0..refused.len() {
            let _ = Reply::read(&refused[..length]);
        }
    }

    #[test]
    fn what_is_nested_or_only_claimed_costs_nothing() {
        let mut body = write(&[Value::String("connect"), Value::Number(1.0)]);
        // An array of four thousand million, in which are twelve thousand more.
        for _ in 0..12_000 {
            body.extend([10, 0xff, 0xff, 0xff, 0xff]);
        }
        assert_eq!(Command::read(&body), Some(Command { transaction: 1.0, asked: Asked::Connect }));
        assert_eq!(Command::read(&[2, 0xff, 0xff, b'x']), None);
    }
}
