//! The names of verdicts, states, layers and the like in both languages.

use super::phrase::pick;
use crate::breakdown::{ConditionResult, ConditionSort, FactStanding, Mode, NodeState, Verdict};
use crate::diagnostic::Language;
use crate::facts::Layer;
use crate::value::{Rounding, Truth};

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::NotEligible, Self::BelowMark, Self::ToExperts, Self::Undetermined];

    /// Its name: 不符合条件, 未达线, 进入专家评审, 待定.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::NotEligible => pick(language, "不符合条件", "not eligible"),
            Self::BelowMark => pick(language, "未达线", "below the pass mark"),
            Self::ToExperts => pick(language, "进入专家评审", "to expert review"),
            Self::Undetermined => pick(language, "待定", "undetermined"),
        }
    }

    /// Its key in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NotEligible => "not_eligible",
            Self::BelowMark => "below_mark",
            Self::ToExperts => "to_experts",
            Self::Undetermined => "undetermined",
        }
    }
}

impl NodeState {
    /// What kind of result it is; empty for the usual kind.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Scored => "",
            Self::Default => pick(language, "缺省", "stated default"),
            Self::Open => pick(language, "待补", "facts missing"),
            Self::NotApplicable => pick(language, "合理缺项", "not applicable"),
            Self::MaybeNotApplicable => pick(language, "可能合理缺项", "may not apply"),
            Self::Pending => pick(language, "待评", "awaiting assessment"),
            Self::Unsubmitted => pick(language, "未提交", "not submitted"),
            Self::LeftToPerson => pick(language, "转人工", "left to a person"),
        }
    }
}

/// The kind of a condition.
pub(crate) fn condition_sort(kind: ConditionSort, language: Language) -> &'static str {
    match kind {
        ConditionSort::Requirement => pick(language, "条件", "condition"),
        ConditionSort::Veto => pick(language, "一票否决", "veto"),
        ConditionSort::Preference => pick(language, "优先", "preference"),
        ConditionSort::Ceiling => pick(language, "上限", "ceiling"),
    }
}

impl ConditionResult {
    /// What became of it, in the words that suit its kind: 符合, 否决, 未触发.
    #[must_use]
    pub fn outcome(&self, language: Language) -> &'static str {
        match (self.unsubmitted, self.concerns) {
            (true, _) => pick(language, "未提交，按不符合计", "not submitted, counts as not met"),
            (false, Truth::False) => pick(language, "不涉及", "does not concern this applicant"),
            (false, Truth::True | Truth::Unknown) => condition_met(self.kind, self.met, language),
        }
    }
}

/// What became of a condition that concerns the applicant.
pub(crate) fn condition_met(kind: ConditionSort, met: Truth, language: Language) -> &'static str {
    match (kind, met) {
        (_, Truth::Unknown) => pick(language, "未知", "unknown"),
        (ConditionSort::Requirement, Truth::True) => pick(language, "符合", "met"),
        (ConditionSort::Requirement, Truth::False) => pick(language, "不符合", "not met"),
        (ConditionSort::Veto, Truth::True) => pick(language, "未触发", "not triggered"),
        (ConditionSort::Veto, Truth::False) => pick(language, "否决", "vetoed"),
        (ConditionSort::Preference, Truth::True) => pick(language, "优先", "preferred"),
        (ConditionSort::Preference, Truth::False) => pick(language, "不优先", "not preferred"),
        (ConditionSort::Ceiling, Truth::True) => pick(language, "未触发", "not triggered"),
        (ConditionSort::Ceiling, Truth::False) => pick(language, "触发", "holds"),
    }
}

/// What is known of a fact.
pub(crate) fn fact_standing(state: FactStanding, language: Language) -> &'static str {
    match state {
        FactStanding::Given => pick(language, "已填", "given"),
        FactStanding::Default => pick(language, "缺省", "stated default"),
        FactStanding::NoneOnRecord => pick(language, "无记录", "none on record"),
        FactStanding::NotApplicable => pick(language, "不适用", "not applicable"),
        FactStanding::NotSubmitted => pick(language, "未提交", "not submitted"),
        FactStanding::Disputed => pick(language, "有争议", "disputed"),
    }
}

/// What counts for facts that were not submitted.
pub(crate) fn mode(mode: Mode, language: Language) -> &'static str {
    match mode {
        Mode::Open => pick(language, "未封卷：未提交的按未知计", "open: what was not submitted is unknown"),
        Mode::Closed => pick(
            language,
            "已封卷：未提交的按方案规定计，并已标明",
            "closed: what was not submitted counts as the scheme says, and is flagged",
        ),
    }
}

/// The round in which a person gave a score.
pub(crate) fn layer(layer: Layer, language: Language) -> &'static str {
    match layer {
        Layer::Own => pick(language, "自评", "self-assessment"),
        Layer::Review => pick(language, "审定", "review"),
        Layer::Final => pick(language, "评定", "final assessment"),
    }
}

/// Whether something holds.
pub(crate) fn truth(truth: Truth, language: Language) -> &'static str {
    match truth {
        Truth::True => pick(language, "成立", "holds"),
        Truth::False => pick(language, "不成立", "does not hold"),
        Truth::Unknown => pick(language, "未知", "unknown"),
    }
}

/// How a number is rounded.
pub(crate) fn rounding(rounding: Rounding, language: Language) -> &'static str {
    match rounding {
        Rounding::HalfUp => pick(language, "四舍五入", "half up"),
        Rounding::Down => pick(language, "舍去", "rounded down"),
        Rounding::Up => pick(language, "进一", "rounded up"),
    }
}
