//! The steps of the arithmetic, as data: reports put them into words.

use serde::{Deserialize, Serialize};

use crate::facts::Provenance;
use crate::value::{Number, Truth};

/// A score as far as it is known: `low` and `high` are equal where it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Standing {
    /// The least it can be.
    pub low: Number,
    /// The most it can be.
    pub high: Number,
}

impl Standing {
    /// A known score.
    #[must_use]
    pub fn exactly(score: Number) -> Self {
        Self { low: score.clone(), high: score }
    }

    /// The score, where it is known.
    #[must_use]
    pub fn exact(&self) -> Option<&Number> {
        (self.low == self.high).then_some(&self.low)
    }
}

/// A condition as written, its truth, the values it looked at, and its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Operand {
    /// As written.
    pub rule: String,
    /// Whether it holds.
    pub truth: Truth,
    /// The values it looked at, each `name = value`; for a list, the records that match.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Where it stands.
    pub origin: String,
    /// Its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<Operand>,
}

/// One step of the arithmetic of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// A value was looked at: “上年度纳税额 为 5200万元”.
    Value {
        /// As written.
        rule: String,
        /// The value, a range where facts are missing (`1万元 至 2万元`), or `无值`.
        value: String,
        /// For a number from a list: what each record brings, so that it can be worked out again by hand.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        parts: Vec<Part>,
    },
    /// A row of a table was looked at. Rows after the one taken are not listed.
    Row {
        /// As written.
        rule: String,
        /// Whether it applies.
        taken: Truth,
        /// What it gives, where it may apply.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        score: Option<Standing>,
        /// Where it stands.
        origin: String,
        /// For a condition: every operand.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        operands: Vec<Operand>,
    },
    /// A condition decided something.
    Condition {
        /// What it decides: `award`, `add`, `deduct`, `not_applicable`, `unsubmitted`, `clear`, `set_to`, `factor`.
        decides: String,
        /// The condition with its operands.
        operand: Operand,
    },
    /// 起始 5 分.
    Start {
        /// Points.
        points: Standing,
    },
    /// Start and increments: 6 + 4 × 0.1.
    Increments {
        /// 起 P.
        start: Number,
        /// The step as written: `每满 300万元`.
        every: String,
        /// Counted from: `4000万元`.
        from: String,
        /// How many steps.
        count: Standing,
        /// For each, negative where deducted.
        each: Number,
        /// What it comes to.
        score: Standing,
        /// 封顶 of the row: at most so much.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Number>,
    },
    /// In proportion between two scores.
    Proportion {
        /// What is measured, as a value.
        value: String,
        /// Where it gives `low`.
        from: String,
        /// Where it gives `high`.
        to: String,
        /// Score at `from`.
        low: Number,
        /// Score at `to`.
        high: Number,
        /// How far the value is on the way: 0 at `from`, 1 at `to`.
        part: Standing,
        /// What it comes to.
        score: Standing,
    },
    /// 加 …
    Added {
        /// For what, as written.
        rule: String,
        /// Points.
        points: Standing,
    },
    /// 扣 …
    Deducted {
        /// For what, as written.
        rule: String,
        /// Points, not negative.
        points: Standing,
    },
    /// Items of a checklist.
    Checklist {
        /// `每缺一项 扣` instead of `每具备一项 加`.
        missing: bool,
        /// For each.
        each: Number,
        /// The items with their truths.
        items: Vec<Operand>,
        /// What they come to, not negative.
        points: Standing,
    },
    /// Records of a list.
    Records {
        /// The list.
        list: String,
        /// Whether they deduct.
        deduct: bool,
        /// Whether the list was not submitted.
        unknown: bool,
        /// Each record: counted, or why not.
        records: Vec<RecordStep>,
        /// How they are put together: `sum`, `highest`, `lowest`.
        combined: String,
        /// 每年, 每月, 每组 封顶: what the records of one group count at most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group_cap: Option<Number>,
        /// What records that were not submitted may bring besides, where the list was not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        open: Option<Standing>,
        /// 封顶 of the list: at most so much.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Number>,
        /// What they come to, not negative.
        points: Standing,
    },
    /// 封顶, 扣完为止, 满分: held within bounds.
    Held {
        /// Which bound: `cap`, `floor`, `points`.
        bound: String,
        /// The bound.
        at: Number,
        /// Before.
        before: Standing,
        /// After.
        after: Standing,
    },
    /// 清零 or 设为.
    SetTo {
        /// Points.
        points: Standing,
        /// The condition as written.
        rule: String,
    },
    /// 四舍五入.
    Rounded {
        /// Places after the point.
        places: u32,
        /// After.
        after: Standing,
    },
    /// The best or worst of several methods.
    Best {
        /// `取最低`
        lowest: bool,
        /// The score of each method that applies, held within nought and the points.
        scores: Vec<Standing>,
        /// How many of the steps before this one belong to each of them, in the same order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lengths: Vec<usize>,
    },
    /// Given by an assessor.
    Assessed {
        /// The layer that counted: `final` or `review`; absent where none has been given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        layer: Option<String>,
        /// The least that may be given.
        low: Number,
        /// The most.
        high: Number,
        /// What counts.
        score: Standing,
        /// A score was given that lies outside, or not on a step: it does not count.
        refused: bool,
    },
    /// The sum of the children.
    Sum {
        /// Each child's code and score; not applicable ones without a score.
        terms: Vec<Term>,
        /// The sum.
        score: Standing,
    },
    /// 缺项折算: earned ÷ applicable × points.
    Rescaled {
        /// What the applicable leaves earned.
        earned: Standing,
        /// Their points.
        applicable: Standing,
        /// The points of the whole.
        points: Number,
        /// Codes of the leaves left out.
        left_out: Vec<String>,
        /// What it comes to.
        score: Standing,
    },
    /// 转人工: too little applies to rescale; the missing points are left to a person.
    LeftToPerson {
        /// What the applicable leaves earned.
        earned: Standing,
        /// Their points.
        applicable: Standing,
        /// The points of the whole.
        points: Number,
        /// Codes of the leaves left out.
        left_out: Vec<String>,
        /// From what was earned to that plus all missing points.
        score: Standing,
    },
    /// No value, or a division by zero: the rule says what it means.
    Outcome {
        /// `no_value` or `zero_division`.
        because: String,
        /// As written.
        rule: String,
        /// Whether it is so.
        truth: Truth,
    },
    /// Closed evaluation: what was not submitted counts as the scheme says.
    Closed {
        /// What it would have been.
        before: Standing,
        /// What it counts.
        after: Standing,
    },
}

