//! Paths and the `file:` addresses that name them.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;

/// The path that an address names; nothing where it names none (`untitled:…`).
pub(crate) fn of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = rest.get(rest.find('/')?..)?;
    let path = String::from_utf8(decoded(path)).ok()?;
    // `/C:/rules`: a drive of Windows has no slash before it.
    let drive = path.get(1..).filter(|rest| rest.chars().nth(1) == Some(':'));
    Some(PathBuf::from(drive.filter(|_| cfg!(windows)).unwrap_or(&path)))
}

/// The address of a path.
pub(crate) fn address(path: &Path) -> Option<Uri> {
    let text = path.to_str()?.replace('\\', "/");
    let mut address = String::from("file://");
    if !text.starts_with('/') {
        address.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    Uri::from_str(&address).ok()
}

fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let pair = (byte == b'%').then(|| Some((digit(ahead.next()?)?, digit(ahead.next()?)?))).flatten();
        match pair {
            Some((high, low)) => {
                out.push((high << 4) | low);
                bytes = ahead;
            }
            None => out.push(byte),
        }
    }
    out
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
