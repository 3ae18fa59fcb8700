//! A Parquet file and Arrow files through the command line.

#![cfg(feature = "parquet")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop where it stands")]

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float64Array, Int64Array, RecordBatch};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_ipc::writer::FileWriter;
use chengxin::columnar::Evaluator;
use chengxin::{Options, RuleSet};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

const SCHEME: &str = "id = \"t\"\ntitle = \"示例\"\nversion = \"1\"\nlanguage = 1\nfiles = [\"rules.rules\"]\npass_mark = \"6\"\n[[sheets]]\nkey = \"basic\"\nweight = \"1\"\npoints = \"10\"\n";
const RULES: &str = "事实 参训人数 (trained) 整数 人 0人 至 500人
事实 认证 (certified) 是否
指标表 基础指标 (basic) 满分 10 {
  指标 A1 \"培训\" 满分 6 { 分档 参训人数 { 100人以上 : 满分；不足100人 : 0 分 } }
  指标 A2 \"认证\" 满分 4 { 得 满分 当 认证 }
}
";

/// A directory of its own with the rules; removed at the end.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Self {
        let place = std::env::temp_dir().join(format!("chengxin-table-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&place).unwrap();
        std::fs::write(place.join("scheme.toml"), SCHEME).unwrap();
        std::fs::write(place.join("rules.rules"), RULES).unwrap();
        Self(place)
    }

    fn score(&self, input: &str, output: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chengxin"));
        command.args(["--lang", "en", "score", input, "--rules", ".", "--as-of", "2023-10-31", "-o", output]);
        command.current_dir(&self.0).output().unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// 10,000 rows: more than are scored at once. Every thousandth says 501 人, which is out of range.
fn facts() -> RecordBatch {
    let trained = (0..10_000_i64).map(|row| if row % 1_000 == 999 { 501 } else { row % 200 });
    let certified: BooleanArray = (0..10_000).map(|row| (row % 3 != 0).then_some(row % 2 == 0)).collect();
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("_id", Arc::new(Int64Array::from_iter_values(0..10_000))),
        ("trained", Arc::new(Int64Array::from_iter_values(trained))),
        ("certified", Arc::new(certified)),
    ];
    RecordBatch::try_from_iter(columns).unwrap()
}

fn write_parquet(path: &Path, facts: &RecordBatch) {
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), facts.schema(), None).unwrap();
    writer.write(facts).unwrap();
    writer.close().unwrap();
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_table_is_scored_into_a_table() {
    let place = Place::new("round");
    let facts = facts();
    write_parquet(&place.path("facts.parquet"), &facts);
    let mut writer = FileWriter::try_new(File::create(place.path("facts.arrow")).unwrap(), &facts.schema()).unwrap();
    writer.write(&facts).unwrap();
    writer.finish().unwrap();

    let rules = RuleSet::load(&place.0).unwrap();
    let evaluator = Evaluator::new(&rules, &Options::on("2023-10-31".parse().unwrap())).unwrap();
    let expected = evaluator.evaluate(&facts).unwrap().batch().clone();
    assert_eq!(expected.num_rows(), 10_000);

    for (input, output) in
        [("facts.parquet", "a.parquet"), ("facts.arrow", "b.arrow"), ("facts.parquet", "c.arrows"), ("c.in", "d.ipc")]
    {
        let input = if input == "c.in" { "facts.arrow" } else { input };
        let done = place.score(input, output);
        assert_eq!(done.status.code(), Some(3), "{}", errors(&done));
        assert!(
            errors(&done).contains("--> facts.") && errors(&done).contains(" row 1000 trained"),
            "{}",
            errors(&done)
        );
        assert!(errors(&done).contains("refused 10"), "{}", errors(&done));
        let file = File::open(place.path(output)).unwrap();
        // Batches of a Parquet file do not carry the metadata of its schema.
        let (schema, batches): (_, Vec<RecordBatch>) = match output.rsplit_once('.').unwrap().1 {
            "parquet" => {
                let builder = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
                (Arc::clone(builder.schema()), builder.build().unwrap().map(Result::unwrap).collect())
            }
            "arrows" => {
                let reader = StreamReader::try_new(file, None).unwrap();
                (reader.schema(), reader.map(Result::unwrap).collect())
            }
            _ => {
                let reader = FileReader::try_new(file, None).unwrap();
                (reader.schema(), reader.map(Result::unwrap).collect())
            }
        };
        assert_eq!(schema.metadata().get("chengxin.as_of").map(String::as_str), Some("2023-10-31"));
        let mut start = 0;
        for batch in batches {
            let part = expected.slice(start, batch.num_rows());
            for (name, column) in part.schema().fields().iter().map(|field| field.name().clone()).zip(part.columns()) {
                assert_eq!(batch.column_by_name(&name).unwrap(), column, "{name} from {start}");
            }
            start += batch.num_rows();
        }
        assert_eq!(start, 10_000);
    }
}

#[test]
fn what_cannot_be_read_leaves_no_file() {
    let place = Place::new("refused");
    let float: ArrayRef = Arc::new(Float64Array::from(vec![100.0]));
    write_parquet(&place.path("float.parquet"), &RecordBatch::try_from_iter([("trained", float)]).unwrap());
    std::fs::write(place.path("text.parquet"), "{\"trained\": 100}").unwrap();
    std::fs::write(place.path("record.json"), "{\"trained\": 100}").unwrap();
    for (input, output, code, says) in [
        ("float.parquet", "out.parquet", 3, "binary floats do not hold decimals exactly"),
        ("text.parquet", "out.parquet", 2, "not a sound Parquet or Arrow file"),
        ("float.parquet", "out.jsonl", 2, "tables (.parquet, .arrow) are scored into a table"),
        ("record.json", "out.parquet", 2, "tables (.parquet, .arrow) are scored into a table"),
        ("missing.parquet", "out.parquet", 2, "no such file"),
    ] {
        let done = place.score(input, output);
        assert_eq!(done.status.code(), Some(code), "{input}: {}", errors(&done));
        assert!(errors(&done).contains(says), "{input}: {}", errors(&done));
        assert!(!place.path(output).exists(), "{input}");
    }
    let left = std::fs::read_dir(&place.0)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(left.count(), 0);
}
