//! Clauses, scores and tables as text.

use super::Printer;
use crate::diagnostic::Language;
use crate::document::{
    Bands, Cell, CellKind, Clause, ClauseKind, Expression, Name, Row, Score, ScoreKind, Steps, Text, Whole,
};
use crate::syntax::keywords::{self as word, Keyword};

impl Printer {
    pub(super) fn clause(&mut self, clause: &Clause) {
        match &clause.kind {
            ClauseKind::Basis(texts) => self.meta(&word::BASIS, texts),
            ClauseKind::Evidence(texts) => self.meta(&word::EVIDENCE, texts),
            ClauseKind::Verification(texts) => self.meta(&word::VERIFICATION, texts),
            ClauseKind::Note(texts) => self.meta(&word::NOTE, texts),
            ClauseKind::Award { score, when } => self.scored(&word::AWARD, score, when.as_ref()),
            ClauseKind::Add { score, when } => self.scored(&word::ADD, score, when.as_ref()),
            ClauseKind::Deduct { score, when } => self.scored(&word::DEDUCT, score, when.as_ref()),
            ClauseKind::Method(score) => self.score("", score, None),
            ClauseKind::NoValue(score) => self.outcome(&word::NO_VALUE, score),
            ClauseKind::ZeroDivision(score) => self.outcome(&word::ZERO_DIVISION, score),
            ClauseKind::Each(each) => self.each(each),
            ClauseKind::Checklist { missing, points, items } => self.checklist(*missing, points, items),
            ClauseKind::Best { lowest, methods } => {
                let keyword = if *lowest { &word::LOWEST_OF } else { &word::HIGHEST_OF };
                let header = self.word(keyword);
                self.block(header, "", |printer| methods.iter().for_each(|method| printer.clause(method)));
            }
            ClauseKind::Rescale { .. }
            | ClauseKind::NotApplicable { .. }
            | ClauseKind::Unsubmitted(_)
            | ClauseKind::Clear(_)
            | ClauseKind::SetTo { .. }
            | ClauseKind::Round(_)
            | ClauseKind::Cap(_)
            | ClauseKind::Floor(_)
            | ClauseKind::NoCap
            | ClauseKind::NoFloor
            | ClauseKind::InOrder
            | ClauseKind::MayRepeat { .. }
            | ClauseKind::Start(_)
            | ClauseKind::Count(_) => {
                let line = self.plain(&clause.kind);
                self.line(&line);
            }
        }
    }

    /// A clause on one line.
    fn plain(&self, kind: &ClauseKind) -> String {
        let with = |keyword: &Keyword, value: &Expression| format!("{} {}", self.word(keyword), self.value(value));
        match kind {
            ClauseKind::Rescale { minimum: None } => self.word(&word::RESCALE).to_owned(),
            ClauseKind::Rescale { minimum: Some(share) } => {
                let (rescale, manual) = (self.word(&word::RESCALE), self.word(&word::ELSE_MANUAL));
                format!("{rescale} {} {} {manual}", self.variant(&word::AT_LEAST), self.value(share))
            }
            ClauseKind::NotApplicable { when, full } => {
                let full = if *full { format!(" {}", self.word(&word::COUNT_FULL)) } else { String::new() };
                format!("{}{}{full}", self.word(&word::NOT_APPLICABLE), self.when(Some(when)))
            }
            ClauseKind::Unsubmitted(when) => format!("{}{}", self.word(&word::UNSUBMITTED), self.when(Some(when))),
            ClauseKind::Clear(when) => format!("{}{}", self.word(&word::CLEAR), self.when(Some(when))),
            ClauseKind::SetTo { points, when } => format!("{}{}", with(&word::SET_TO, points), self.when(Some(when))),
            ClauseKind::Round(places) => {
                format!("{} {places} {}", self.word(&word::ROUND), self.word(&word::PLACES))
            }
            ClauseKind::Cap(points) => with(&word::CAP, points),
            ClauseKind::Floor(points) => with(&word::FLOOR, points),
            ClauseKind::NoCap => self.word(&word::NO_CAP).to_owned(),
            ClauseKind::NoFloor => self.word(&word::NO_FLOOR).to_owned(),
            ClauseKind::InOrder => self.word(&word::IN_ORDER).to_owned(),
            ClauseKind::MayRepeat { codes, reason } => self.may_repeat(codes, reason),
            ClauseKind::Start(points) => with(&word::START, points),
            ClauseKind::Count(steps) => self.steps(steps),
            ClauseKind::Basis(_)
            | ClauseKind::Evidence(_)
            | ClauseKind::Verification(_)
            | ClauseKind::Note(_)
            | ClauseKind::NoValue(_)
            | ClauseKind::ZeroDivision(_)
            | ClauseKind::Award { .. }
            | ClauseKind::Method(_)
            | ClauseKind::Add { .. }
            | ClauseKind::Deduct { .. }
            | ClauseKind::Checklist { .. }
            | ClauseKind::Each(_)
            | ClauseKind::Best { .. } => String::new(),
        }
    }

