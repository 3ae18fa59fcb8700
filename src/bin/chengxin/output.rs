//! Where results go: standard output as they come, or a file that appears whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use chengxin::Language;

use crate::failure::{Failure, unwritten};
use crate::phrase::phrase;

/// Standard output or a file.
pub(crate) enum Output {
    /// As it comes, flushed after each result.
    Stdout,
    /// Written beside the target and renamed at the end.
    File(Whole),
    /// A device or pipe, which cannot be replaced by renaming.
    Device(PathBuf, File),
}

impl Output {
    /// Opens the output.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else { return Ok(Self::Stdout) };
        let special = path.metadata().is_ok_and(|about| !about.is_file() && !about.is_dir());
        if special {
            let file = OpenOptions::new().write(true).open(path);
            return file
                .map(|file| Self::Device(path.to_owned(), file))
                .map_err(|error| Failure::Write(path.to_owned(), error));
        }
        Whole::create(path).map(Self::File).map_err(|error| Failure::Write(path.to_owned(), error))
    }

    /// Writes one piece.
    pub(crate) fn write(&mut self, text: &str) -> Result<(), Failure> {
        match self {
            Self::Stdout => crate::failure::say(text),
            Self::File(whole) => {
                whole.writer.write_all(text.as_bytes()).map_err(|error| Failure::Write(whole.target.clone(), error))
            }
            Self::Device(path, file) => file.write_all(text.as_bytes()).map_err(|error| unwritten(path.clone(), error)),
        }
    }

    /// All has been written: the file appears.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout | Self::Device(..) => Ok(()),
            Self::File(whole) => {
                let target = whole.target.clone();
                whole.appear().map_err(|error| Failure::Write(target, error))
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout => io::stdout().write(bytes),
            Self::File(whole) => whole.writer.write(bytes),
            Self::Device(_, file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout => io::stdout().flush(),
            Self::File(whole) => whole.writer.flush(),
            Self::Device(_, file) => file.flush(),
        }
    }
}

/// A file that is written under another name until it is whole; dropped before that, it leaves nothing behind.
pub(crate) struct Whole {
    target: PathBuf,
    temporary: PathBuf,
    writer: BufWriter<File>,
    appeared: bool,
}

impl Whole {
    fn create(target: &Path) -> io::Result<Self> {
        if target.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        // A link keeps its place: what it points to is replaced.
        let target = if target.is_symlink() { target.canonicalize()? } else { target.to_owned() };
        let name = target.file_name().ok_or(ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
        let temporary = target.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&temporary)?;
        Ok(Self { target, temporary, writer: BufWriter::new(file), appeared: false })
    }

    fn appear(mut self) -> io::Result<()> {
        self.writer.flush()?;
        self.writer.get_ref().sync_all()?;
        if let Ok(about) = self.target.metadata() {
            std::fs::set_permissions(&self.temporary, about.permissions())?;
        }
        std::fs::rename(&self.temporary, &self.target)?;
        self.appeared = true;
        Ok(())
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if !self.appeared {
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}

/// Replaces several files: nothing appears before all of them are written.
pub(crate) fn replace(files: impl IntoIterator<Item = (PathBuf, String)>) -> Result<(), Failure> {
    let mut whole = Vec::new();
    for (path, text) in files {
        let mut file = Whole::create(&path).map_err(|error| Failure::Write(path.clone(), error))?;
        let flushed = file.writer.write_all(text.as_bytes()).and_then(|()| file.writer.flush());
        flushed.map_err(|error| Failure::Write(path, error))?;
        whole.push(file);
    }
    whole.into_iter().try_for_each(|file| {
        let target = file.target.clone();
        file.appear().map_err(|error| Failure::Write(target, error))
    })
}

/// The output must not be one of the inputs.
pub(crate) fn refuse_overwriting(output: Option<&Path>, inputs: &[PathBuf], language: Language) -> Result<(), Failure> {
    let Some(output) = output.and_then(|path| path.canonicalize().ok()) else { return Ok(()) };
    let same = |path: &&PathBuf| path.canonicalize().is_ok_and(|path| path == output && path.is_file());
    match inputs.iter().find(same) {
        Some(path) => {
            let path = path.display();
            Err(Failure::Usage(phrase!(
                language,
                "{path} 既是输入又是输出，请换一个输出文件",
                "{path} is both input and output: choose another output file"
            )))
        }
        None => Ok(()),
    }
}

/// Writes several new files: all of them or none, and never over one that is there.
pub(crate) fn write_new(files: &[(PathBuf, String)]) -> Result<(), Failure> {
    let mut written: Vec<&PathBuf> = Vec::new();
    for (path, text) in files {
        if let Err(error) = create_with(path, text) {
            // The one that failed was there before, or was removed by `create_with`.
            for done in written {
                let _ = std::fs::remove_file(done);
            }
            return Err(Failure::Write(path.clone(), error));
        }
        written.push(path);
    }
    Ok(())
}

fn create_with(path: &Path, text: &str) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).inspect_err(|_| {
        let _ = std::fs::remove_file(path);
    })
}
