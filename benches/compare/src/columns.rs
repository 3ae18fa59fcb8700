//! Polars: one lazy query over columns, the two lists as frames of their own that are grouped and joined.

use std::collections::BTreeMap;
use std::error::Error;

use polars::prelude::*;
use serde_json::{Map, Value};

use chengxin_workload::{CODES, LEAVES, Verdict};

use crate::floats::Floats;
use crate::prepared::prepared;
use crate::spec::{CHOICES, Language, SETS, Spec, Test};

struct Frame;

impl Language for Frame {
    type Text = Expr;

    fn fact(&self, name: &str) -> Expr {
        col(name)
    }

    fn number(&self, text: &str) -> Expr {
        match text.parse::<i64>() {
            Ok(whole) => lit(whole),
            Err(_) => lit(text.parse::<f64>().expect("a number of the rules")),
        }
    }

    fn compare(&self, subject: Expr, test: Test, bound: Expr) -> Expr {
        match test {
            Test::AtLeast => subject.gt_eq(bound),
            Test::Over => subject.gt(bound),
            Test::AtMost => subject.lt_eq(bound),
        }
    }

    fn equals(&self, left: Expr, right: Expr) -> Expr {
        left.eq(right)
    }

    fn is(&self, fact: &str, _: &str, number: usize) -> Expr {
        col(fact).eq(lit(number as i64))
    }

    fn has(&self, set: &str, choice: &str) -> Expr {
        col(format!("{set}.{choice}"))
    }

    fn absent(&self, fact: &str) -> Expr {
        col(fact).is_null()
    }

    fn both(&self, left: Expr, right: Expr) -> Expr {
        left.and(right)
    }

    fn not(&self, truth: Expr) -> Expr {
        truth.not()
    }

    fn choose(&self, condition: Expr, then: Expr, other: Expr) -> Expr {
        when(condition).then(then).otherwise(other)
    }

    fn plus(&self, left: Expr, right: Expr) -> Expr {
        left + right
    }

    fn minus(&self, left: Expr, right: Expr) -> Expr {
        left - right
    }

    fn times(&self, left: Expr, right: Expr) -> Expr {
        left * right
    }

    fn ratio(&self, part: Expr, whole: Expr) -> Expr {
        self.decimal(part) / self.decimal(whole)
    }

    fn over(&self, left: Expr, right: Expr) -> Expr {
        left / right
    }

    fn decimal(&self, whole: Expr) -> Expr {
        whole.cast(DataType::Float64)
    }

    fn steps(&self, amount: Expr, step: Expr) -> Expr {
        self.decimal(amount.floor_div(step))
    }

    fn started(&self, amount: Expr, step: Expr) -> Expr {
        self.steps(amount + step.clone() - lit(1_i64), step)
    }

    // What the lists come to is worked out before the join, see `query`.
    fn deducted(&self) -> Expr {
        col("deducted").fill_null(lit(0.0))
    }

    fn deducted_last_year(&self) -> Expr {
        col("deducted_last_year").fill_null(lit(0.0))
    }

    fn fines(&self) -> Expr {
        col("fines").fill_null(lit(0_i64))
    }

    fn revoked(&self) -> Expr {
        col("revoked").fill_null(lit(false))
    }

    fn honors(&self) -> Expr {
        col("honors").fill_null(lit(0.0))
    }

    fn high_honors(&self) -> Expr {
        col("high_honors").fill_null(lit(0_i64))
    }
}

/// The applicants as columns, and the records of each list with the number of the applicant.
pub struct Frames {
    applicants: DataFrame,
    penalties: DataFrame,
    honors: DataFrame,
}

const KINDS: [&str; 5] = ["warning", "fine", "confiscation", "shutdown", "revocation"];
const LEVELS: [&str; 4] = ["national", "provincial", "city", "district"];

#[derive(Default)]
struct Columns(BTreeMap<String, Vec<Option<Value>>>);

impl Columns {
    fn push(&mut self, key: &str, value: Value) {
        let value = if value.is_null() { None } else { Some(value) };
        self.0.entry(key.to_owned()).or_default().push(value);
    }

