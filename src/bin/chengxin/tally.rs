//! How many records came to each verdict, and how many were refused.

use chengxin::{Language, Verdict};

use crate::phrase::phrase;

/// The counts.
#[derive(Default)]
pub(crate) struct Tally {
    to_experts: u64,
    below_mark: u64,
    not_eligible: u64,
    undetermined: u64,
    /// Records that did not fit.
    pub(crate) refused: u64,
}

impl Tally {
    /// One record scored.
    pub(crate) fn count(&mut self, verdict: Verdict) {
        let counted = match verdict {
            Verdict::ToExperts => &mut self.to_experts,
            Verdict::BelowMark => &mut self.below_mark,
            Verdict::NotEligible => &mut self.not_eligible,
            Verdict::Undetermined => &mut self.undetermined,
        };
        *counted = counted.saturating_add(1);
    }

    /// All records, scored or refused.
    pub(crate) fn all(&self) -> u64 {
        let verdicts = [self.to_experts, self.below_mark, self.not_eligible, self.undetermined, self.refused];
        verdicts.into_iter().fold(0, u64::saturating_add)
    }

    /// One line for standard error.
    pub(crate) fn line(&self, language: Language) -> String {
        let all = self.all();
        let counts = [
            (Verdict::ToExperts, self.to_experts),
            (Verdict::BelowMark, self.below_mark),
            (Verdict::NotEligible, self.not_eligible),
            (Verdict::Undetermined, self.undetermined),
        ];
        let counts = counts.map(|(verdict, count)| format!("{} {count}", verdict.name(language)));
        let refused = self.refused;
        match language {
            Language::Chinese => format!("共 {all} 条：{}；未能计分 {refused}", counts.join("，")),
            Language::English => {
                let records = if all == 1 { "record" } else { "records" };
                format!("{all} {records}: {}; refused {refused}", counts.join(", "))
            }
        }
    }

    /// The exit code: whether every record was scored.
    pub(crate) fn exit_code(&self) -> u8 {
        if self.refused == 0 { 0 } else { crate::failure::REFUSED }
    }
}

/// Whether the summary is worth a line: always, but for one record that was scored.
pub(crate) fn worth_telling(tally: &Tally) -> bool {
    tally.all() != 1 || tally.refused > 0
}

/// A line between whole texts of several applicants.
pub(crate) fn between(language: Language, number: u64) -> String {
    phrase!(language, "\n════ 第 {number} 条 ════\n\n", "\n════ no. {number} ════\n\n")
}
