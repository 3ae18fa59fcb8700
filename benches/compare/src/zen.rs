//! zen-engine: one compiled expression for all leaves (its fastest form), and decision tables with a trace.

use std::error::Error;

use serde_json::{Value, json};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, EvaluationOptions};
use zen_expression::expression::Standard;
use zen_expression::vm::VM;
use zen_expression::{Expression, Variable, compile_expression};

use chengxin_workload::{CODES, LEAVES, Scored, Verdict};

use crate::prepared::prepared;
use crate::spec::{Language, Leaf, Spec, Test};

struct Zen;

impl Language for Zen {
    type Text = String;

    fn fact(&self, name: &str) -> String {
        name.to_owned()
    }

    fn number(&self, text: &str) -> String {
        text.to_owned()
    }

    fn compare(&self, subject: String, test: Test, bound: String) -> String {
        format!("({subject} {} {bound})", sign(test))
    }

    fn equals(&self, left: String, right: String) -> String {
        format!("({left} == {right})")
    }

    fn is(&self, fact: &str, choice: &str, _: usize) -> String {
        format!("({fact} == \"{choice}\")")
    }

    fn has(&self, set: &str, choice: &str) -> String {
        format!("(\"{choice}\" in {set})")
    }

    fn absent(&self, fact: &str) -> String {
        format!("({fact} == null)")
    }

    fn both(&self, left: String, right: String) -> String {
        format!("({left} and {right})")
    }

    fn not(&self, truth: String) -> String {
        format!("(not ({truth}))")
    }

    fn choose(&self, condition: String, then: String, other: String) -> String {
        format!("({condition} ? {then} : {other})")
    }

    fn plus(&self, left: String, right: String) -> String {
        format!("({left} + {right})")
    }

    fn minus(&self, left: String, right: String) -> String {
        format!("({left} - {right})")
    }

    fn times(&self, left: String, right: String) -> String {
        format!("({left} * {right})")
    }

    fn ratio(&self, part: String, whole: String) -> String {
        format!("({part} / {whole})")
    }

    fn over(&self, left: String, right: String) -> String {
        format!("({left} / {right})")
    }

    fn decimal(&self, whole: String) -> String {
        whole
    }

    fn steps(&self, amount: String, step: String) -> String {
        format!("floor({amount} / {step})")
    }

    fn started(&self, amount: String, step: String) -> String {
        format!("ceil({amount} / {step})")
    }

    fn deducted(&self) -> String {
        "sum(map(filter(penalties, #.decided_on > 20201031), \
         (#.kind == \"warning\" ? 0.2 : #.kind == \"fine\" ? 0.6 : #.kind == \"confiscation\" ? 1 : \
         #.kind == \"shutdown\" ? 2 : 4) * (#.repaired_on == null ? 1 : 0.5)))"
            .to_owned()
    }

    fn deducted_last_year(&self) -> String {
        "sum(map(filter(penalties, #.decided_on > 20221031), \
         #.amount <= 10000 ? 0.1 : #.amount <= 100000 ? 0.5 : 1))"
            .to_owned()
    }

    fn fines(&self) -> String {
        "sum(map(filter(penalties, #.decided_on > 20201031), #.amount))".to_owned()
    }

    fn revoked(&self) -> String {
        "some(penalties, #.kind == \"revocation\" and #.decided_on > 20201031)".to_owned()
    }

    fn honors(&self) -> String {
        "sum(map(filter(honors, #.awarded_on > 20181031), \
         (#.level == \"national\" ? 3 : #.level == \"provincial\" ? 2 : #.level == \"city\" ? 1 : 0.5) * \
         (#.rank <= 1 ? 1 : #.rank <= 3 ? 0.6 : 0.3)))"
            .to_owned()
    }

    fn high_honors(&self) -> String {
        "count(honors, #.awarded_on > 20201031 and #.level in [\"national\", \"provincial\"])".to_owned()
    }
}

fn sign(test: Test) -> &'static str {
    match test {
        Test::AtLeast => ">=",
        Test::Over => ">",
        Test::AtMost => "<=",
    }
}

/// Records as the engine takes them.
pub fn records(lines: &[String]) -> Result<Vec<Variable>, Box<dyn Error>> {
    lines.iter().map(|line| Ok(Variable::from(Value::Object(prepared(line)?)))).collect()
}

/// One expression for all leaves and conditions.
pub struct Fast {
    expression: Expression<Standard>,
    vm: VM,
}

impl Fast {
    pub fn new() -> Result<Self, Box<dyn Error>> {
        let spec = Spec(&Zen);
        let mut parts: Vec<String> = spec.leaves().iter().map(|leaf| spec.text(leaf)).collect();
        parts.extend(spec.conditions());
        let expression = compile_expression(&format!("[{}]", parts.join(", ")))?;
        Ok(Self { expression, vm: VM::new() })
    }

