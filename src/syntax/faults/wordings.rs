//! Words of scoring tables that the language says in another way, and how it says them.

use pest::Parser;

use crate::diagnostic::{Message, say};
use crate::syntax::grammar::{Grammar, Rule};
use crate::value::Number;

/// How a word of a scoring table begins, and the way to write what it means.
const WORDINGS: &[(&[&str], &str, &str)] = &[
    (
        &["最高", "最多", "最高不超过", "封顶为", "累计不超过"],
        "封顶单独写一行，例如：封顶 5 分",
        "a cap is a line of its own, such as: 封顶 5 分",
    ),
    (
        &["每增加", "每增", "每多", "每超过", "每满足"],
        "写成「每满 … 加 … 分」，不足一个整份的不算；例如：每满 300万元 加 0.1 分",
        "write 每满 … 加 … 分, which counts whole steps, such as: 每满 300万元 加 0.1 分",
    ),
    (
        &["每减少", "每降低", "每下降", "每低于", "每少"],
        "写成「自 … 每低 … 减 … 分」；例如：起 3 分，自 99% 每低 1% 减 0.5 分 不足进一",
        "write 自 … 每低 … 减 … 分, such as: 起 3 分，自 99% 每低 1% 减 0.5 分 不足进一",
    ),
    (
        &["每具备", "每有", "每获得", "每获", "每项", "每次", "每件", "每起", "每人"],
        "清单写成：每具备一项 加 1 分 { … }；一条条的记录写成：每条 列表名称 { 加 1 分 }",
        "a checklist is 每具备一项 加 1 分 { … }; records one by one are 每条 LIST { 加 1 分 }",
    ),
    (
        &["每缺", "每缺少"],
        "写成：每缺一项 扣 1 分 { … }，前面写 起始 … 分",
        "write 每缺一项 扣 1 分 { … } after a line 起始 … 分",
    ),
    (
        &["扣完为止", "扣至", "不倒扣"],
        "不用写：得分本来就不低于 0 分；从几分扣起写在前面，例如：起始 5 分",
        "leave it out: a score never falls below 0; what it starts from stands before, such as: 起始 5 分",
    ),
    (&["不得分", "不计分", "计零分", "得零分"], "写成：0 分", "write: 0 分"),
    (&["否则", "其余", "除此之外"], "最后一行写成：其他 : 0 分", "the last row is: 其他 : 0 分"),
    (
        &["满分的", "一半", "减半"],
        "写成分数，例如：2.5 分；整项减半的，写在 每条 里：乘 0.5 当 …",
        "write the points, such as: 2.5 分; what halves a record is 乘 0.5 当 … inside 每条",
    ),
    (&["取高", "就高", "只取最高项", "按最高", "以最高"], "写成：只取最高", "write: 只取最高"),
    (&["及以上", "或以上"], "写成「以上」；以上本来就含本数", "write 以上, which includes the number itself"),
    (&["及以下", "或以下"], "写成「以下」；以下本来就含本数", "write 以下, which includes the number itself"),
    (&["近", "最近"], "写成：日期 在近3年内", "write: DATE 在近3年内"),
    (
        &["缺项", "合理缺项", "不参评"],
        "本项不适用写成：不适用 当 …；怎样折算写在上一级：缺项折算",
        "an item that does not apply is 不适用 当 …; rescaling stands one level up: 缺项折算",
    ),
];

/// How to write what a word of a scoring table means.
pub(crate) fn way(found: &str) -> Option<Message> {
    let begins = |starts: &&[&str]| starts.iter().any(|start| found.starts_with(start));
    let (_, zh, en) = WORDINGS.iter().find(|(starts, _, _)| begins(starts))?;
    Some(say!("{zh}", "{en}"))
}

/// `50` and `万平方米以上`: `500000平方米以上`.
pub(super) fn in_full(number: &str, unit: &str) -> Option<String> {
    let (places, rest) = [("万", 4), ("亿", 8)].into_iter().find_map(|(word, places)| {
        let rest = unit.strip_prefix(word)?;
        Some((places, rest))
    })?;
    Grammar::parse(Rule::counted_unit, rest).ok()?;
    let number: Number = number.parse().ok()?;
    Some(format!("{}{rest}", number.times(&Number::power_of_ten(places))))
}

/// `10` and `年得3分`: `10年 : 3分`.
pub(super) fn row(number: &str, unit: &str) -> Option<String> {
    let (unit, score) = unit.split_once('得')?;
    let known = [Rule::period_unit, Rule::unit].into_iter().any(|rule| Grammar::parse(rule, unit).is_ok());
    let case = if known { Some(format!("{number}{unit}")) } else { in_full(number, unit) }?;
    Grammar::parse(Rule::quantity, score).ok()?;
    Some(format!("{case} : {score}"))
}
