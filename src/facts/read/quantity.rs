//! Quantities: money, ratios, percentages, counted things and plain numbers, with their units, range and step.

use super::amount::{Amount, amount, plain};
use super::tidy::{both, repaired, tidy};
use super::value::Reading;
use super::words;
use crate::diagnostic::{Message, say};
use crate::facts::Value;
use crate::facts::write::{self, Places};
use crate::plan::{Dimension, FactDeclaration};
use crate::record::{Fault, Json, quoted};
use crate::value::Number;

/// Reads a quantity; money is kept in 元, a ratio with 1 as 100%.
pub(super) fn quantity(
    declaration: &FactDeclaration,
    dimension: &Dimension,
    whole: bool,
    percent: bool,
    node: &Json,
) -> Result<Reading, Fault> {
    let (number, note) = if let Some(number) = node.number() {
        bare(declaration, dimension, percent, plain(number)?, number)?
    } else if let Some(text) = node.text() {
        let (tidied, changed) = tidy(text);
        let parts = amount(&tidied)?;
        let note = changed.then(|| repaired(text, &tidied));
        let (number, other) = with_unit(declaration, dimension, percent, &tidied, parts)?;
        (number, both(note, other))
    } else {
        return Err(words::wrong_type(declaration, node));
    };
    check(declaration, dimension, whole, &number)?;
    Ok(Reading { value: Value::Number(number), note })
}

type Read = (Number, Option<Message>);

/// A number without a unit.
fn bare(
    declaration: &FactDeclaration,
    dimension: &Dimension,
    percent: bool,
    number: Number,
    written: &str,
) -> Result<Read, Fault> {
    match dimension {
        // Nought is the same in every unit.
        Dimension::Money if number.is_zero() => Ok((number, None)),
        Dimension::Money => Err(without_unit(declaration, written)),
        Dimension::Ratio if percent => Ok(percentage(number)),
        Dimension::Ratio if number.absolute() > Number::one() => Err(ambiguous_ratio(declaration, &number)),
        Dimension::Ratio | Dimension::Plain | Dimension::Points | Dimension::Counted(_) => Ok((number, None)),
    }
}

fn with_unit(
    declaration: &FactDeclaration,
    dimension: &Dimension,
    percent: bool,
    written: &str,
    parts: Amount<'_>,
) -> Result<Read, Fault> {
    let Amount { number, unit, yuan } = parts;
    let expected: &str = match dimension {
        Dimension::Money => return money(declaration, written, number, unit, yuan).map(|number| (number, None)),
        Dimension::Ratio => "%",
        Dimension::Plain => "",
        Dimension::Points => "分",
        Dimension::Counted(unit) => unit,
    };
    if yuan || (!unit.is_empty() && unit != expected) {
        return Err(wrong_unit(declaration, if yuan { "¥" } else { unit }, expected));
    }
    if unit == "%" {
        return Ok((number.over(&Number::from(100)).unwrap_or(number), None));
    }
    if unit.is_empty() { bare(declaration, dimension, percent, number, written) } else { Ok((number, None)) }
}

fn money(
    declaration: &FactDeclaration,
    written: &str,
    number: Number,
    unit: &str,
    yuan: bool,
) -> Result<Number, Fault> {
    match unit {
        "" if !yuan && !number.is_zero() => Err(without_unit(declaration, written)),
        "" | "元" => Ok(number),
        "万元" | "万" => Ok(number.times(&Number::power_of_ten(4))),
        "亿元" | "亿" => Ok(number.times(&Number::power_of_ten(8))),
        other => Err(wrong_unit(declaration, other, "元、万元、亿元")),
    }
}

/// A bare number that is declared to be a percentage: 98 is 98%.
fn percentage(number: Number) -> Read {
    let note = (!number.is_zero() && number.absolute() <= Number::one()).then(|| {
        say!(
            "按百分数读作 {number}%；如果是 {hundred}%，请改写",
            "read as {number}%, being declared a percentage; if {hundred}% is meant, write that",
            hundred = number.times(&Number::from(100)),
        )
    });
    (number.over(&Number::from(100)).unwrap_or(number), note)
}

fn without_unit(declaration: &FactDeclaration, number: &str) -> Fault {
    let (name, number) = (&declaration.name, quoted(number));
    let message = say!("「{name}」没有写单位：{number}", "{name} has no unit: {number}");
    Fault::new("R0302", message)
        .help(say!("写成 \"{number}元\" 或 \"{number}万元\"", "write \"{number}元\" or \"{number}万元\""))
}

fn wrong_unit(declaration: &FactDeclaration, unit: &str, expected: &str) -> Fault {
    let (name, unit) = (&declaration.name, quoted(unit));
    let message = if expected.is_empty() {
        say!("「{name}」没有单位，却写了「{unit}」", "{name} has no unit, but \"{unit}\" is given")
    } else {
        say!("「{name}」的单位是{expected}，不是「{unit}」", "{name} is counted in {expected}, not in \"{unit}\"")
    };
    Fault::new("R0303", message).help(say!("只写数和规定的单位", "write the number and that unit only"))
}

fn ambiguous_ratio(declaration: &FactDeclaration, number: &Number) -> Fault {
    let name = &declaration.name;
    let share = number.over(&Number::from(100)).unwrap_or_else(|| number.clone());
    let message = say!(
        "「{name}」是比率，{number} 看不出是不是 {number}%",
        "{name} is a ratio: {number} may or may not mean {number}%"
    );
    Fault::new("R0309", message).help(say!("写成 \"{number}%\" 或 {share}", "write \"{number}%\" or {share}"))
}

/// The range, wholeness and step that the fact declares.
fn check(declaration: &FactDeclaration, dimension: &Dimension, whole: bool, number: &Number) -> Result<(), Fault> {
    let name = &declaration.name;
    let shown = write::quantity(number, dimension, Places::All);
    if !declaration.range.contains(number) {
        let range = write::range(&declaration.range, dimension);
        let message = Message {
            zh: format!("「{name}」是 {}，超出允许的范围（{}）", shown.zh, range.zh),
            en: format!("{name} is {}, outside the allowed range ({})", shown.en, range.en),
        };
        return Err(Fault::new("R0306", message));
    }
    if whole && !number.is_whole() {
        let message = Message {
            zh: format!("「{name}」应为整数，写的是 {}", shown.zh),
            en: format!("{name} should be a whole number, but {} is given", shown.en),
        };
        return Err(Fault::new("R0307", message));
    }
    let Some(step) = &declaration.step else { return Ok(()) };
    if number.over(step).is_none_or(|steps| steps.is_whole()) {
        return Ok(());
    }
    let step = write::quantity(step, dimension, Places::All);
    let message = Message {
        zh: format!("「{name}」应是 {} 的整数倍，写的是 {}", step.zh, shown.zh),
        en: format!("{name} should be a whole number of {}, but {} is given", step.en, shown.en),
    };
    Err(Fault::new("R0308", message))
}