    fn frame(self) -> PolarsResult<DataFrame> {
        let columns: Vec<Column> = self.0.into_iter().map(|(key, values)| column(&key, &values)).collect();
        let height = columns.first().map_or(0, Column::len);
        DataFrame::new(height, columns)
    }
}

/// A column of truths, whole numbers or decimals, whichever all of its values are.
fn column(key: &str, values: &[Option<Value>]) -> Column {
    let given = || values.iter().flatten();
    let name = PlSmallStr::from_str(key);
    if given().all(Value::is_boolean) {
        let values: Vec<_> = values.iter().map(|value| value.as_ref().and_then(Value::as_bool)).collect();
        Column::new(name, values)
    } else if given().all(Value::is_i64) {
        let values: Vec<_> = values.iter().map(|value| value.as_ref().and_then(Value::as_i64)).collect();
        Column::new(name, values)
    } else {
        let values: Vec<_> = values.iter().map(|value| value.as_ref().and_then(Value::as_f64)).collect();
        Column::new(name, values)
    }
}

fn number_of(choices: &[&str], value: &Value) -> Value {
    choices.iter().position(|choice| Some(*choice) == value.as_str()).into()
}

impl Frames {
    pub fn new(lines: &[String]) -> Result<Self, Box<dyn Error>> {
        let (mut applicants, mut penalties, mut honors) = <(Columns, Columns, Columns)>::default();
        for (id, line) in lines.iter().enumerate() {
            let record = prepared(line)?;
            applicants.push("id", id.into());
            for (key, value) in record {
                add(&mut applicants, &mut penalties, &mut honors, id, &key, value);
            }
        }
        Ok(Self { applicants: applicants.frame()?, penalties: penalties.frame()?, honors: honors.frame()? })
    }

    /// The whole query, not yet run.
    pub fn query(&self) -> LazyFrame {
        let spec = Spec(&Frame);
        let leaves: Vec<Expr> =
            spec.leaves().iter().zip(CODES).map(|(leaf, code)| spec.text(leaf).alias(code)).collect();
        let conditions = spec.conditions();
        let conditions = conditions.into_iter().enumerate().map(|(at, met)| met.alias(format!("condition_{at}")));
        let total = CODES.iter().map(|code| col(*code)).reduce(|sum, leaf| sum + leaf).expect("there are leaves");
        let met = (0..10).map(|at| col(format!("condition_{at}"))).reduce(Expr::and).expect("there are conditions");
        let reached = ((col("total") * lit(100.0)).floor() / lit(100.0)).gt_eq(lit(80.0));
        let by_id = [col("id")];
        self.applicants
            .clone()
            .lazy()
            .join(self.penalties(), &by_id, &by_id, JoinArgs::new(JoinType::Left))
            .join(self.honors(), &by_id, &by_id, JoinArgs::new(JoinType::Left))
            .select(leaves.into_iter().chain(conditions).collect::<Vec<_>>())
            .with_columns([total.alias("total"), met.alias("met")])
            .with_column(
                when(col("met").not()).then(lit(0)).when(reached).then(lit(2)).otherwise(lit(1)).alias("verdict"),
            )
    }

    fn penalties(&self) -> LazyFrame {
        let points = [0.2, 0.6, 1.0, 2.0];
        let points = points.iter().enumerate().rev().fold(lit(4.0), |other, (at, points)| {
            when(col("kind").eq(lit(at as i64))).then(lit(*points)).otherwise(other)
        });
        let points = points * when(col("repaired_on").is_null()).then(lit(1.0)).otherwise(lit(0.5));
        let amount = || col("amount");
        let fined = when(amount().lt_eq(lit(10_000_i64)))
            .then(lit(0.1))
            .when(amount().lt_eq(lit(100_000_i64)))
            .then(lit(0.5))
            .otherwise(lit(1.0));
        let last_year = col("decided_on").gt(lit(20_221_031_i64));
        self.penalties
            .clone()
            .lazy()
            .filter(col("decided_on").gt(lit(20_201_031_i64)))
            .with_columns([
                points.alias("points"),
                when(last_year).then(fined).otherwise(lit(0.0)).alias("fined"),
                col("kind").eq(lit(4_i64)).alias("revocation"),
            ])
            .group_by([col("id")])
            .agg([
                col("points").sum().alias("deducted"),
                col("fined").sum().alias("deducted_last_year"),
                amount().sum().alias("fines"),
                col("revocation").max().alias("revoked"),
            ])
    }

