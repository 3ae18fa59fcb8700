//! Scores, steps and tables from their parsed form.

use pest::iterators::Pair;

use super::Builder;
use super::parts::{Parts, Reader};
use crate::diagnostic::{Diagnostic, say};
use crate::document::{Assessment, Bands, Cell, CellKind, Expression, Row, Score, ScoreKind, Steps, Whole};
use crate::source::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::header::Header;
use crate::syntax::numerals;
use crate::syntax::scanner::Statement;

impl Reader<'_> {
    /// `score`: a form and perhaps `缺省`.
    pub(crate) fn score(&mut self, pair: Pair<'_, Rule>) -> Option<Score> {
        let span = self.span(&pair);
        let parts = Parts::of(pair);
        let kind = self.score_form(parts.first()?.clone())?;
        Some(Score { kind, default: parts.has(Rule::default_word), span })
    }

    /// A score form that stands by itself.
    pub(crate) fn bare_score(&mut self, pair: Pair<'_, Rule>) -> Option<Score> {
        let span = self.span(&pair);
        let kind = self.score_form(pair)?;
        Some(Score { kind, default: false, span })
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, a score ten forms")]
    fn score_form(&mut self, pair: Pair<'_, Rule>) -> Option<ScoreKind> {
        let rule = pair.as_rule();
        let span = self.span(&pair);
        let mut parts = Parts::of(pair.clone());
        Some(match rule {
            Rule::full => ScoreKind::Full,
            Rule::not_applicable => ScoreKind::NotApplicable,
            Rule::pending => ScoreKind::Pending,
            Rule::unsubmitted => ScoreKind::Unsubmitted,
            Rule::bands => {
                let subjects = self.expressions(&parts, Rule::measure)?;
                ScoreKind::Bands(Bands { subjects, rows: Vec::new(), span })
            }
            Rule::assessed => ScoreKind::Assessed(Box::new(Assessment {
                low: self.next(&mut parts, Rule::sum)?,
                high: self.next(&mut parts, Rule::sum)?,
                step: self.maybe(&mut parts, Rule::unary)?,
            })),
            Rule::linear => {
                ScoreKind::Linear { from: self.next(&mut parts, Rule::sum)?, to: self.next(&mut parts, Rule::sum)? }
            }
            Rule::ratio => {
                let subject = self.maybe(&mut parts, Rule::measure)?.map(Box::new);
                let low = self.maybe(&mut parts, Rule::sum)?;
                let high = self.maybe(&mut parts, Rule::sum)?;
                ScoreKind::Ratio { subject, range: low.zip(high).map(Box::new) }
            }
            Rule::steps => ScoreKind::Steps(Box::new(self.steps(pair)?)),
            Rule::amount => {
                let amount = self.next(&mut parts, Rule::sum)?;
                self.refuse_chinese_numeral(&amount);
                ScoreKind::Amount(amount)
            }
            _ => return None,
        })
    }

    fn maybe(&mut self, parts: &mut Parts<'_>, rule: Rule) -> Option<Option<Expression>> {
        match parts.take(rule) {
            Some(pair) => self.expression(pair).map(Some),
            None => Some(None),
        }
    }

    fn inside(&mut self, parts: &mut Parts<'_>, part: Rule, rule: Rule) -> Option<Option<Expression>> {
        match parts.take(part) {
            Some(pair) => self.next(&mut Parts::of(pair), rule).map(Some),
            None => Some(None),
        }
    }

    /// `起 P，自 B 每满 S 加 K 封顶 C`
    pub(crate) fn steps(&mut self, pair: Pair<'_, Rule>) -> Option<Steps> {
        let span = self.span(&pair);
        let mut parts = Parts::of(pair);
        let per = Parts::of(parts.take(Rule::per)?);
        let per = per.first()?.clone();
        let whole = self.whole(&per, &parts)?;
        let deduct = Parts::of(parts.take(Rule::change)?).has(Rule::deduct);
        let start = self.inside(&mut parts, Rule::starting_part, Rule::sum)?;
        let subject = self.inside(&mut parts, Rule::measure_part, Rule::measure)?;
        let base = self.inside(&mut parts, Rule::base_part, Rule::sum)?;
        let cap = self.inside(&mut parts, Rule::cap_part, Rule::sum)?;
        self.refuse_twice(&parts, &[Rule::cap_part])?;
        let step = self.next(&mut parts, Rule::sum)?;
        let points = self.next(&mut parts, Rule::sum)?;
        self.refuse_chinese_numeral(&step);
        let downwards = matches!(per.as_rule(), Rule::per_below | Rule::per_full_below);
        Some(Steps { start, subject, base, whole, downwards, step, deduct, points, cap, span })
    }

    /// How a part of a step counts: it must be said, and said once.
    fn whole(&mut self, per: &Pair<'_, Rule>, parts: &Parts<'_>) -> Option<Whole> {
        let full = matches!(per.as_rule(), Rule::per_full | Rule::per_full_below);
        let (started, proportional) = (parts.all(Rule::started), parts.all(Rule::proportional));
        if let Some(again) = started.iter().chain(&proportional).nth(usize::from(!full)) {
            let message = say!("不足一个单位的怎么算，说了两次", "how a part of a step counts is said twice");
            let fault = Diagnostic::error("E0120", self.span(again), message);
            self.faults.push(fault.and(self.span(per), say!("「每满」只数满的", "`per_full` counts whole steps only")));
            return None;
        }
        if full {
            return Some(Whole::Whole);
        }
        if !started.is_empty() {
            return Some(Whole::Started);
        }
        if !proportional.is_empty() {
            return Some(Whole::Proportional);
        }
        let span = self.span(per);
        let full = if per.as_str().is_ascii() {
            per.as_str().replacen("per", "per_full", 1)
        } else {
            per.as_str().replacen('每', "每满", 1)
        };
        let message = say!("没有说不足一个单位的怎么算", "it is not said how a part of a step counts");
        let fault = Diagnostic::error("E0120", span, message)
            .replace(say!("只数满的", "count whole steps only"), span, full)
            .help(say!("或在后面写「不足进一」或「按比例」", "or write `started` or `proportional` after it"));
        self.faults.push(fault);
        None
    }

    /// `二十`, `三年`: a number in Chinese numerals where a number must stand.
    pub(crate) fn refuse_chinese_numeral(&mut self, expression: &Expression) {
        if let Some((numeral, digits)) = numerals::read(expression) {
            self.faults.push(numerals::refused(expression.span, &numeral, &digits));
        }
    }

    fn cell(&mut self, pair: Pair<'_, Rule>) -> Option<Cell> {
        let span = self.span(&pair);
        let inner = Parts::of(pair).first()?.clone();
        let kind = self.cell_kind(inner)?;
        Some(Cell { kind, span })
    }

    /// A cell of a table, or of a grade.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, a cell six forms")]
    pub(crate) fn cell_kind(&mut self, pair: Pair<'_, Rule>) -> Option<CellKind> {
        Some(match pair.as_rule() {
            Rule::lone_other => CellKind::Other,
            Rule::cell_state => {
                if Parts::of(pair).has(Rule::no_record) {
                    CellKind::NoRecord
                } else {
                    CellKind::NotApplicable
                }
            }
            Rule::choices => CellKind::Choices(self.names(&Parts::of(pair))),
            Rule::range => CellKind::Range(self.range(pair)?),
            Rule::whole_range => CellKind::Range(self.range(Parts::of(pair).take(Rule::range)?)?),
            Rule::lone_name => {
                let name = Parts::of(pair).take(Rule::name)?;
                CellKind::Condition(self.expression(name)?)
            }
            Rule::expression => CellKind::Condition(self.expression(pair)?),
            _ => return None,
        })
    }

    /// The cells and the score of a row.
    fn row(&mut self, mut parts: Parts<'_>) -> Option<(Vec<Cell>, Score)> {
        let score = self.score(parts.take(Rule::score)?)?;
        let cells = parts.all(Rule::cell).into_iter().map(|pair| self.cell(pair)).collect::<Option<Vec<_>>>()?;
        if !cells.is_empty() {
            return Some((cells, score));
        }
        parts.take(Rule::award_word);
        parts.take(Rule::colon);
        let only = parts.first()?.clone();
        let span = self.span(&only);
        Some((vec![Cell { kind: self.cell_kind(only)?, span }], score))
    }
}

