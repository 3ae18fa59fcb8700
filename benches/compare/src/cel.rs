//! cel: one compiled program for all leaves and conditions, run against a context for each record.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;

use cel::common::types::{CelDouble, LIST_TYPE};
use cel::common::value::CowVal;
use cel::{Context, Env, ExecutionError, Program, Value};

use chengxin_workload::LEAVES;

use crate::floats::{Floats, verdict};
use crate::prepared::prepared;
use crate::spec::{Language, Spec, Test};

struct Cel;

impl Language for Cel {
    type Text = String;

    fn fact(&self, name: &str) -> String {
        name.to_owned()
    }

    fn number(&self, text: &str) -> String {
        text.to_owned()
    }

    fn compare(&self, subject: String, test: Test, bound: String) -> String {
        let sign = match test {
            Test::AtLeast => ">=",
            Test::Over => ">",
            Test::AtMost => "<=",
        };
        format!("({subject} {sign} {bound})")
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
        format!("({left} && {right})")
    }

    fn not(&self, truth: String) -> String {
        format!("!({truth})")
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
        format!("(double({part}) / double({whole}))")
    }

    fn over(&self, left: String, right: String) -> String {
        format!("({left} / {right})")
    }

    fn decimal(&self, whole: String) -> String {
        format!("double({whole})")
    }

    fn steps(&self, amount: String, step: String) -> String {
        format!("double({amount} / {step})")
    }

    fn started(&self, amount: String, step: String) -> String {
        format!("double(({amount} + {step} - 1) / {step})")
    }

    fn deducted(&self) -> String {
        "sum(penalties.filter(p, p.decided_on > 20201031).map(p, \
         (p.kind == \"warning\" ? 0.2 : p.kind == \"fine\" ? 0.6 : p.kind == \"confiscation\" ? 1.0 : \
         p.kind == \"shutdown\" ? 2.0 : 4.0) * (p.repaired_on == null ? 1.0 : 0.5)))"
            .to_owned()
    }

    fn deducted_last_year(&self) -> String {
        "sum(penalties.filter(p, p.decided_on > 20221031).map(p, \
         p.amount <= 10000 ? 0.1 : p.amount <= 100000 ? 0.5 : 1.0))"
            .to_owned()
    }

    fn fines(&self) -> String {
        "sum(penalties.filter(p, p.decided_on > 20201031).map(p, double(p.amount)))".to_owned()
    }

    fn revoked(&self) -> String {
        "penalties.exists(p, p.kind == \"revocation\" && p.decided_on > 20201031)".to_owned()
    }

    fn honors(&self) -> String {
        "sum(honors.filter(h, h.awarded_on > 20181031).map(h, \
         (h.level == \"national\" ? 3.0 : h.level == \"provincial\" ? 2.0 : h.level == \"city\" ? 1.0 : 0.5) * \
         (h.rank <= 1 ? 1.0 : h.rank <= 3 ? 0.6 : 0.3)))"
            .to_owned()
    }

    fn high_honors(&self) -> String {
        "size(honors.filter(h, h.awarded_on > 20201031 && h.level in [\"national\", \"provincial\"]))".to_owned()
    }
}

/// The standard library has no sum; its documentation says to add such functions.
fn sum<'b, 'v>(args: Vec<CowVal<'b, 'v>>) -> Result<CowVal<'b, 'v>, ExecutionError> {
    let not_a_list = || ExecutionError::function_error("sum", "a list of doubles is needed");
    let list = args.first().ok_or_else(not_a_list)?;
    let mut items = list.as_ref().as_iterable().ok_or_else(not_a_list)?.iter();
    let mut sum = 0.0;
    while let Some(item) = items.next() {
        sum += *item.downcast_ref::<CelDouble>().ok_or_else(not_a_list)?.inner();
    }
    Ok(CowVal::owned(CelDouble::from(sum)))
}

/// A JSON value, whole numbers as signed ones.
fn value_of(value: serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(truth) => Value::Bool(truth),
        serde_json::Value::Number(number) => {
            number.as_i64().map_or_else(|| Value::Float(number.as_f64().unwrap_or(f64::NAN)), Value::Int)
        }
        serde_json::Value::String(text) => text.into(),
        serde_json::Value::Array(all) => all.into_iter().map(value_of).collect::<Vec<_>>().into(),
        serde_json::Value::Object(all) => {
            all.into_iter().map(|(key, value)| (key, value_of(value))).collect::<HashMap<_, _>>().into()
        }
    }
}

/// The compiled program with its environment.
pub struct Compiled {
    env: Arc<Env>,
    program: Program,
}

impl Compiled {
    pub fn new() -> Result<Self, Box<dyn Error>> {
        let mut env = Env::stdlib();
        env.add_overload("sum", "sum_list", vec![LIST_TYPE], sum).map_err(|error| format!("{error:?}"))?;
        let spec = Spec(&Cel);
        let mut parts: Vec<String> = spec.leaves().iter().map(|leaf| spec.text(leaf)).collect();
        parts.extend(spec.conditions());
        let program = env.compile(&format!("[{}]", parts.join(", "))).map_err(|error| error.to_string())?;
        Ok(Self { env: Arc::new(env), program })
    }

    /// A record with its facts as variables.
    pub fn context(&self, line: &str) -> Result<Context<'static, 'static>, Box<dyn Error>> {
        let mut context = Context::with_env(Arc::clone(&self.env));
        for (name, value) in prepared(line)? {
            context.add_variable_from_value(name, value_of(value));
        }
        Ok(context)
    }

    pub fn score(&self, record: &Context<'_, '_>, floats: &mut Floats) -> Result<(), Box<dyn Error>> {
        let Value::List(all) = self.program.execute(record)? else { return Err("not a list".into()) };
        let mut total = 0.0;
        for (score, value) in floats.scores.iter_mut().zip(all.iter()) {
            let Value::Float(found) = value else { return Err(format!("not a double: {value:?}").into()) };
            *score = *found;
            total += found;
        }
        let mut met = 0;
        for (at, value) in all.iter().skip(LEAVES).enumerate() {
            let Value::Bool(truth) = value else { return Err("not a truth".into()) };
            met |= u16::from(*truth) << at;
        }
        floats.total = total;
        floats.conditions = met;
        floats.verdict = verdict(met, total);
        Ok(())
    }
}
