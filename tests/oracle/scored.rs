//! The script that scores on its own, against the engine: every score, every sheet, the total, the verdict, the conditions.

use std::collections::BTreeMap;

use chengxin::breakdown::{Breakdown, Mode, Node, NodeState, Standing};
use chengxin::value::{Number, Truth};
use chengxin::{Options, Record};
use serde::Deserialize;

use super::{packs, python};

/// What the script says of one record.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scored {
    scores: BTreeMap<String, String>,
    total: Option<Number>,
    published: Option<Number>,
    verdict: Option<String>,
    conditions: BTreeMap<String, Truth>,
    not_covered: BTreeMap<String, String>,
}

/// What was compared.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// Scores and truths that are the same.
    pub(crate) same: usize,
    /// Those of which the engine says less than is known: a range that holds the score, a truth that is unknown.
    wider: usize,
    /// Those that the script leaves to people, or to facts that are missing.
    pub(crate) not_covered: usize,
    pub(crate) wrong: Vec<String>,
}

/// An input as the script reads it, on one line.
pub(crate) fn input(plan: &str, record: &Record, options: &Options) -> String {
    let track = options.track.as_ref().map(|track| format!(",\"track\":\"{track}\"")).unwrap_or_default();
    let (record, as_of, closed) = (record.canonical(), options.as_of, options.mode == Mode::Closed);
    format!("{{\"plan\":\"{plan}\",\"record\":{record},\"as_of\":\"{as_of}\",\"closed\":{closed}{track}}}\n")
}

/// Writes the plan of a pack for the script, and says where.
pub(crate) fn plan(pack: &packs::Pack) -> String {
    python::file(&format!("{}.plan.json", pack.name), &pack.rules.export()).to_str().unwrap().to_owned()
}

impl Compared {
    fn breakdown(&mut self, name: &str, breakdown: &Breakdown, scored: &Scored) {
        for sheet in &breakdown.sheets {
            self.score(name, &sheet.key, &sheet.score, None, scored);
            sheet.indicators.iter().for_each(|node| self.node(name, node, scored));
        }
        breakdown.adjustments.iter().for_each(|node| self.node(name, node, scored));
        self.number(name, "total", &breakdown.total.exact, scored.total.as_ref());
        self.number(name, "published", &breakdown.total.published, scored.published.as_ref());
        // The script has no ranges: a condition on a score that it does not cover is unknown to it.
        let partly = !scored.not_covered.is_empty();
        for condition in &breakdown.conditions {
            match (condition.met, scored.conditions[&condition.code]) {
                (said, found) if said == found => self.same += 1,
                (Truth::Unknown, _) => self.wider += 1,
                (_, Truth::Unknown) if partly => self.not_covered += 1,
                (said, found) => self.wrong.push(format!("{name} {}: {said:?}, not {found:?}", condition.code)),
            }
        }
        let verdict = serde_json::to_value(breakdown.verdict).unwrap();
        match &scored.verdict {
            Some(found) if verdict == **found => self.same += 1,
            Some(_) if verdict == "undetermined" => self.wider += 1,
            Some(found) if found == "undetermined" && partly => self.not_covered += 1,
            Some(found) => self.wrong.push(format!("{name}: verdict {verdict}, not {found}")),
            None => self.not_covered += 1,
        }
    }

    fn node(&mut self, name: &str, node: &Node, scored: &Scored) {
        self.score(name, &node.code, &node.score, Some(node.state), scored);
        node.children.iter().for_each(|child| self.node(name, child, scored));
    }

    fn score(&mut self, name: &str, code: &str, said: &Standing, state: Option<NodeState>, scored: &Scored) {
        match scored.scores.get(code).map(String::as_str) {
            Some("not applicable") if state == Some(NodeState::MaybeNotApplicable) => self.wider += 1,
            Some("not applicable") if state.is_none_or(|state| state == NodeState::NotApplicable) => self.same += 1,
            Some("not applicable") => self.wrong.push(format!("{name} {code}: {state:?}, but it does not apply")),
            Some(_) if state == Some(NodeState::NotApplicable) => {
                self.wrong.push(format!("{name} {code}: does not apply, but it does"));
            }
            found => self.number(name, code, said, found.map(|found| found.parse().unwrap()).as_ref()),
        }
    }

    fn number(&mut self, name: &str, code: &str, said: &Standing, found: Option<&Number>) {
        match found {
            None => self.not_covered += 1,
            Some(found) if said.exact() == Some(found) => self.same += 1,
            Some(found) if said.exact().is_none() && said.low <= *found && *found <= said.high => self.wider += 1,
            Some(found) => self.wrong.push(format!("{name} {code}: {} to {}, not {found}", said.low, said.high)),
        }
    }

    /// Has the script score what the packs score, all in one go.
    pub(crate) fn packs(&mut self, packs: &[packs::Pack]) {
        let (mut lines, mut breakdowns) = (String::new(), Vec::new());
        for pack in packs {
            let plan = plan(pack);
            for (record, options) in &pack.inputs {
                if let Ok(breakdown) = pack.rules.evaluate_with(record, options) {
                    lines += &input(&plan, record, options);
                    breakdowns.push((&pack.name, record, breakdown));
                }
            }
        }
        let ran = python::run("score.py", &[], &lines);
        assert!(ran.code == Some(0), "{}", ran.err);
        assert_eq!(ran.out.lines().count(), breakdowns.len());
        for (line, (name, record, breakdown)) in ran.out.lines().zip(&breakdowns) {
            let scored: Scored = serde_json::from_str(line).unwrap();
            let before = self.wrong.len();
            self.breakdown(name, breakdown, &scored);
            self.not_covered += scored.not_covered.len();
            if self.wrong.len() > before {
                self.wrong.push(record.canonical());
            }
        }
    }
}

/// Every case of the shipped scheme.
#[test]
fn the_shipped_cases_score_the_same() {
    let mut compared = Compared::default();
    compared.packs(&[packs::shipped()]);
    println!("{compared:?}");
    assert!(compared.wrong.is_empty(), "{}", compared.wrong.join("\n"));
    assert!(compared.same > 60_000 && compared.not_covered * 20 < compared.same, "{compared:?}");
}

/// Every construct and every settled meaning.
#[test]
fn the_constructs_score_the_same() {
    let mut compared = Compared::default();
    compared.packs(&packs::small());
    println!("{compared:?}");
    assert!(compared.wrong.is_empty(), "{}", compared.wrong.join("\n"));
    assert!(compared.same > 500, "{compared:?}");
}