    fn honors(&self) -> LazyFrame {
        let level = |at: i64| col("level").eq(lit(at));
        let points = when(level(0))
            .then(lit(3.0))
            .when(level(1))
            .then(lit(2.0))
            .when(level(2))
            .then(lit(1.0))
            .otherwise(lit(0.5));
        let factor = when(col("rank").lt_eq(lit(1_i64)))
            .then(lit(1.0))
            .when(col("rank").lt_eq(lit(3_i64)))
            .then(lit(0.6))
            .otherwise(lit(0.3));
        let high = col("awarded_on").gt(lit(20_201_031_i64)).and(col("level").lt_eq(lit(1_i64)));
        self.honors
            .clone()
            .lazy()
            .filter(col("awarded_on").gt(lit(20_181_031_i64)))
            .with_columns([(points * factor).alias("points"), high.cast(DataType::Int64).alias("high")])
            .group_by([col("id")])
            .agg([col("points").sum().alias("honors"), col("high").sum().alias("high_honors")])
    }
}

fn add(applicants: &mut Columns, penalties: &mut Columns, honors: &mut Columns, id: usize, key: &str, value: Value) {
    if let Some((_, choices)) = SETS.iter().find(|(set, _)| *set == key) {
        for choice in *choices {
            let has = value.as_array().is_some_and(|all| all.iter().any(|one| one == choice));
            applicants.push(&format!("{key}.{choice}"), has.into());
        }
    } else if let Some((_, choices)) = CHOICES.iter().find(|(fact, _)| *fact == key) {
        applicants.push(key, number_of(choices, &value));
    } else if let Value::Array(records) = value {
        let list = if key == "penalties" { penalties } else { honors };
        for record in records {
            if let Value::Object(record) = record {
                add_record(list, id, record);
            }
        }
    } else if !value.is_string() {
        applicants.push(key, value);
    }
}

fn add_record(list: &mut Columns, id: usize, record: Map<String, Value>) {
    list.push("id", id.into());
    for (key, value) in record {
        match key.as_str() {
            "kind" => list.push("kind", number_of(&KINDS, &value)),
            "level" => list.push("level", number_of(&LEVELS, &value)),
            _ if value.is_string() => {}
            _ => list.push(&key, value),
        }
    }
}

/// The rows of the result, for comparing.
pub fn rows(result: &DataFrame) -> Result<Vec<Floats>, Box<dyn Error>> {
    let mut rows = vec![Floats::default(); result.height()];
    for (leaf, code) in CODES.iter().enumerate().take(LEAVES) {
        for (row, score) in rows.iter_mut().zip(result.column(code)?.f64()?.iter()) {
            row.scores[leaf] = score.ok_or("a score is missing")?;
        }
    }
    for at in 0..10 {
        for (row, met) in rows.iter_mut().zip(result.column(&format!("condition_{at}"))?.bool()?.iter()) {
            row.conditions |= u16::from(met.ok_or("a condition is missing")?) << at;
        }
    }
    for (row, total) in rows.iter_mut().zip(result.column("total")?.f64()?.iter()) {
        row.total = total.ok_or("a total is missing")?;
    }
    for (row, verdict) in rows.iter_mut().zip(result.column("verdict")?.i32()?.iter()) {
        row.verdict = [Verdict::NotEligible, Verdict::BelowMark, Verdict::ToExperts]
            [usize::try_from(verdict.ok_or("a verdict is missing")?)?];
    }
    Ok(rows)
}
