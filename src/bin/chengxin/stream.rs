//! Records one after another from files and standard input, never more than one in memory.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The longest record that is read, in bytes.
pub(crate) const LONGEST: u64 = 16 * 1024 * 1024;

/// The text of one record and where it stands.
pub(crate) struct Item {
    /// The file's name as given.
    pub(crate) file: String,
    /// Its line, where the file has a record on each.
    pub(crate) line: Option<u64>,
    /// The text, or why it cannot be read.
    pub(crate) text: Result<String, Unreadable>,
    /// How many bytes of input it took.
    pub(crate) bytes: u64,
}

impl Item {
    /// Where it stands: `records.jsonl:12`, or the file alone.
    pub(crate) fn place(&self) -> String {
        self.line.map_or_else(|| self.file.clone(), |line| format!("{}:{line}", self.file))
    }
}

/// Why the text of a record cannot be read.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Unreadable {
    /// Longer than [`LONGEST`].
    TooLong,
    /// Not UTF-8; the number of the first wrong byte, from 1.
    NotUtf8(usize),
}

/// Whether a file has one record on each line.
pub(crate) fn is_lines(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    is_stdin(path) || ending.is_some_and(|ending| ending == "jsonl" || ending == "ndjson")
}

/// Whether standard input is meant.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Hands each record of the file to `take`.
pub(crate) fn each(path: &Path, mut take: impl FnMut(Item) -> Result<(), Failure>) -> Result<(), Failure> {
    let failed = |error| Failure::Read(path.to_owned(), error);
    if is_stdin(path) {
        return lines(path, io::stdin().lock(), take);
    }
    let file = File::open(path).map_err(failed)?;
    if is_lines(path) {
        return lines(path, BufReader::new(file), take);
    }
    let (text, bytes) = whole(file).map_err(failed)?;
    take(Item { file: name(path), line: None, text, bytes })
}

/// The text of a file that holds one record.
pub(crate) fn one(path: &Path) -> Result<String, Failure> {
    let failed = |error| Failure::Read(path.to_owned(), error);
    let (text, _) = File::open(path).and_then(whole).map_err(failed)?;
    text.map_err(|why| match why {
        Unreadable::TooLong => Failure::Read(path.to_owned(), io::ErrorKind::FileTooLarge.into()),
        Unreadable::NotUtf8(_) => Failure::Read(path.to_owned(), io::ErrorKind::InvalidData.into()),
    })
}

fn whole(file: File) -> io::Result<(Result<String, Unreadable>, u64)> {
    let mut bytes = Vec::new();
    let read = file.take(LONGEST.saturating_add(1)).read_to_end(&mut bytes)?;
    let read = u64::try_from(read).unwrap_or(u64::MAX);
    Ok((if read > LONGEST { Err(Unreadable::TooLong) } else { utf8(bytes) }, read))
}

fn lines(
    path: &Path,
    mut reader: impl BufRead,
    mut take: impl FnMut(Item) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut line = 0_u64;
    loop {
        let (bytes, read) = next_line(&mut reader).map_err(|error| Failure::Read(path.to_owned(), error))?;
        if read == 0 {
            return Ok(());
        }
        line = line.saturating_add(1);
        let text = bytes.map_or(Err(Unreadable::TooLong), utf8);
        // A byte order mark at the start of a file is not part of its first record.
        let text = text.map(|text| if line == 1 { text.trim_start_matches('\u{FEFF}').to_owned() } else { text });
        if text.as_ref().is_ok_and(|text| text.trim().is_empty()) {
            continue;
        }
        take(Item { file: name(path), line: Some(line), text, bytes: read })?;
    }
}

/// The bytes of the next line without its break, nothing where it is too long; and how many were read.
fn next_line(reader: &mut impl BufRead) -> io::Result<(Option<Vec<u8>>, u64)> {
    let mut bytes = Vec::new();
    let limit = LONGEST.saturating_add(1);
    let read = reader.by_ref().take(limit).read_until(b'\n', &mut bytes)?;
    let mut read = u64::try_from(read).unwrap_or(u64::MAX);
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if read >= limit {
        read = read.saturating_add(skip_line(reader)?);
        return Ok((None, read));
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Ok((Some(bytes), read))
}

/// Reads on to the end of a line without keeping it.
fn skip_line(reader: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0_u64;
    loop {
        let held = reader.fill_buf()?;
        let (used, ended) = match held.iter().position(|&byte| byte == b'\n') {
            Some(at) => (at.saturating_add(1), true),
            None => (held.len(), held.is_empty()),
        };
        reader.consume(used);
        skipped = skipped.saturating_add(u64::try_from(used).unwrap_or(u64::MAX));
        if ended {
            return Ok(skipped);
        }
    }
}

fn utf8(bytes: Vec<u8>) -> Result<String, Unreadable> {
    String::from_utf8(bytes).map_err(|error| Unreadable::NotUtf8(error.utf8_error().valid_up_to().saturating_add(1)))
}

fn name(path: &Path) -> String {
    if is_stdin(path) { "<stdin>".to_owned() } else { path.display().to_string() }
}

/// Refuses at once what cannot be read later: a missing file, a directory, standard input twice.
pub(crate) fn readable(paths: &[PathBuf]) -> Result<(), Failure> {
    for path in paths.iter().filter(|path| !is_stdin(path)) {
        let about = path.metadata().map_err(|error| Failure::Read(path.clone(), error))?;
        if about.is_dir() {
            return Err(Failure::Read(path.clone(), io::ErrorKind::IsADirectory.into()));
        }
    }
    Ok(())
}
