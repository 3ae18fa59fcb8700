//! A table read batch by batch.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use arrow_array::RecordBatchReader;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::ArrowError;
use chengxin::Language;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::is_parquet;
use crate::failure::Failure;
use crate::phrase::phrase;

/// So many rows are read, and scored, at once.
pub(super) const ROWS: usize = 4096;

/// The batches of a file: Parquet by its name, else an Arrow file or stream by how it begins.
pub(super) fn open(path: &Path, language: Language) -> Result<Box<dyn RecordBatchReader>, Failure> {
    let failed = |error| Failure::Read(path.to_owned(), error);
    let mut file = File::open(path).map_err(failed)?;
    let broken = |error: ArrowError| unreadable(path, &error, language);
    if is_parquet(path) {
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| broken(error.into()))?;
        let reader = builder.with_batch_size(ROWS).build().map_err(|error| broken(error.into()))?;
        return Ok(Box::new(reader));
    }
    let mut beginning = Vec::new();
    file.by_ref().take(6).read_to_end(&mut beginning).map_err(failed)?;
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    if beginning == b"ARROW1" {
        return Ok(Box::new(FileReader::try_new_buffered(file, None).map_err(broken)?));
    }
    Ok(Box::new(StreamReader::try_new_buffered(file, None).map_err(broken)?))
}

/// A file that is not what its name says, or is damaged.
pub(super) fn unreadable(path: &Path, error: &ArrowError, language: Language) -> Failure {
    let path = path.display();
    Failure::Usage(phrase!(
        language,
        "读不了 {path}：不是完好的 Parquet 或 Arrow 文件（{error}）",
        "cannot read {path}: not a sound Parquet or Arrow file ({error})"
    ))
}
