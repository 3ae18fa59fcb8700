//! `每条 列表 { … }`: the clauses over the records of a list.

use super::Builder;
use super::form::Place;
use super::parts::{Parts, Reader};
use crate::document::{Each, EachClause, EachClauseKind, Expression, GroupBy, Keep, Score};
use crate::syntax::grammar::Rule;
use crate::syntax::header::Header;
use crate::syntax::scanner::Statement;

/// What the header of a clause with a score says besides.
struct Scored {
    score: Score,
    from: Option<Expression>,
    when: Option<Expression>,
    deduct: bool,
}

impl Builder<'_> {
    pub(crate) fn each(&mut self, statement: &Statement, header: &Header) -> Option<Each> {
        let clauses = self.block(statement, header);
        let clauses = self.each_of(clauses, Self::each_clause);
        self.no_tail(statement);
        self.read(header, Rule::each, |reader, mut parts| {
            let list = reader.name(&parts.take(Rule::name)?);
            Some(Each { list, clauses, span: header.whole() })
        })
    }

    fn each_clause(&mut self, statement: &Statement) -> Option<EachClause> {
        let header = self.header(&statement.header);
        let rule = self.form(&header, Place::Each)?;
        let kind = if matches!(rule, Rule::validity | Rule::factor | Rule::each_points) {
            self.each_scored(statement, &header, rule)?
        } else {
            self.no_block(statement);
            self.no_tail(statement);
            self.read(&header, rule, |reader, parts| reader.each_plain(rule, parts))?
        };
        Some(EachClause { kind, span: self.whole(statement, &header) })
    }

    /// A clause with a score, and so perhaps with a block.
    fn each_scored(&mut self, statement: &Statement, header: &Header, rule: Rule) -> Option<EachClauseKind> {
        let read = self.read(header, rule, |reader, mut parts| {
            let deduct = parts.has(Rule::deduct);
            if let Some(pair) = parts.take(Rule::first_and_rest) {
                let mut inner = Parts::of(pair);
                let first = reader.next(&mut inner, Rule::sum)?;
                let rest = reader.next(&mut inner, Rule::sum)?;
                return Some(Err(EachClauseKind::FirstAndRest { deduct, first, rest }));
            }
            let from = match parts.take(Rule::sum) {
                Some(pair) => Some(reader.expression(pair)?),
                None => None,
            };
            let score = reader.score(parts.take(Rule::score)?)?;
            let when = reader.filter(&mut parts)?;
            Some(Ok(Scored { score, from, when, deduct }))
        })?;
        let mut scored = match read {
            Ok(scored) => scored,
            Err(kind) => {
                self.no_block(statement);
                self.no_tail(statement);
                return Some(kind);
            }
        };
        self.finish(&mut scored.score, statement, header);
        if rule == Rule::factor {
            let (default, when) = self.tail(statement);
            scored.score.default = scored.score.default || default;
            return Some(EachClauseKind::Factor { factor: scored.score, when: scored.when.or(when) });
        }
        self.default_tail(&mut scored.score, statement);
        Some(match scored.from {
            Some(from) => EachClauseKind::Validity { from, period: scored.score },
            None if scored.deduct => EachClauseKind::Deduct(scored.score),
            None => EachClauseKind::Add(scored.score),
        })
    }
}

impl Reader<'_> {
    /// A clause without a block.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the grammar has many rules, plain clauses seven")]
    fn each_plain(&mut self, rule: Rule, mut parts: Parts<'_>) -> Option<EachClauseKind> {
        Some(match rule {
            Rule::exclude => EachClauseKind::Exclude(self.next(&mut parts, Rule::expression)?),
            Rule::each_when => EachClauseKind::When(self.filter(&mut parts)??),
            Rule::same => {
                let keep = if parts.has(Rule::keep_once) { Keep::Once } else { Keep::Greatest };
                EachClauseKind::Same { keys: self.expressions(&parts, Rule::measure)?, keep }
            }
            Rule::repeat => EachClauseKind::Repeat {
                same: self.next(&mut parts, Rule::measure)?,
                date: self.next(&mut parts, Rule::sum)?,
                within: self.period(parts.take(Rule::period)?)?,
                factor: self.next(&mut parts, Rule::sum)?,
            },
            Rule::group_cap => {
                let by = self.next(&mut parts, Rule::measure)?;
                let by = if parts.has(Rule::each_year) {
                    GroupBy::Year(by)
                } else if parts.has(Rule::each_month) {
                    GroupBy::Month(by)
                } else {
                    GroupBy::Key(by)
                };
                EachClauseKind::GroupCap { by, points: self.next(&mut parts, Rule::sum)? }
            }
            Rule::only_one => EachClauseKind::Only { lowest: parts.has(Rule::only_lowest) },
            Rule::cap_clause => EachClauseKind::Cap(self.next(&mut parts, Rule::sum)?),
            _ => return None,
        })
    }
}