/// What one record brings to a number from a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Part {
    /// Its number in the list, from 1.
    pub number: usize,
    /// Whether it counts.
    pub counted: Truth,
    /// Its value, absent where records are only counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Its weight, in a weighted mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<String>,
    /// Its date or year, where that decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// One term of a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Term {
    /// The child's code.
    pub code: String,
    /// What one of its points counts in the sum, where weights are declared: weight × points of the parent ÷ its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Number>,
    /// Its score; absent where it is not applicable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Standing>,
}

/// What became of one record of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordStep {
    /// Its number in the list, from 1.
    pub number: usize,
    /// What it is: its first text field, or the number.
    pub label: String,
    /// Whether it counts.
    pub counted: Truth,
    /// Why it does not count, or may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refusal>,
    /// Its points before factors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Standing>,
    /// The row or rule that gave the points, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Factors in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub factors: Vec<FactorStep>,
    /// What the clauses say of a factor without a value: this counts instead, or may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<Standing>,
    /// What it counts in the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<Standing>,
    /// The year, month or key of the group that has a cap: `2023`, `未知` where it is not known, absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Where the record comes from, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
}

/// Why a record does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum Refusal {
    /// `不计 …`: as if it had never been.
    Excluded {
        /// As written.
        rule: String,
    },
    /// `当 …` does not hold.
    NotWithin {
        /// As written.
        rule: String,
    },
    /// Its validity has run out.
    Expired {
        /// As written.
        rule: String,
    },
    /// Another record of the same case counts.
    SameCase {
        /// The number of the record that counts.
        counted: usize,
        /// As written.
        rule: String,
    },
    /// Only the highest (lowest) counts.
    NotHighest {
        /// The number of the record that counts.
        counted: usize,
    },
}

/// A factor on the points of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FactorStep {
    /// As written.
    pub rule: String,
    /// The factor.
    pub factor: Standing,
}
