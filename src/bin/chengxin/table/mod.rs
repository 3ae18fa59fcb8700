//! `chengxin score` over tables: Parquet and Arrow files of facts in, one of scores out, batch by batch.

#[cfg(feature = "parquet")]
mod read;
#[cfg(feature = "parquet")]
mod score;
#[cfg(feature = "parquet")]
mod write;

use std::path::Path;

use chengxin::Language;

use crate::arguments::Score;
use crate::failure::Failure;
use crate::phrase::phrase;

#[cfg(feature = "parquet")]
pub(crate) use score::run;

/// Whether tables are scored. Tables give a table, and records do not.
pub(crate) fn concerns(arguments: &Score, language: Language) -> Result<bool, Failure> {
    let tables = arguments.records.iter().filter(|path| is_table(path)).count();
    let output = arguments.output.as_deref();
    if tables == 0 && !output.is_some_and(is_table) {
        return Ok(false);
    }
    if cfg!(not(feature = "parquet")) {
        return Err(Failure::Usage(phrase!(
            language,
            "这个版本没有编入 Parquet 和 Arrow 文件的读写；请用加了 --features parquet 编译的版本，或改用 .jsonl 文件",
            "this build does not read or write Parquet and Arrow files: use one built with --features parquet, or .jsonl files"
        )));
    }
    if tables < arguments.records.len() || !output.is_some_and(is_table) {
        return Err(Failure::Usage(phrase!(
            language,
            "表格（.parquet、.arrow）的得分也写成表格：记录都用表格文件，并用 -o 写出表格文件名，如 -o scores.parquet",
            "tables (.parquet, .arrow) are scored into a table: give only tables, and name one with -o, such as -o scores.parquet"
        )));
    }
    if let [_, second, ..] = arguments.records.as_slice() {
        let second = second.display();
        return Err(Failure::Usage(phrase!(
            language,
            "一次只算一个表格文件，另有 {second}",
            "one table is scored at a time, but {second} is given too"
        )));
    }
    Ok(true)
}

/// Whether the name of a file is that of a table.
fn is_table(path: &Path) -> bool {
    is_parquet(path) || matches!(ending(path).as_str(), "arrow" | "arrows" | "ipc" | "feather")
}

/// Whether the name of a file is that of a Parquet file.
fn is_parquet(path: &Path) -> bool {
    matches!(ending(path).as_str(), "parquet" | "pq")
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default()
}

/// Without the feature nothing comes here: [`concerns`] has refused.
#[cfg(not(feature = "parquet"))]
pub(crate) fn run(_: &Score, _: Language) -> Result<std::process::ExitCode, Failure> {
    Err(Failure::Refused)
}
