//! Values as a person reads them: `5200万元`, `98.5%`, `国家级`.

use super::Value;
use crate::diagnostic::{Language, Message};
use crate::plan::{Choice, Dimension, Kind};
use crate::value::{Bound, Number, Range};

/// A value of a fact, as a breakdown shows it. The caller keeps back what is confidential.
#[must_use]
pub fn display(value: &Value, kind: &Kind, language: Language) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::YesNo(holds) => yes_no(*holds, language).to_owned(),
        Value::Number(number) => match kind {
            Kind::Quantity { dimension, .. } => quantity(number, dimension, Places::Few).get(language).to_owned(),
            Kind::Text
            | Kind::YesNo
            | Kind::Date
            | Kind::Year
            | Kind::CreditCode
            | Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::List(_) => number.to_string(),
        },
        Value::Date(day) => day.to_string(),
        Value::Year(year) => match language {
            Language::Chinese => format!("{year}年度"),
            Language::English => year.to_string(),
        },
        Value::Choice(at) => choice(kind, *at),
        Value::Choices(all) => all.iter().map(|at| choice(kind, *at)).collect::<Vec<_>>().join("、"),
        Value::List(rows) => match (language, rows.len()) {
            (Language::Chinese, length) => format!("{length} 条"),
            (Language::English, 1) => "1 record".to_owned(),
            (Language::English, length) => format!("{length} records"),
        },
    }
}

fn yes_no(holds: bool, language: Language) -> &'static str {
    match (language, holds) {
        (Language::Chinese, true) => "是",
        (Language::Chinese, false) => "否",
        (Language::English, true) => "yes",
        (Language::English, false) => "no",
    }
}

fn choice(kind: &Kind, at: usize) -> String {
    let choices: &[Choice] = match kind {
        Kind::Choice(choices) | Kind::Choices(choices) => choices,
        Kind::Text
        | Kind::YesNo
        | Kind::Quantity { .. }
        | Kind::Date
        | Kind::Year
        | Kind::CreditCode
        | Kind::List(_) => &[],
    };
    choices.get(at).map_or_else(|| at.to_string(), |choice| choice.name.clone())
}

/// How much of a long decimal is shown.
#[derive(Clone, Copy)]
pub(crate) enum Places {
    /// At most four places; what is cut off is marked 约.
    Few,
    /// All of them.
    All,
}

/// A quantity with its unit.
pub(crate) fn quantity(number: &Number, dimension: &Dimension, shown: Places) -> Message {
    match dimension {
        Dimension::Money => money(number, shown),
        Dimension::Ratio => with_unit(&number.times(&Number::from(100)), "%", shown),
        Dimension::Plain => with_unit(number, "", shown),
        Dimension::Points => with_unit(number, "分", shown),
        Dimension::Counted(unit) => with_unit(number, unit, shown),
    }
}

/// Money in 万元 where that takes at most two places, else in 元.
fn money(number: &Number, shown: Places) -> Message {
    let wan = Number::power_of_ten(4);
    let in_wan = number.over(&wan).filter(|in_wan| number.absolute() >= wan && places(in_wan, 2));
    match in_wan {
        Some(in_wan) => with_unit(&in_wan, "万元", shown),
        None => with_unit(number, "元", shown),
    }
}

fn with_unit(number: &Number, unit: &str, shown: Places) -> Message {
    let short = match shown {
        Places::Few if !places(number, 4) => Some(number.short(4)),
        Places::Few | Places::All => None,
    };
    // A small number is not shown as nought.
    match short.filter(|short| short != "0" && short != "-0") {
        Some(short) => Message { zh: format!("约{short}{unit}"), en: format!("about {short}{unit}") },
        None => {
            let exact = format!("{number}{unit}");
            Message { zh: exact.clone(), en: exact }
        }
    }
}

fn places(number: &Number, at_most: u32) -> bool {
    number.times(&Number::power_of_ten(at_most)).is_whole()
}

/// A range of quantities, in the words of the rules.
pub(crate) fn range(range: &Range, dimension: &Dimension) -> Message {
    let shown = |bound: &Bound| quantity(&bound.number, dimension, Places::All);
    match (&range.low, &range.high) {
        (Some(low), Some(high)) if low.included && high.included => {
            let (low, high) = (shown(low), shown(high));
            Message { zh: format!("{} 至 {}", low.zh, high.zh), en: format!("{} to {}", low.en, high.en) }
        }
        (low, high) => {
            let low = low.as_ref().map(|low| at_least(&shown(low), low.included));
            let high = high.as_ref().map(|high| at_most(&shown(high), high.included));
            let parts: Vec<Message> = low.into_iter().chain(high).collect();
            let (zh, en): (Vec<_>, Vec<_>) = parts.into_iter().map(|part| (part.zh, part.en)).unzip();
            Message { zh: zh.concat(), en: en.join(" and ") }
        }
    }
}

fn at_least(shown: &Message, included: bool) -> Message {
    if included {
        Message { zh: format!("{}以上", shown.zh), en: format!("{} or more", shown.en) }
    } else {
        Message { zh: format!("超过{}", shown.zh), en: format!("more than {}", shown.en) }
    }
}

fn at_most(shown: &Message, included: bool) -> Message {
    if included {
        Message { zh: format!("{}以下", shown.zh), en: format!("{} or less", shown.en) }
    } else {
        Message { zh: format!("不足{}", shown.zh), en: format!("less than {}", shown.en) }
    }
}
