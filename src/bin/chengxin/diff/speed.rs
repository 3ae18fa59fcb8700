//! How many records a second, and how much memory at most.

use std::time::Instant;

use chengxin::Language;

use crate::phrase::phrase;

/// One line for standard error.
pub(super) fn line(records: u64, start: &Instant, language: Language) -> String {
    let took = start.elapsed().as_millis().max(1);
    let rate = u128::from(records).saturating_mul(1000).checked_div(took).unwrap_or(0);
    let tenths = took.checked_div(100).unwrap_or(0);
    let (seconds, tenth) = (tenths.checked_div(10).unwrap_or(0), tenths.checked_rem(10).unwrap_or(0));
    let memory = peak().map_or_else(String::new, |mebibytes| {
        phrase!(language, "，内存峰值 {mebibytes} MiB", ", at most {mebibytes} MiB of memory")
    });
    phrase!(
        language,
        "读了 {records} 条记录，用 {seconds}.{tenth} 秒，每秒 {rate} 条{memory}",
        "{records} records in {seconds}.{tenth} s, {rate} records a second{memory}"
    )
}

/// The most memory that was held, in MiB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes.div_ceil(1024))
}
