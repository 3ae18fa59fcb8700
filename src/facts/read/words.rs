//! The words for types of facts and kinds of JSON values, and the misfit between the two.

use crate::diagnostic::{Message, say};
use crate::plan::{Dimension, FactDeclaration, Kind};
use crate::record::{Fault, Json, JsonKind};

/// A value of another type than declared.
pub(super) fn wrong_type(declaration: &FactDeclaration, node: &Json) -> Fault {
    let example = example(&declaration.kind);
    instead(declaration, &json(node)).help(say!("例如 {example}", "for example {example}"))
}

/// Something else than the declared type.
pub(super) fn instead(declaration: &FactDeclaration, found: &Message) -> Fault {
    let (name, what) = (&declaration.name, kind(&declaration.kind));
    let message = Message {
        zh: format!("「{name}」应为{}，写的是{}", what.zh, found.zh),
        en: format!("{name} should be {}, but {} is given", what.en, found.en),
    };
    Fault::new("R0301", message)
}

/// A type of fact.
pub(crate) fn kind(kind: &Kind) -> Message {
    match kind {
        Kind::Text => say!("文本", "a text"),
        Kind::YesNo => say!("是或否", "yes or no"),
        Kind::Quantity { dimension, whole, percent } => quantity(dimension, *whole, *percent),
        Kind::Date => say!("日期", "a date"),
        Kind::Year => say!("年度", "a year"),
        Kind::CreditCode => say!("统一社会信用代码", "a unified social credit code"),
        Kind::Choice(_) => say!("一个选项", "one choice"),
        Kind::Choices(_) => say!("若干选项", "a list of choices"),
        Kind::List(_) => say!("列表", "a list of records"),
    }
}

fn quantity(dimension: &Dimension, whole: bool, percent: bool) -> Message {
    match dimension {
        Dimension::Money => say!("金额", "an amount of money"),
        Dimension::Ratio if percent => say!("百分数", "a percentage"),
        Dimension::Ratio => say!("比率", "a ratio"),
        Dimension::Plain | Dimension::Points | Dimension::Counted(_) if whole => say!("整数", "a whole number"),
        Dimension::Plain | Dimension::Points | Dimension::Counted(_) => say!("数", "a number"),
    }
}

/// How a value of a type is written.
pub(super) fn example(kind: &Kind) -> String {
    let choice = |choices: &[crate::plan::Choice]| choices.first().map_or(String::new(), |first| first.name.clone());
    match kind {
        Kind::Text => "\"…\"".to_owned(),
        Kind::YesNo => "true".to_owned(),
        Kind::Quantity { dimension: Dimension::Money, .. } => "\"5200万元\"".to_owned(),
        Kind::Quantity { dimension: Dimension::Ratio, percent, .. } => {
            if *percent {
                "98".to_owned()
            } else {
                "\"98%\"".to_owned()
            }
        }
        Kind::Quantity { dimension: Dimension::Plain | Dimension::Points | Dimension::Counted(_), .. } => {
            "30".to_owned()
        }
        Kind::Date => "\"2023-10-18\"".to_owned(),
        Kind::Year => "2022".to_owned(),
        Kind::CreditCode => "\"91350100M000100Y43\"".to_owned(),
        Kind::Choice(choices) => format!("\"{}\"", choice(choices)),
        Kind::Choices(choices) => format!("[\"{}\"]", choice(choices)),
        Kind::List(_) => "[ { … } ]".to_owned(),
    }
}

fn json(node: &Json) -> Message {
    match &node.kind {
        JsonKind::Null => say!("空值", "null"),
        JsonKind::Bool(holds) => say!(" {holds}", "{holds}"),
        JsonKind::Number(number) => say!("数 {number}", "the number {number}", number = crate::record::quoted(number)),
        JsonKind::Text(text) => say!("文字 \"{text}\"", "the text \"{text}\"", text = crate::record::quoted(text)),
        JsonKind::List(_) => say!("列表", "a list"),
        JsonKind::Object(_) => say!("对象", "an object"),
    }
}
