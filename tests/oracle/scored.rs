//! The script that scores on its own, against the engine: every score, every sheet, the total, the verdict, the conditions.

use std::collections::BTreeMap;

use chengxin::breakdown::{Breakdown, Mode, Node, NodeState, Standing};
use chengxin::value::{Number, Truth};
use chengxin::{Options, Record, RuleSet};
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
struct Compared {
    /// Scores and truths that are the same.
    same: usize,
    /// Those of which the engine says less than is known: a range that holds the score, a truth that is unknown.
    wider: usize,
    /// Those that the script leaves to people, or to facts that are missing.
    not_covered: usize,
    wrong: Vec<String>,
}

/// The inputs one a line, as the script reads them.
fn input(record: &Record, options: &Options) -> String {
    let track = options.track.as_ref().map(|track| format!(",\"track\":\"{track}\"")).unwrap_or_default();
    let (record, as_of, closed) = (record.canonical(), options.as_of, options.mode == Mode::Closed);
    format!("{{\"record\":{record},\"as_of\":\"{as_of}\",\"closed\":{closed}{track}}}\n")
}

/// Has the script score the inputs of a pack.
fn run(name: &str, rules: &RuleSet, inputs: &[(Record, Options)]) -> Vec<Scored> {
    let plan = python::file(&format!("{name}.plan.json"), &rules.export());
    let lines: String = inputs.iter().map(|(record, options)| input(record, options)).collect();
    let ran = python::run("score.py", &[plan.to_str().unwrap()], &lines);
    assert!(ran.code == Some(0), "{name}: {}", ran.err);
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
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
        for condition in &breakdown.conditions {
            match (condition.met, scored.conditions[&condition.code]) {
                (said, found) if said == found => self.same += 1,
                (Truth::Unknown, _) => self.wider += 1,
                (said, found) => self.wrong.push(format!("{name} {}: {said:?}, not {found:?}", condition.code)),
            }
        }
        let verdict = serde_json::to_value(breakdown.verdict).unwrap();
        match &scored.verdict {
            Some(found) if verdict == **found => self.same += 1,
            Some(_) if verdict == "undetermined" => self.wider += 1,
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

    fn pack(&mut self, pack: &packs::Pack) {
        let pairs = pack.inputs.iter().filter_map(|input| {
            let breakdown = pack.rules.evaluate_with(&input.0, &input.1).ok()?;
            Some((input.clone(), breakdown))
        });
        let (inputs, breakdowns): (Vec<_>, Vec<Breakdown>) = pairs.unzip();
        let scored = run(&pack.name, &pack.rules, &inputs);
        assert_eq!(scored.len(), breakdowns.len(), "{}", pack.name);
        for (at, (breakdown, scored)) in breakdowns.iter().zip(&scored).enumerate() {
            self.breakdown(&format!("{} record {}", pack.name, at + 1), breakdown, scored);
            self.not_covered += scored.not_covered.len();
        }
    }
}

/// Every case of the shipped scheme.
#[test]
fn the_shipped_cases_score_the_same() {
    let mut compared = Compared::default();
    compared.pack(&packs::shipped());
    println!("{compared:?}");
    assert!(compared.wrong.is_empty(), "{}", compared.wrong.join("\n"));
    assert!(compared.same > 60_000 && compared.not_covered * 20 < compared.same, "{compared:?}");
}

/// Every construct and every settled meaning.
#[test]
fn the_constructs_score_the_same() {
    let mut compared = Compared::default();
    packs::small().iter().for_each(|pack| compared.pack(pack));
    println!("{compared:?}");
    assert!(compared.wrong.is_empty(), "{}", compared.wrong.join("\n"));
    assert!(compared.same > 500, "{compared:?}");
}
