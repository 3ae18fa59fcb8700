//! Frames: a `Content-Length` header and a JSON text. A broken one is told, and the next one is read.

use std::io::{self, BufRead, Read, Write};

use lsp_server::{ErrorCode, Message};
use serde_json::{Value, json};

/// The longest text that is read.
const LARGEST: u64 = 64 * 1024 * 1024;
/// The longest line of a header that is looked at.
const LONGEST_LINE: u64 = 64 * 1024;

/// What came in.
#[derive(Debug)]
pub(crate) enum Frame {
    /// A message.
    Message(Message),
    /// Something that is none: the id it gives, and why.
    Broken(Value, ErrorCode, String),
}

/// Reads the next frame; nothing at the end of the input.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let Some(length) = header(input)? else { return Ok(None) };
    let Some(length) = length else { return Ok(Some(unreadable("no Content-Length"))) };
    let mut body = Vec::new();
    if length > LARGEST {
        io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
        return Ok(Some(unreadable("the message is too large")));
    }
    let read = input.by_ref().take(length).read_to_end(&mut body)?;
    if u64::try_from(read).ok() != Some(length) {
        return Ok(None);
    }
    Ok(Some(message(&body)))
}

/// The length that a header gives. Outside: whether there is a header; inside: whether it gives one.
fn header(input: &mut impl BufRead) -> io::Result<Option<Option<u64>>> {
    let (mut length, mut begun) = (None, false);
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line).to_ascii_lowercase();
        match (line.trim().is_empty(), begun) {
            (true, true) => return Ok(Some(length)),
            (true, false) => {}
            (false, _) => {
                begun = true;
                // The rest of a broken frame may stand before it on the line.
                let found = line.rsplit_once("content-length:").map(|(_, value)| value.trim().parse().ok());
                length = found.unwrap_or(length);
            }
        }
    }
}

fn message(body: &[u8]) -> Frame {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => return unreadable(&error.to_string()),
    };
    let id = value.get("id").filter(|id| id.is_i64() || id.is_string()).cloned().unwrap_or(Value::Null);
    match serde_json::from_value(value) {
        Ok(message) => Frame::Message(message),
        Err(_) => Frame::Broken(id, ErrorCode::InvalidRequest, "not a message of the protocol".to_owned()),
    }
}

fn unreadable(why: &str) -> Frame {
    Frame::Broken(Value::Null, ErrorCode::ParseError, why.to_owned())
}

/// Answers what was not a message. The protocol wants `null` where the id is not known.
pub(crate) fn refuse(output: &mut impl Write, id: &Value, code: ErrorCode, why: &str) -> io::Result<()> {
    let error = json!({ "code": code as i32, "message": why });
    let text = json!({ "jsonrpc": "2.0", "id": id, "error": error }).to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}
