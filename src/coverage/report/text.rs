//! Coverage as text: a table by indicator, and below each what no case tries out.

use unicode_width::UnicodeWidthStr;

use super::super::{Coverage, CoveredSubject, Share, TargetKind};
use crate::diagnostic::{Language, shown};
use crate::report::{phrase, pick};

/// The widest title that is shown whole.
const WIDEST: usize = 44;

impl Coverage {
    /// A table by indicator; what is not tried out follows its line.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        let width = self.subjects.iter().map(|subject| heading(subject).width()).max().unwrap_or(0).min(WIDEST);
        let mut out = self.header(width, language);
        for subject in &self.subjects {
            out.push_str(&format!("{}\n", line(&heading(subject), width, |kind| subject.share(kind))));
            for target in subject.targets.iter().filter(|target| !target.hit) {
                let (kind, what, origin) = (target.kind.named(language), target.what.get(language), &target.origin);
                out.push_str(&format!("    ✗ {kind} {}  {}:{}\n", shown(what), origin.file, origin.position.line));
            }
        }
        out.push_str(&format!("{}\n", line(pick(language, "合计", "all"), width, |kind| self.share(kind))));
        let share = self.share(None);
        let (percent, hit, all) = (share.percent(), share.hit, share.all);
        out.push_str(&phrase!(
            language,
            "覆盖 {percent}%：{all} 处中有样例到达 {hit} 处\n",
            "coverage {percent}%: cases reach {hit} of {all}\n"
        ));
        out
    }

    fn header(&self, width: usize, language: Language) -> String {
        let cases = self.cases;
        let title = phrase!(language, "覆盖（{cases} 个样例）", "coverage ({cases} cases)");
        let kinds = TargetKind::ALL.map(|kind| right(kind.named(language), 10)).concat();
        format!("{}{kinds}\n", left(&title, width.saturating_add(2)))
    }
}

impl TargetKind {
    /// In a word.
    pub(super) fn named(self, language: Language) -> &'static str {
        match self {
            Self::Branch => pick(language, "分支", "branch"),
            Self::Side => pick(language, "边界", "side"),
            Self::Condition => pick(language, "条件", "condition"),
            Self::Record => pick(language, "记录", "record"),
        }
    }
}

fn heading(subject: &CoveredSubject) -> String {
    format!("{} {}", subject.code, subject.title).trim_end().to_owned()
}

/// So many of so many of each kind; nothing where there is none.
fn line(heading: &str, width: usize, share: impl Fn(Option<TargetKind>) -> Share) -> String {
    let cells = TargetKind::ALL.map(|kind| {
        let Share { hit, all } = share(Some(kind));
        right(&if all == 0 { "–".to_owned() } else { format!("{hit}/{all}") }, 10)
    });
    let mark = if share(None).hit == share(None).all { "✓" } else { "✗" };
    format!("{mark} {}{}", left(heading, width), cells.concat())
}

fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}
