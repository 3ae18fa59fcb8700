//! The parts of a breakdown that stand for a rule: indicators, sheets, conditions, grades.

use serde::{Deserialize, Serialize};

use super::step::{Operand, Standing, Step};
use crate::facts::AssessedScore;
use crate::value::{Number, Truth};

/// A sheet (基础指标, 行业（区域）指标) and its share of the total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetResult {
    /// Its key: `basic`, `construction`; `industry` where no track is known.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its points.
    pub points: Number,
    /// Its share of the total, exact: `7/10`.
    pub share: Number,
    /// Its score.
    pub score: Standing,
    /// Score × share.
    pub contribution: Standing,
    /// How its score came about from its indicators.
    pub steps: Vec<Step>,
    /// Its first-level indicators.
    pub indicators: Vec<Node>,
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Node {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Its points (分值).
    pub points: Number,
    /// 附加: its points stand beside those of the parent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bonus: bool,
    /// What kind of result it is.
    pub state: NodeState,
    /// Its score.
    pub score: Standing,
    /// 依据.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// 证明: the evidence the rule asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_asked: Vec<String>,
    /// The evidence the record gives for the facts read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_given: Vec<String>,
    /// 核验: who checks it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verification: Vec<String>,
    /// 说明: how the rule is read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where the rule stands: `basic.rules:12:3`.
    pub origin: String,
    /// Facts that the rule reads, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// Facts that would narrow the range, by name and place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// The arithmetic, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Scores that people gave, beside the computed one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<AssessmentLine>,
    /// Its children.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
}

/// What kind of result an indicator has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NodeState {
    /// Scored.
    Scored,
    /// Scored by a default that the rule states (缺省).
    Default,
    /// A range, because facts are missing.
    Open,
    /// Not applicable (合理缺项).
    NotApplicable,
    /// It is not known whether it is applicable.
    MaybeNotApplicable,
    /// Waiting for people's scores (待评).
    Pending,
    /// Counts as not submitted (未提交).
    Unsubmitted,
    /// Left to a person (转人工), because too little of it applies.
    LeftToPerson,
}

/// A score that a person gave, and how far it is from the computed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssessmentLine {
    /// What was given, by whom, when and why.
    pub given: AssessedScore,
    /// Given less computed, where the computed score is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Number>,
}

/// A condition (征集条件), veto, preference or ceiling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConditionResult {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Which kind: `requirement`, `veto`, `preference`, `ceiling`.
    pub kind: ConditionSort,
    /// Whether it is met. A veto is met where nothing bars; a ceiling is met where it does not hold.
    pub met: Truth,
    /// Whether it counts as not submitted in closed evaluation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsubmitted: bool,
    /// Whether it concerns this applicant.
    pub concerns: Truth,
    /// 依据.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<String>,
    /// 证明.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_asked: Vec<String>,
    /// The evidence the record gives for the facts read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_given: Vec<String>,
    /// 核验.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verification: Vec<String>,
    /// 说明.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where the rule stands.
    pub origin: String,
    /// Facts that the rule reads, by name.
    pub facts: Vec<String>,
    /// Facts that would decide it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Every operand with its truth.
    pub operands: Vec<Operand>,
}

/// Which kind of condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConditionSort {
    /// 条件
    Requirement,
    /// 一票否决
    Veto,
    /// 优先
    Preference,
    /// 上限
    Ceiling,
}

/// A grade (等级).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GradeResult {
    /// The scale's name.
    pub name: String,
    /// The grades that are possible, best first: one where it is known.
    pub grades: Vec<String>,
    /// The grade the score alone would give.
    pub by_score: Vec<String>,
    /// The limits that took effect, or may: each as written, with its truth.
    pub limits: Vec<Operand>,
    /// Where the rule stands.
    pub origin: String,
}
