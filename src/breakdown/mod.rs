//! What happened when a record was scored: every number with its rule, its facts and its arithmetic.

mod find;
mod node;
mod step;

use serde::{Deserialize, Serialize};

use crate::facts::{Notice, Provenance};
use crate::value::{Date, Number, Rounding, Truth};

pub use node::{AssessmentLine, ConditionResult, ConditionSort, GradeResult, Node, NodeState, SheetResult};
pub use step::{FactorStep, Operand, Part, RecordStep, Refusal, Standing, Step, Term};

/// The whole result for one applicant.
///
/// Everything in it follows from the rule files, the record, the as-of date and the mode: the same inputs give the
/// same bytes on every machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Breakdown {
    /// The engine and its version: `chengxin 0.1.0`.
    pub engine: String,
    /// Which scheme.
    pub scheme: SchemeStamp,
    /// Digests of what went in.
    pub digests: Digests,
    /// The as-of date (基准日).
    pub as_of: Date,
    /// Whether what was not submitted is unknown (open) or counted as the scheme says (closed).
    pub mode: Mode,
    /// The track (association or district) that scored the industry part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<TrackStamp>,
    /// Who applies.
    pub applicant: Applicant,
    /// The verdict (结论).
    pub verdict: Verdict,
    /// Why the verdict is what it is.
    pub reasons: Vec<Reason>,
    /// The total (最终得分).
    pub total: Total,
    /// The sheets, each with its tree of indicators.
    pub sheets: Vec<SheetResult>,
    /// What is added to or deducted from the total directly.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub adjustments: Vec<Node>,
    /// Conditions, vetoes, preferences and ceilings.
    pub conditions: Vec<ConditionResult>,
    /// Grades.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradeResult>,
    /// Every fact that a rule read, once.
    pub facts: Vec<FactLine>,
    /// Indicators and conditions that count as not submitted (未提交), by code: to be mended by the applicant.
    pub unsubmitted: Vec<String>,
    /// How the record was read: what was mended, what was left aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

/// Which scheme, and whether it is official.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SchemeStamp {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// Whether an authority has issued these rules.
    pub official: bool,
    /// What must be said wherever a result is shown; empty where nothing.
    pub disclaimer: String,
    /// The same in English.
    pub disclaimer_en: String,
}

/// Digests of what went in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Digests {
    /// The algorithm: `SHA-256`.
    pub algorithm: String,
    /// Each rule file as its bytes stand.
    pub rules: Vec<FileDigest>,
    /// The record, as canonical JSON.
    pub record: String,
}

/// The digest of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FileDigest {
    /// Its name as loaded.
    pub file: String,
    /// Lower-case hexadecimal.
    pub digest: String,
}

/// What counts for facts that were not submitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Before the deadline: unknown stays unknown.
    #[default]
    Open,
    /// After it: as the scheme says, flagged.
    Closed,
}

/// The track that scored the industry part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TrackStamp {
    /// Its key.
    pub key: String,
    /// Its Chinese name.
    pub name: String,
}

/// Who applies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Applicant {
    /// Name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Unified social credit code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// The verdict (结论).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 不符合条件: a condition fails, a veto or a ceiling holds.
    NotEligible,
    /// 未达线: below the pass mark whatever is still missing.
    BelowMark,
    /// 进入专家评审: at or above the pass mark whatever is still missing, and all conditions met.
    ToExperts,
    /// 待定: it depends on what is missing.
    Undetermined,
}

/// One reason for the verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// A condition is not met, or a veto or ceiling holds.
    Condition {
        /// Its code.
        code: String,
        /// Its title.
        title: String,
    },
    /// It is not known whether a condition is met.
    UnknownCondition {
        /// Its code.
        code: String,
        /// Its title.
        title: String,
        /// The facts that would decide it.
        missing: Vec<String>,
    },
    /// The total against the pass mark.
    Total {
        /// The published total.
        total: Standing,
        /// The pass mark.
        pass_mark: Number,
    },
    /// The total can still fall on either side; these facts would narrow it.
    Straddles {
        /// The facts that would narrow the range.
        missing: Vec<String>,
    },
    /// The record names no track, so the industry part is unknown.
    NoTrack,
    /// A head was left to a person because too little of it applies.
    LeftToPerson {
        /// Its code.
        code: String,
        /// Its title.
        title: String,
    },
}

/// The total (最终得分).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Total {
    /// Before rounding.
    pub exact: Standing,
    /// Rounded once, as published and as compared with the pass mark.
    pub published: Standing,
    /// Places after the point.
    pub places: u32,
    /// How it was rounded.
    pub rounding: Rounding,
    /// 达线.
    pub pass_mark: Number,
}

/// A fact that a rule read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FactLine {
    /// The Chinese name.
    pub name: String,
    /// The ASCII key.
    pub key: String,
    /// What is known.
    pub state: FactStanding,
    /// The value as people write it; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where the value comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provenance: Option<Provenance>,
}

/// What is known of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FactStanding {
    /// Given.
    Given,
    /// The stated default, because nothing was submitted.
    Default,
    /// None on record (无记录).
    NoneOnRecord,
    /// Not applicable (不适用).
    NotApplicable,
    /// Not submitted (未提交).
    NotSubmitted,
    /// Contested (有争议).
    Disputed,
}

impl Breakdown {
    /// The verdict (结论).
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The total (最终得分).
    #[must_use]
    pub fn total(&self) -> &Total {
        &self.total
    }

    /// Reads a breakdown that [`Breakdown::to_json`] or [`Breakdown::to_json_line`] wrote.
    ///
    /// # Errors
    /// Where the text is not such a breakdown, with line and column.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

impl std::fmt::Display for Verdict {
    /// The verdict in Chinese, as the notice names it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NotEligible => "不符合条件",
            Self::BelowMark => "未达线",
            Self::ToExperts => "进入专家评审",
            Self::Undetermined => "待定",
        })
    }
}

impl std::fmt::Display for Total {
    /// The published total: `80.00`, or `76.00–84.00` where facts are missing.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.published.low.fixed(self.places))?;
        if self.published.exact().is_none() {
            write!(f, "–{}", self.published.high.fixed(self.places))?;
        }
        Ok(())
    }
}

impl ConditionResult {
    /// Whether it stands in the way: a condition not met, a veto or a ceiling that holds.
    #[must_use]
    pub fn bars(&self) -> Truth {
        self.met.not()
    }
}
