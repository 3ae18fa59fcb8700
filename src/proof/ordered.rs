//! More of a good thing never scores less, and more of a bad thing never more.

use std::collections::BTreeMap;

use super::course::Course;
use super::direction::{Goodness, goodness};
use super::form::Side;
use super::scores::{Role, Scored};
use super::{Outcome, Prover, Subject};
use crate::diagnostic::{Diagnostic, Message, say};
use crate::document::Direction;
use crate::plan::{Entry, FormulaKind, Method, ScoreKind};
use crate::source::Span;
use crate::value::Number;

/// Which way a course goes, as it counts for the applicant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trend {
    Flat,
    Rising,
    Falling,
    Both,
}

/// A value of the subject, its score as written, and its row.
type Point = (Number, Number, Span);

impl<'p> Prover<'p> {
    /// Every score over one quantity.
    pub(super) fn courses(&self) -> Vec<Course<'p>> {
        let extents = self.plan.extents();
        let mut courses: Vec<Course<'p>> = self
            .every_score()
            .iter()
            .filter(|scored| scored.role != Role::Aside)
            .filter_map(|scored| Course::of(scored, extents))
            .collect();
        for node in self.nodes() {
            let Method::Accumulate { entries, .. } = &node.method else { continue };
            for entry in entries {
                if let Entry::Count(steps) = entry {
                    courses.extend(Course::of_steps(node, steps, Role::Gain, extents));
                }
            }
        }
        courses
    }

    /// Notes of every course whether it goes the way that is good.
    pub(super) fn ordered(&mut self) {
        let mut seen: BTreeMap<String, (Trend, &'p str, Span)> = BTreeMap::new();
        for course in self.courses() {
            let good = goodness(self.plan.extents(), course.subject);
            let trend = trend(&course);
            let outcome = match (trend, good.direction) {
                (None, _) => Outcome::NotProved(say!("有的档还看别的事实", "some rows depend on other facts too")),
                (Some(Trend::Rising | Trend::Flat), Some(Direction::Higher))
                | (Some(Trend::Falling | Trend::Flat), Some(Direction::Lower)) => {
                    Outcome::Proved(say!("各档的分与申报的方向一致", "the scores of all rows go the declared way"))
                }
                (Some(_), Some(Direction::Middle)) => Outcome::Proved(say!("声明了适中为好", "the fact says 适中为好")),
                (Some(Trend::Both), None) => self.up_and_down(&course),
                (Some(_), Some(Direction::Higher | Direction::Lower)) => self.against(&course, &good),
                (Some(trend), None) => self.once_each_way(&course, trend, &mut seen),
            };
            let subject = self.written(course.subject.span);
            let claim = say!("{subject}：越好的得分不会越低", "{subject}: what is better never scores less");
            self.oblige(Subject::Ordered, &course.node.code, claim, vec![course.span], outcome);
        }
        self.formulas_in_points();
    }

    /// A course that goes against what is declared of its fact.
    fn against(&mut self, course: &Course<'_>, good: &Goodness<'_>) -> Outcome {
        let rising = good.direction == Some(Direction::Higher);
        let Some(((low, low_score, low_place), (high, high_score, place))) = broken(course, rising) else {
            return Outcome::NotProved(say!("没有找到例子", "no example was found"));
        };
        let subject = self.written(course.subject.span);
        let (low, high) = (course.shown(&low), course.shown(&high));
        let (first, second) = (worth(course, &low_score), worth(course, &high_score));
        let (word, word_en) = direction_words(rising);
        let message = say!(
            "“{subject}”{word}，可是 {low} {first}，{high} {second}",
            "{word_en} for “{subject}”, yet {low} {first_en} and {high} {second_en}",
            first_en = first.en,
            second_en = second.en,
            first = first.zh,
            second = second.zh
        );
        let mut diagnostic = Diagnostic::error("E0420", place, message.clone());
        if low_place != place {
            diagnostic = diagnostic.and(low_place, say!("{low} 在这一行", "{low} is in this row"));
        }
        if let Some(fact) = good.fact {
            diagnostic =
                diagnostic.and(fact.span, say!("好坏的方向在这里声明", "which values are good is declared here"));
        }
        self.report(diagnostic.help(say!(
            "改正分值，或改正事实的声明；适中最好的，声明 适中为好",
            "correct the points, or what is declared of the fact; say 适中为好 where the middle is best"
        )));
        Outcome::Refuted(message, None)
    }

    /// A course that rises and falls, and nothing says that it may.
    fn up_and_down(&mut self, course: &Course<'_>) -> Outcome {
        let (Some(up), Some(down)) = (broken(course, false), broken(course, true)) else {
            return Outcome::NotProved(say!("没有找到例子", "no example was found"));
        };
        let later = if up.1.0 > down.1.0 { up.1.2 } else { down.1.2 };
        let mut points = [up.0, up.1, down.0, down.1];
        points.sort_by(|left, right| left.0.cmp(&right.0));
        let mut said: Vec<Message> = Vec::new();
        for (value, score, _) in &points {
            let (value, worth) = (course.shown(value), worth(course, score));
            let one = Message { zh: format!("{value} {}", worth.zh), en: format!("{value} {}", worth.en) };
            if !said.contains(&one) {
                said.push(one);
            }
        }
        let join = |of: fn(&Message) -> &str, between: &str| said.iter().map(of).collect::<Vec<_>>().join(between);
        let (zh, en) = (join(|one| &one.zh, "，"), join(|one| &one.en, ", "));
        let subject = self.written(course.subject.span);
        let message = say!("“{subject}”的得分有升有降：{zh}", "the scores for “{subject}” rise and fall: {en}");
        let diagnostic = Diagnostic::warning("W0420", later, message.clone());
        self.report(diagnostic.help(say!(
            "改正分值（是不是少写了负号，或写反了）；适中最好的，在事实后面声明 适中为好",
            "correct the points (is a minus sign missing?); say 适中为好 of the fact where the middle is best"
        )));
        Outcome::Refuted(message, None)
    }

    /// Nothing is declared: two indicators at least do not take the same thing for good and for bad.
    fn once_each_way(
        &mut self,
        course: &Course<'p>,
        trend: Trend,
        seen: &mut BTreeMap<String, (Trend, &'p str, Span)>,
    ) -> Outcome {
        let proved = Outcome::Proved(say!("得分随它只升或只降", "the scores only rise with it, or only fall"));
        if trend == Trend::Flat || !matches!(course.role, Role::Gain | Role::Loss) {
            return proved;
        }
        let signature = course.subject.signature();
        match seen.get(&signature) {
            Some((known, about, place)) if *known != trend && *about != course.node.code => {
                let subject = self.written(course.subject.span);
                let message = say!(
                    "“{subject}”在 {about} 里越高越{one}，在这里越高越{other}",
                    "more of “{subject}” is {one_en} in {about} and {other_en} here",
                    one = if *known == Trend::Rising { "好" } else { "差" },
                    other = if trend == Trend::Rising { "好" } else { "差" },
                    one_en = if *known == Trend::Rising { "better" } else { "worse" },
                    other_en = if trend == Trend::Rising { "better" } else { "worse" }
                );
                let diagnostic = Diagnostic::warning("W0421", course.span, message.clone());
                let diagnostic = diagnostic.and(*place, say!("另一处", "the other place"));
                self.report(diagnostic.help(say!(
                    "改正其中一处；两处都对的，在事实后面声明 越高越好、越低越好 或 适中为好",
                    "correct one of them; where both are meant, declare 越高越好, 越低越好 or 适中为好 of the fact"
                )));
                Outcome::Refuted(message, None)
            }
            Some(_) => proved,
            None => {
                seen.insert(signature, (trend, &course.node.code, course.span));
                proved
            }
        }
    }

    /// Formulas in points: what follows the facts by arithmetic.
    fn formulas_in_points(&mut self) {
        for Scored { node, score, role } in self.every_score() {
            let ScoreKind::Amount(formula) = &score.kind else { continue };
            if role == Role::Aside || matches!(formula.kind, FormulaKind::Number(_)) {
                continue;
            }
            let good = goodness(self.plan.extents(), formula);
            let Some(wrong) = good.direction else { continue };
            let bad = match role {
                Role::Gain | Role::GainFactor | Role::Aside => Direction::Lower,
                Role::Loss | Role::LossFactor => Direction::Higher,
            };
            let written = self.written(formula.span);
            let outcome =
                if wrong == bad {
                    let message = say!(
                        "“{written}”算得越多，按声明越差，得分却越高",
                        "the more “{written}” comes to, the worse by what is declared, yet the more it scores"
                    );
                    let mut diagnostic = Diagnostic::error("E0420", formula.span, message.clone());
                    if let Some(fact) = good.fact {
                        diagnostic = diagnostic
                            .and(fact.span, say!("好坏的方向在这里声明", "which values are good is declared here"));
                    }
                    self.report(diagnostic.help(say!(
                        "改正式子，或改正事实的声明",
                        "correct the formula, or what is declared of the fact"
                    )));
                    Outcome::Refuted(message, None)
                } else {
                    Outcome::Proved(say!(
                        "式子随声明了好坏的事实只升或只降",
                        "the formula only rises or only falls with the facts that say what is good"
                    ))
                };
            let claim = say!("{written}：越好的得分不会越低", "{written}: what is better never scores less");
            self.oblige(Subject::Ordered, &node.code, claim, vec![formula.span], outcome);
        }
    }

    fn written(&self, span: Span) -> String {
        self.sources.text(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Which way a course goes; nothing where that hangs on other facts.
fn trend(course: &Course<'_>) -> Option<Trend> {
    if course.open() {
        return None;
    }
    let (mut rises, mut falls) = (false, false);
    let mut note = |before: &Number, after: &Number| {
        let (before, after) = (course.gain(before.clone()), course.gain(after.clone()));
        rises |= after > before;
        falls |= after < before;
    };
    let mut last: Option<Number> = None;
    for piece in &course.pieces {
        let inside = |included: bool, outside: Side| if included { Side::At } else { outside };
        let first =
            piece.range.low.as_ref().and_then(|low| piece.form.at(&low.number, inside(low.included, Side::Right)));
        if let (Some(before), Some(after)) = (&last, &first) {
            note(before, after);
        }
        last =
            piece.range.high.as_ref().and_then(|high| piece.form.at(&high.number, inside(high.included, Side::Left)));
        if let (Some(before), Some(after)) = (&first, &last) {
            note(before, after);
        }
    }
    let points = course.points();
    for ((_, before, _), (_, after, _)) in points.iter().zip(points.iter().skip(1)) {
        note(before, after);
    }
    Some(match (rises, falls) {
        (true, true) => Trend::Both,
        (true, false) => Trend::Rising,
        (false, true) => Trend::Falling,
        (false, false) => Trend::Flat,
    })
}

/// Two values next to each other of which the greater is worth less, where more is better; or the other way round.
fn broken(course: &Course<'_>, rising: bool) -> Option<(Point, Point)> {
    let points = course.points();
    let wrong = |before: &Number, after: &Number| {
        let (before, after) = (course.gain(before.clone()), course.gain(after.clone()));
        if rising { after < before } else { after > before }
    };
    let mut pairs = points.iter().zip(points.iter().skip(1));
    pairs.find(|((_, before, _), (_, after, _))| wrong(before, after)).map(|(low, high)| (low.clone(), high.clone()))
}

fn direction_words(rising: bool) -> (&'static str, &'static str) {
    if rising { ("越高越好", "more is better") } else { ("越低越好", "less is better") }
}

/// What a score is for the applicant, in words.
fn worth(course: &Course<'_>, score: &Number) -> Message {
    let score = score.short(4);
    match course.role {
        Role::Gain | Role::Aside => say!("得 {score} 分", "scores {score}"),
        Role::Loss => say!("扣 {score} 分", "loses {score}"),
        Role::GainFactor | Role::LossFactor => say!("乘 {score}", "counts {score} times"),
    }
}