impl Builder<'_> {
    /// Reads the block of a score that is a table; refuses a block behind any other score.
    pub(crate) fn finish(&mut self, score: &mut Score, statement: &Statement, header: &Header) {
        if let ScoreKind::Bands(bands) = &mut score.kind {
            let guards = bands.subjects.is_empty();
            let rows = self.block(statement, header);
            bands.rows = self.each_of(rows, |builder, row| builder.row(row, guards));
        } else {
            self.no_block(statement);
        }
    }

    /// `缺省` and `当 …` after a block.
    pub(crate) fn tail(&mut self, statement: &Statement) -> (bool, Option<Expression>) {
        if statement.tail.is_empty() {
            return (false, None);
        }
        let header = self.header(&statement.tail);
        let read = self.read(&header, Rule::tail, |reader, mut parts| {
            Some((parts.has(Rule::default_word), reader.filter(&mut parts)?))
        });
        read.unwrap_or((false, None))
    }

    /// The same where only `缺省` may stand.
    pub(crate) fn default_tail(&mut self, score: &mut Score, statement: &Statement) {
        let (default, when) = self.tail(statement);
        score.default = score.default || default;
        if let Some(when) = when {
            let message = say!("这里不能写「当」", "`when` cannot stand here");
            self.faults.push(Diagnostic::error("E0112", when.span, message));
        }
    }

    fn row(&mut self, statement: &Statement, guards: bool) -> Option<Row> {
        let header = self.header(&statement.header);
        let rule = if guards { Rule::guard_row } else { Rule::cell_row };
        let (cells, mut score) = self.read(&header, rule, |reader, parts| reader.row(parts))?;
        self.finish(&mut score, statement, &header);
        self.default_tail(&mut score, statement);
        let span: Span = self.whole(statement, &header);
        Some(Row { cells, score, span })
    }
}
