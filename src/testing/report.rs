//! What came of the cases, as text.

use super::beside;
use super::{CaseReport, Mismatch, Outcome, PackReport, Results};
use crate::RecordErrors;
use crate::diagnostic::{Language, render_plain, shown};
use crate::report::{operand_lines, phrase, pick, step_lines};

impl PackReport {
    /// One line a case, and below one that failed what differs first, side by side, with its rule and its arithmetic, and
    /// a line for each of the others.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut out: String = self.cases.iter().map(|case| case_text(case, language)).collect();
        let (passed, all) = (self.passed(), self.cases.len());
        let (failed, s) = (self.failed(), if all == 1 { "" } else { "s" });
        out.push_str(&phrase!(
            language,
            "\n{all} 个样例：{passed} 个通过，{failed} 个未通过\n",
            "\n{all} case{s}: {passed} passed, {failed} failed\n"
        ));
        out.push_str(&self.unconfirmed_line(language));
        out
    }

    /// How many cases are not yet confirmed; empty where none.
    fn unconfirmed_line(&self, language: Language) -> String {
        match self.unconfirmed().count() {
            0 => String::new(),
            1 => {
                pick(language, "1 个样例的期望还没有经人确认\n", "1 case is not yet confirmed by a person\n").to_owned()
            }
            count => phrase!(
                language,
                "{count} 个样例的期望还没有经人确认\n",
                "{count} cases are not yet confirmed by a person\n"
            ),
        }
    }

    /// Each case that nobody has confirmed yet, on a line, with what it is there to hit below it.
    #[must_use]
    pub fn unconfirmed_text(&self, language: Language) -> String {
        let hits = pick(language, "命中", "hits");
        let each = self.unconfirmed().map(|case| {
            let below = case.hits.iter().map(|hit| format!("    {hits} {hit}"));
            let lines = std::iter::once(format!("  {}  {}", case.file, case.title)).chain(below);
            lines.map(|line| format!("{}\n", shown(&line))).collect::<String>()
        });
        each.collect()
    }

    /// The report as JSON over several lines: that of [`Results`](super::Results).
    #[must_use]
    pub fn to_json(&self) -> String {
        Results::of(self).to_json()
    }
}

fn case_text(case: &CaseReport, language: Language) -> String {
    let mark = match case.outcome {
        Outcome::Passed => "✓",
        Outcome::Unconfirmed => "?",
        Outcome::Failed(_) | Outcome::Faulty { .. } | Outcome::Unreadable(_) | Outcome::Refused(_) => "✗",
    };
    let head = format!("{mark} {}  {}", case.file, case.title);
    let below = outcome_lines(case, language).into_iter().map(|line| format!("    {line}"));
    std::iter::once(head).chain(below).map(|line| format!("{}\n", shown(&line).trim_end())).collect()
}

/// What there is to say of a case, line by line.
pub(super) fn outcome_lines(case: &CaseReport, language: Language) -> Vec<String> {
    let lines = |text: String| text.lines().map(str::to_owned).collect();
    match &case.outcome {
        Outcome::Passed | Outcome::Unconfirmed => Vec::new(),
        Outcome::Failed(mismatches) => mismatches_lines(mismatches, language),
        Outcome::Faulty { sources, diagnostics } => lines(render_plain(diagnostics, sources, language)),
        Outcome::Unreadable(message) => vec![message.get(language).to_owned()],
        Outcome::Refused(errors) => refusal_lines(errors, language),
    }
}

/// The misfits by their paths: a record that the case has changed stands in no file.
fn refusal_lines(errors: &RecordErrors, language: Language) -> Vec<String> {
    let (error, help) = (pick(language, "错误", "error"), pick(language, "帮助", "help"));
    let mut lines = Vec::new();
    for one in errors.iter() {
        lines.push(format!("{error}[{}]: {}", one.code, one.message.get(language)));
        lines.extend((!one.path.is_empty()).then(|| format!("  --> {}", one.path)));
        lines.extend(one.help.as_ref().map(|advice| format!("  = {help}: {}", advice.get(language))));
    }
    let more = errors.more();
    if more > 0 {
        lines.push(phrase!(language, "另有 {more} 处错误未列出", "and {more} more"));
    }
    lines
}

/// What differs first, with both breakdowns, the rule and the arithmetic; of the others a line each.
fn mismatches_lines(mismatches: &[Mismatch], language: Language) -> Vec<String> {
    let Some((first, others)) = mismatches.split_first() else { return Vec::new() };
    let mut lines = vec![line(first, language)];
    lines.extend(beside::lines(&first.rows, language).iter().map(|line| format!("  {line}")));
    lines.extend(first.rule.lines().map(str::to_owned));
    let steps = step_lines(&first.steps, language).into_iter().chain(operand_lines(&first.operands, language));
    let steps: Vec<String> = steps.map(|line| format!("  {line}")).collect();
    if !steps.is_empty() {
        lines.push(pick(language, "实际的计算：", "how the actual came about:").to_owned());
        lines.extend(steps);
    }
    if !others.is_empty() {
        lines.push(pick(language, "其余不符：", "also different:").to_owned());
        lines.extend(others.iter().map(|other| format!("  {}", line(other, language))));
    }
    lines
}

fn line(one: &Mismatch, language: Language) -> String {
    let (subject, expected, actual) = (one.subject.get(language), one.expected.get(language), one.actual.get(language));
    phrase!(language, "{subject}：期望 {expected}，实际 {actual}", "{subject}: expected {expected}, got {actual}")
}