    fn may_repeat(&self, codes: &[Name], reason: &Text) -> String {
        let codes = codes.iter().map(|code| code.text.as_str()).collect::<Vec<_>>();
        let start = format!("{} {}", self.word(&word::MAY_REPEAT), codes.join("、"));
        let end = match self.language {
            Language::Chinese => format!(" {}", self.word(&word::REPEATED)),
            Language::English => String::new(),
        };
        format!("{start}{end} {}", self.texts(std::slice::from_ref(reason)))
    }

    fn outcome(&mut self, keyword: &Keyword, score: &Score) {
        let own = matches!(score.kind, ScoreKind::NotApplicable | ScoreKind::Pending | ScoreKind::Unsubmitted);
        let keyword = self.word(keyword);
        let prefix = if own && !score.default {
            format!("{keyword} ")
        } else {
            format!("{keyword} {} ", self.word(&word::AWARD))
        };
        self.score(&prefix, score, None);
    }

    fn checklist(&mut self, missing: bool, points: &Expression, items: &[Expression]) {
        let (each, change) = if missing { (&word::EACH_MISSING, &word::DEDUCT) } else { (&word::EACH_MET, &word::ADD) };
        let header = format!("{} {} {}", self.word(each), self.word(change), self.value(points));
        self.block(&header, "", |printer| {
            for item in items {
                let line = printer.expression(item);
                printer.line(&line);
            }
        });
    }

    /// `得 …`, `扣 …`
    pub(super) fn scored(&mut self, keyword: &Keyword, score: &Score, when: Option<&Expression>) {
        let prefix = format!("{} ", self.word(keyword));
        self.score(&prefix, score, when);
    }

    /// A score on its line, with the block of a table.
    pub(super) fn score(&mut self, prefix: &str, score: &Score, when: Option<&Expression>) {
        let default = if score.default { format!(" {}", self.word(&word::DEFAULT)) } else { String::new() };
        let after = format!("{default}{}", self.when(when));
        let form = self.score_form(&score.kind);
        if let ScoreKind::Bands(bands) = &score.kind {
            let rows = |printer: &mut Self| bands.rows.iter().for_each(|row| printer.row(row));
            self.block(&format!("{prefix}{form}"), &after, rows);
        } else {
            self.line(&format!("{prefix}{form}{after}"));
        }
    }

    fn bands(&self, bands: &Bands) -> String {
        let subjects: Vec<String> = bands.subjects.iter().map(|subject| self.measure(subject)).collect();
        let gap = if subjects.is_empty() { "" } else { " " };
        format!("{}{gap}{}", self.word(&word::BANDS), subjects.join(self.separator()))
    }

