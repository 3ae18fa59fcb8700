//! What came of the cases, as JUnit XML for systems that run tests.

use super::report::outcome_lines;
use super::{CaseReport, Outcome, PackReport};
use crate::diagnostic::{Language, shown};
use crate::report::pick;

impl PackReport {
    /// The report as JUnit XML: one suite of this name, one test case a case. A case that fails is a failure; one that is
    /// faulty, or whose record is, an error; one that nobody has confirmed is skipped. There are no times: the same inputs
    /// give the same bytes.
    #[must_use]
    pub fn to_junit(&self, suite: &str, language: Language) -> String {
        let of = |kind: fn(&Outcome) -> bool| self.cases.iter().filter(|case| kind(&case.outcome)).count();
        let failures = of(|outcome| matches!(outcome, Outcome::Failed(_)));
        let skipped = of(|outcome| matches!(outcome, Outcome::Unconfirmed));
        let errors = self.failed().saturating_sub(failures);
        let counts =
            format!("tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"", self.cases.len());
        let cases: String = self.cases.iter().map(|case| test_case(case, language)).collect();
        let name = attribute(suite);
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {counts}>\n  <testsuite name=\"{name}\" {counts}>\n\
             {cases}  </testsuite>\n</testsuites>\n"
        )
    }
}

fn test_case(case: &CaseReport, language: Language) -> String {
    let (file, title) = (attribute(&case.file), attribute(&case.title));
    let open = format!("    <testcase classname=\"{file}\" name=\"{title}\"");
    let element = match case.outcome {
        Outcome::Passed => return format!("{open}/>\n"),
        Outcome::Unconfirmed => {
            let why = pick(language, "期望还没有经人确认", "not yet confirmed by a person");
            return format!("{open}>\n      <skipped message=\"{why}\"/>\n    </testcase>\n");
        }
        Outcome::Failed(_) => "failure",
        Outcome::Faulty { .. } | Outcome::Unreadable(_) | Outcome::Refused(_) => "error",
    };
    let lines: Vec<String> = outcome_lines(case, language).iter().map(|line| escaped(&shown(line))).collect();
    let first = lines.first().map(String::as_str).unwrap_or_default();
    let all = lines.join("\n");
    format!("{open}>\n      <{element} message=\"{first}\">{all}</{element}>\n    </testcase>\n")
}

fn attribute(text: &str) -> String {
    escaped(&shown(text))
}

/// The text between tags or quotes. `shown` has spelled out what is hidden; two characters that XML refuses are left.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            plain => out.push(plain),
        }
    }
    out
}
