//! A progress bar on standard error, where that is a terminal.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

/// How far through the input.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar over the bytes of the files; a counter where standard input is read; nothing for a single small file.
    pub(crate) fn new(paths: &[impl AsRef<Path>], worth_it: bool) -> Self {
        if !worth_it {
            return Self(ProgressBar::hidden());
        }
        let lengths = paths.iter().map(|path| path.as_ref().metadata().ok().map(|about| about.len()));
        let total: Option<u64> = lengths.sum();
        let (bar, template) = match total {
            Some(total) => (ProgressBar::new(total), "{bar:30} {percent:>3}% {msg}  {bytes_per_sec}  {eta}"),
            None => (ProgressBar::new_spinner(), "{spinner} {msg}  {bytes}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// So many bytes more, and so many records in all.
    pub(crate) fn advance(&self, bytes: u64, records: u64) {
        self.0.inc(bytes);
        // Records a second since the start, of whole seconds.
        let rate = records.checked_div(self.0.elapsed().as_secs());
        self.0.set_message(rate.map_or_else(|| records.to_string(), |rate| format!("{records} ({rate}/s)")));
    }

    /// Writes while the bar is out of the way.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        self.0.finish_and_clear();
    }
}