    fn score_form(&self, kind: &ScoreKind) -> String {
        let (to, from_to) =
            (self.word(&word::TO), |from, to_word, to| format!("{} {to_word} {}", self.value(from), self.value(to)));
        match kind {
            ScoreKind::Full => self.word(&word::FULL).to_owned(),
            ScoreKind::Amount(amount) => self.value(amount),
            ScoreKind::Steps(steps) => self.steps(steps),
            ScoreKind::Linear { from, to: end } => format!("{} {}", self.word(&word::LINEAR), from_to(from, to, end)),
            ScoreKind::Ratio { subject, range } => {
                let subject =
                    subject.as_ref().map_or_else(String::new, |subject| format!(" {}", self.measure(subject)));
                let range = range.as_ref().map_or_else(String::new, |range| {
                    format!(" {} {}", self.word(&word::RATIO_FROM), from_to(&range.0, to, &range.1))
                });
                format!("{}{subject}{range}", self.word(&word::RATIO))
            }
            ScoreKind::Bands(bands) => self.bands(bands),
            ScoreKind::Assessed(assessment) => {
                let step = assessment.step.as_ref();
                let step =
                    step.map_or_else(String::new, |step| format!(" {} {}", self.word(&word::STEP), self.operand(step)));
                format!("{} {}{step}", self.word(&word::ASSESSED), from_to(&assessment.low, to, &assessment.high))
            }
            ScoreKind::NotApplicable => self.word(&word::NOT_APPLICABLE).to_owned(),
            ScoreKind::Pending => self.word(&word::PENDING).to_owned(),
            ScoreKind::Unsubmitted => self.word(&word::UNSUBMITTED).to_owned(),
        }
    }

    fn steps(&self, steps: &Steps) -> String {
        let mut parts = Vec::new();
        let part = |keyword: &Keyword, value: String| format!("{} {value}", self.word(keyword));
        if let Some(start) = &steps.start {
            parts.push(part(&word::STARTING, self.value(start)));
        }
        if let Some(subject) = &steps.subject {
            parts.push(part(&word::BY, self.measure(subject)));
        }
        if let Some(base) = &steps.base {
            parts.push(part(&word::BASE, self.value(base)));
        }
        let per = match (steps.whole, steps.downwards) {
            (Whole::Whole, false) => &word::PER_FULL,
            (Whole::Whole, true) => &word::PER_FULL_BELOW,
            (Whole::Started | Whole::Proportional, false) => &word::PER,
            (Whole::Started | Whole::Proportional, true) => &word::PER_BELOW,
        };
        parts.push(part(per, self.value(&steps.step)));
        let change = if steps.deduct { self.variant(&word::DEDUCT) } else { self.word(&word::ADD) };
        parts.push(format!("{change} {}", self.value(&steps.points)));
        match steps.whole {
            Whole::Whole => {}
            Whole::Started => parts.push(self.word(&word::STARTED).to_owned()),
            Whole::Proportional => parts.push(self.word(&word::PROPORTIONAL).to_owned()),
        }
        if let Some(cap) = &steps.cap {
            parts.push(part(&word::CAP, self.value(cap)));
        }
        let rest = parts.split_off(usize::from(steps.start.is_some())).join(" ");
        let comma = if self.language == Language::Chinese { "，" } else { ", " };
        parts.push(rest);
        parts.join(comma)
    }

    fn row(&mut self, row: &Row) {
        let cells: Vec<String> = row.cells.iter().map(|cell| self.cell(cell)).collect();
        let comma = if self.language == Language::Chinese { "，" } else { ", " };
        self.score(&format!("{} : ", cells.join(comma)), &row.score, None);
    }

    pub(super) fn cell(&self, cell: &Cell) -> String {
        match &cell.kind {
            CellKind::Range(range) => self.range(range),
            CellKind::Choices(names) => self.names(names),
            CellKind::Condition(condition) => self.expression(condition),
            CellKind::NoRecord => self.word(&word::NO_RECORD).to_owned(),
            CellKind::NotApplicable => self.word(&word::NOT_APPLICABLE).to_owned(),
            CellKind::Other => self.word(&word::OTHER).to_owned(),
        }
    }
}