    pub fn score(&mut self, record: &Variable, scored: &mut Scored) -> Result<(), Box<dyn Error>> {
        let result = self.expression.evaluate_with(record.shallow_clone(), &mut self.vm)?;
        let all = result.as_array().ok_or("not an array")?;
        let all = all.borrow();
        let mut total = 0;
        for (score, value) in scored.scores.iter_mut().zip(all.iter()) {
            *score = thousandths(value)?;
            total += *score;
        }
        let mut met = 0;
        for (at, condition) in all.iter().skip(LEAVES).enumerate() {
            met |= u16::from(condition.as_bool().ok_or("not a truth")?) << at;
        }
        judge(scored, total, met);
        Ok(())
    }
}

fn judge(scored: &mut Scored, total: i32, met: u16) {
    scored.total = total;
    scored.conditions = met;
    scored.verdict = match (met == 0x3FF, total >= 80_000) {
        (false, _) => Verdict::NotEligible,
        (true, false) => Verdict::BelowMark,
        (true, true) => Verdict::ToExperts,
    };
}

/// The engine's decimals are exact, so that thousandths are.
fn thousandths(value: &Variable) -> Result<i32, Box<dyn Error>> {
    let mut score = value.as_number().ok_or("not a number")?;
    score.rescale(3);
    Ok(i32::try_from(score.mantissa())?)
}

/// A decision graph: a table for each leaf that is one, one node of expressions for the rest and the conditions.
pub struct Tables {
    decision: Decision,
    runtime: tokio::runtime::Runtime,
    trace: bool,
}

fn key(at: usize) -> String {
    CODES[at].replace('-', "_")
}

fn table(at: usize, subject: &str, rows: Vec<(String, String)>) -> Value {
    let rules: Vec<Value> = rows
        .into_iter()
        .enumerate()
        .map(|(row, (cell, score))| json!({ "_id": format!("r{row}"), "in": cell, "out": score }))
        .collect();
    json!({
        "id": format!("n{at}"), "name": key(at), "type": "decisionTableNode",
        "content": {
            "hitPolicy": "first", "rules": rules,
            "inputs": [{ "id": "in", "name": "subject", "type": "expression", "field": subject }],
            "outputs": [{ "id": "out", "name": "score", "type": "expression", "field": key(at) }],
        }
    })
}

fn graph() -> Value {
    let spec = Spec(&Zen);
    let mut nodes = vec![
        json!({ "id": "input", "name": "request", "type": "inputNode" }),
        json!({ "id": "output", "name": "response", "type": "outputNode" }),
    ];
    let mut expressions = Vec::new();
    for (at, leaf) in spec.leaves().into_iter().enumerate() {
        match leaf {
            Leaf::Rows(subject, rows, other) => {
                let mut cells: Vec<_> =
                    rows.into_iter().map(|(test, bound, score)| (format!("{} {bound}", sign(test)), score)).collect();
                cells.push((String::new(), other));
                nodes.push(table(at, &subject, cells));
            }
            Leaf::Choices(fact, rows) => {
                let cells = rows.into_iter().map(|(choice, score)| (format!("\"{choice}\""), score)).collect();
                nodes.push(table(at, fact, cells));
            }
            Leaf::Formula(text) => {
                expressions.push(json!({ "id": format!("e{at}"), "key": key(at), "value": text }));
            }
        }
    }
    for (at, condition) in spec.conditions().into_iter().enumerate() {
        expressions.push(json!({ "id": format!("c{at}"), "key": format!("condition_{at}"), "value": condition }));
    }
    nodes.push(json!({
        "id": "rest", "name": "rest", "type": "expressionNode", "content": { "expressions": expressions }
    }));
    let ids: Vec<String> = nodes.iter().skip(2).filter_map(|node| node["id"].as_str().map(str::to_owned)).collect();
    let edges: Vec<Value> = ids
        .iter()
        .flat_map(|id| {
            [
                json!({ "id": format!("i-{id}"), "type": "edge", "sourceId": "input", "targetId": id }),
                json!({ "id": format!("o-{id}"), "type": "edge", "sourceId": id, "targetId": "output" }),
            ]
        })
        .collect();
    json!({ "nodes": nodes, "edges": edges })
}

impl Tables {
    pub fn new(trace: bool) -> Result<Self, Box<dyn Error>> {
        let content: DecisionContent = serde_json::from_value(graph())?;
        let mut decision =
            DecisionEngine::default().create_decision(content.into()).map_err(|error| format!("{error:?}"))?;
        decision.compile();
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        Ok(Self { decision, runtime, trace })
    }

    pub fn score(&self, record: &Variable, scored: &mut Scored) -> Result<(), Box<dyn Error>> {
        let options = EvaluationOptions { trace: self.trace, ..EvaluationOptions::default() };
        let response = self
            .runtime
            .block_on(self.decision.evaluate_with_opts(record.shallow_clone(), options))
            .map_err(|error| format!("{error:?}"))?;
        if response.trace.is_some() != self.trace {
            return Err("no trace".into());
        }
        let mut total = 0;
        for (at, score) in scored.scores.iter_mut().enumerate() {
            *score = thousandths(&response.result.dot(&key(at)).ok_or("a leaf without a score")?)?;
            total += *score;
        }
        let mut met = 0;
        for at in 0..10 {
            let condition = response.result.dot(&format!("condition_{at}")).and_then(|truth| truth.as_bool());
            met |= u16::from(condition.ok_or("a condition without a truth")?) << at;
        }
        judge(scored, total, met);
        Ok(())
    }
}
