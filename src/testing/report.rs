//! What came of the cases, as text and as JSON.

use serde_json::{Value, json};

use super::{CaseReport, Mismatch, Outcome, PackReport};
use crate::diagnostic::{Language, Message, render_plain, shown};
use crate::report::{operand_lines, phrase, pick, step_lines};

impl PackReport {
    /// One line a case, and below it what failed: expected, actual, the steps, the rule's place.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let mut out: String = self.cases.iter().map(|case| case_text(case, language)).collect();
        let (passed, all) = (self.passed(), self.cases.len());
        let failed = self.failed();
        out.push_str(&phrase!(
            language,
            "\n{all} 个样例：{passed} 个通过，{failed} 个未通过\n",
            "\n{all} cases: {passed} passed, {failed} failed\n"
        ));
        out.push_str(&self.unconfirmed_line(language));
        out
    }

    /// How many cases are not yet confirmed; empty where none.
    fn unconfirmed_line(&self, language: Language) -> String {
        match self.unconfirmed().count() {
            0 => String::new(),
            1 => phrase!(language, "1 个样例的期望还没有经人确认\n", "1 case is not yet confirmed by a person\n"),
            count => phrase!(
                language,
                "{count} 个样例的期望还没有经人确认\n",
                "{count} cases are not yet confirmed by a person\n"
            ),
        }
    }

    /// The same as JSON over several lines.
    #[must_use]
    pub fn to_json(&self) -> String {
        let cases: Vec<Value> = self.cases.iter().map(case_json).collect();
        let all = json!({ "passed": self.passed(), "cases": cases });
        format!("{all:#}")
    }
}

fn case_text(case: &CaseReport, language: Language) -> String {
    let mark = match case.outcome {
        Outcome::Passed => "✓",
        Outcome::Unconfirmed => "?",
        Outcome::Failed(_) | Outcome::Faulty { .. } | Outcome::Unreadable(_) | Outcome::Refused(_) => "✗",
    };
    let mut lines = vec![format!("{mark} {}  {}", case.file, case.title)];
    match &case.outcome {
        Outcome::Passed | Outcome::Unconfirmed => {}
        Outcome::Failed(mismatches) => lines.extend(mismatches.iter().flat_map(|one| mismatch_lines(one, language))),
        Outcome::Faulty { sources, diagnostics } => {
            lines.extend(render_plain(diagnostics, sources, language).lines().map(|line| format!("    {line}")));
        }
        Outcome::Unreadable(message) => lines.push(format!("    {}", message.get(language))),
        Outcome::Refused(errors) => {
            lines.extend(errors.render(language, &case.file).lines().map(|line| format!("    {line}")));
        }
    }
    lines.iter().map(|line| format!("{}\n", shown(line))).collect()
}

fn mismatch_lines(one: &Mismatch, language: Language) -> Vec<String> {
    let (subject, expected, actual) = (one.subject.get(language), one.expected.get(language), one.actual.get(language));
    let mut lines = vec![phrase!(
        language,
        "    {subject}：期望 {expected}，实际 {actual}",
        "    {subject}: expected {expected}, got {actual}"
    )];
    let steps = step_lines(&one.steps, language).into_iter().chain(operand_lines(&one.operands, language));
    lines.extend(steps.map(|line| format!("      {line}")));
    let rule = pick(language, "规则", "rule");
    lines.extend(one.origin.iter().map(|origin| format!("      {rule} {origin}")));
    lines
}

fn case_json(case: &CaseReport) -> Value {
    let passed = matches!(case.outcome, Outcome::Passed);
    let faults: Vec<Value> = match &case.outcome {
        Outcome::Passed | Outcome::Unconfirmed => Vec::new(),
        Outcome::Failed(mismatches) => mismatches.iter().map(mismatch_json).collect(),
        Outcome::Faulty { sources, diagnostics } => {
            let said = |language| render_plain(diagnostics, sources, language);
            vec![both(&said(Language::Chinese), &said(Language::English))]
        }
        Outcome::Unreadable(message) => vec![message_json(message)],
        Outcome::Refused(errors) => {
            let said = |language| errors.render(language, &case.file);
            vec![both(&said(Language::Chinese), &said(Language::English))]
        }
    };
    json!({ "file": case.file, "title": case.title, "passed": passed, "faults": faults })
}

fn mismatch_json(one: &Mismatch) -> Value {
    json!({
        "subject": message_json(&one.subject),
        "expected": message_json(&one.expected),
        "actual": message_json(&one.actual),
        "origin": one.origin,
        "steps": one.steps,
        "operands": one.operands,
    })
}

fn message_json(message: &Message) -> Value {
    both(&message.zh, &message.en)
}

fn both(zh: &str, en: &str) -> Value {
    json!({ "zh": zh, "en": en })
}
