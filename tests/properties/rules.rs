//! Random small rule sets: a sheet with indicators of every method, conditions, a grade, an adjustment.

use crate::entropy::Entropy;
use crate::expressions::{Place, Scope, condition, number};
use crate::methods;
use crate::records::FACTS;

/// A random rule set as text.
#[derive(Clone)]
pub(crate) struct Rules {
    pub(crate) scheme: String,
    pub(crate) rules: String,
    /// Indicators that people score, with points that they may give.
    pub(crate) assessed: Vec<(String, u32)>,
    /// Whether every node's score is the plain sum of its children's.
    pub(crate) plain: bool,
}

impl Rules {
    /// The rules without the facts, which are always the same.
    pub(crate) fn shown(&self) -> &str {
        self.rules.strip_prefix(FACTS).unwrap_or(&self.rules)
    }
}

/// What grows while the rules are written.
pub(crate) struct Writer<'e> {
    pub(crate) entropy: &'e mut Entropy,
    pub(crate) scored: Vec<String>,
    pub(crate) assessed: Vec<(String, u32)>,
    pub(crate) defined: (usize, usize),
    pub(crate) plain: bool,
    /// Something above a leaf lets what is not applicable leave the denominator.
    pub(crate) rescaled: bool,
}

impl Writer<'_> {
    pub(crate) fn scope<'s>(&self, scored: &'s [String], depth: usize) -> Scope<'s> {
        Scope { place: Place::Top, depth, scored, defined: self.defined, divides: true }
    }

    pub(crate) fn condition(&mut self, depth: usize) -> String {
        let scored = self.scored.clone();
        let scope = self.scope(&scored, depth);
        condition(self.entropy, scope)
    }
}

/// A random rule set.
pub(crate) fn random(entropy: &mut Entropy) -> Rules {
    let mut writer =
        Writer { entropy, scored: Vec::new(), assessed: Vec::new(), defined: (0, 0), plain: true, rescaled: false };
    let mut rules = FACTS.to_owned();
    for at in 0..writer.entropy.below(3) {
        let scope = Scope { divides: false, ..writer.scope(&[], 2) };
        rules.push_str(&format!("定义 式{at} = {}\n", number(writer.entropy, scope)));
        writer.defined.0 += 1;
        let scope = Scope { divides: false, ..writer.scope(&[], 2) };
        rules.push_str(&format!("定义 断{at} = {}\n", condition(writer.entropy, scope)));
        writer.defined.1 += 1;
    }
    let heads = 1 + writer.entropy.below(3);
    let sheet_rescales = writer.entropy.chance(50);
    writer.rescaled = sheet_rescales;
    let mut body = if sheet_rescales { rescale(writer.entropy) } else { String::new() };
    let mut points = 0;
    for at in 0..heads {
        let (text, of_head) = head(&mut writer, at);
        body.push_str(&text);
        points += of_head;
    }
    rules.push_str(&format!("指标表 基础 (basic) 满分 {points} {{\n{body}}}\n"));
    rules.push_str(&after(&mut writer, points));
    let scheme = format!(
        "id = \"demo\"\ntitle = \"示例\"\nversion = \"1\"\nlanguage = 1\nfiles = [\"rules.rules\"]\npass_mark = \"{}\"\n\
         unsubmitted = \"{}\"\n[[sheets]]\nkey = \"basic\"\nweight = \"1\"\npoints = \"{points}\"\n",
        (points / 2).max(1),
        writer.entropy.one(&["zero", "lowest"]),
    );
    Rules { scheme, rules, assessed: writer.assessed, plain: writer.plain }
}

fn rescale(entropy: &mut Entropy) -> String {
    let form = ["缺项折算", "缺项折算 不低于 50% 否则转人工", "缺项折算 不低于 30% 否则转人工"];
    format!("  {}\n", entropy.one(&form))
}

/// A head with children, or one leaf; its text and points.
fn head(writer: &mut Writer<'_>, at: usize) -> (String, u32) {
    let code = format!("H{at}");
    if writer.entropy.chance(25) {
        let points = 2 + u32::try_from(writer.entropy.below(6)).unwrap();
        return (methods::leaf(writer, &code, points, ""), points);
    }
    let outer = writer.rescaled;
    let rescales = writer.entropy.chance(50);
    writer.rescaled = outer || rescales;
    let mut body = if rescales { rescale(writer.entropy) } else { String::new() };
    let count = 1 + writer.entropy.below(3);
    let weighed = writer.entropy.chance(15);
    let mut total = 0;
    for child in 0..count {
        let points = 2 + u32::try_from(writer.entropy.below(6)).unwrap();
        let weight = match (weighed, count, child) {
            (false, _, _) => String::new(),
            (true, 1, _) => " 权重 100%".to_owned(),
            (true, 2, _) => " 权重 50%".to_owned(),
            (true, _, 0) => " 权重 20%".to_owned(),
            (true, _, _) => " 权重 40%".to_owned(),
        };
        body.push_str(&methods::leaf(writer, &format!("{code}-{child}"), points, &weight));
        total += points;
    }
    if writer.entropy.chance(15) {
        body.push_str(&methods::leaf(writer, &format!("{code}-附"), 2, " 附加"));
    }
    let clause = clause_of_head(writer, total);
    writer.plain &= clause.is_empty() && !weighed && !rescales;
    writer.rescaled = outer;
    writer.scored.push(code.clone());
    (format!("  指标 {code} \"组\" 满分 {total} {{\n{body}{clause}  }}\n"), total)
}

fn clause_of_head(writer: &mut Writer<'_>, total: u32) -> String {
    if writer.entropy.chance(75) {
        return String::new();
    }
    let scored = writer.scored.clone();
    let scope = Scope { divides: false, ..writer.scope(&scored, 1) };
    match writer.entropy.below(4) {
        0 => format!("    封顶 {} 分\n", total - 1),
        1 => "    四舍五入 0 位\n".to_owned(),
        2 => format!("    清零 当 {}\n", condition(writer.entropy, scope)),
        _ => format!("    设为 1 分 当 {}\n", condition(writer.entropy, scope)),
    }
}

/// Conditions, a grade and an adjustment.
fn after(writer: &mut Writer<'_>, points: u32) -> String {
    let mut out = String::new();
    let scored = writer.scored.clone();
    for at in 0..writer.entropy.below(3) {
        let scope = Scope { divides: false, ..writer.scope(&scored, 2) };
        let held = condition(writer.entropy, scope);
        let total = format!("总分 ≥ {} 分", points / 3);
        let held = if writer.entropy.chance(20) { format!("({held} 或 {total})") } else { held };
        out.push_str(&match writer.entropy.below(3) {
            0 => format!("条件 T{at} \"条件\" {{ 要求 {held} }}\n"),
            1 => format!("条件 T{at} \"否决\" 一票否决 {{ 适用 当 真甲\n 要求 {held} }}\n"),
            _ => format!("上限 T{at} \"上限\" {{ 当 {held} }}\n"),
        });
    }
    if writer.entropy.chance(40) {
        let held = writer.condition(1);
        out.push_str(&format!(
            "等级 信用等级 按 总分 {{\n  {} 分以上 : 优等\n  其他 : 良等\n  降一级 当 {held}\n}}\n",
            points / 2
        ));
    }
    if writer.entropy.chance(30) {
        out.push_str(&format!(
            "调整 Q1 \"调整\" {{\n{}无值 得 0 分\n分母为零 得 0 分\n}}\n",
            methods::each(writer, 3, "扣")
        ));
    }
    out
}
