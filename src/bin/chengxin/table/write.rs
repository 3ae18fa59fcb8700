//! A table written batch by batch; the file appears whole or not at all.

use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{ArrowError, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use super::{ending, is_parquet};
use crate::failure::Failure;
use crate::output::Output;

/// So many rows are kept before they are written out.
const GROUP: usize = 65_536;

/// A table on its way into a file.
pub(super) struct Table {
    path: PathBuf,
    form: Form,
}

enum Form {
    Parquet(Box<ArrowWriter<Output>>),
    File(Box<FileWriter<Output>>),
    Stream(Box<StreamWriter<Output>>),
}

impl Table {
    /// A table of this schema, in the form that the name of the file says.
    pub(super) fn create(path: &Path, schema: &SchemaRef) -> Result<Self, Failure> {
        let output = Output::open(Some(path))?;
        let failed = |error| unwritten(path, error);
        let form = if is_parquet(path) {
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(ZstdLevel::default()))
                .set_max_row_group_row_count(Some(GROUP))
                .set_created_by(concat!("chengxin ", env!("CARGO_PKG_VERSION")).to_owned())
                .build();
            let writer = ArrowWriter::try_new(output, schema.clone(), Some(properties));
            Form::Parquet(Box::new(writer.map_err(|error| failed(error.into()))?))
        } else if ending(path) == "arrows" {
            Form::Stream(Box::new(StreamWriter::try_new(output, schema).map_err(failed)?))
        } else {
            Form::File(Box::new(FileWriter::try_new(output, schema).map_err(failed)?))
        };
        Ok(Self { path: path.to_owned(), form })
    }

    /// Adds rows.
    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), Failure> {
        let written = match &mut self.form {
            Form::Parquet(writer) => writer.write(batch).map_err(ArrowError::from),
            Form::File(writer) => writer.write(batch),
            Form::Stream(writer) => writer.write(batch),
        };
        written.map_err(|error| unwritten(&self.path, error))
    }

    /// All rows have been written: the file appears.
    pub(super) fn finish(self) -> Result<(), Failure> {
        let output = match self.form {
            Form::Parquet(writer) => writer.into_inner().map_err(ArrowError::from),
            Form::File(writer) => writer.into_inner(),
            Form::Stream(writer) => writer.into_inner(),
        };
        output.map_err(|error| unwritten(&self.path, error))?.finish()
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "looks for one of many forms")]
fn unwritten(path: &Path, error: ArrowError) -> Failure {
    let error = match error {
        ArrowError::IoError(_, error) => error,
        other => std::io::Error::other(other),
    };
    Failure::Write(path.to_owned(), error)
}
