//! A number as people type it, with its unit: `5,200万元`, `30 份`, `98%`.

use crate::diagnostic::say;
use crate::record::{Fault, quoted};
use crate::value::Number;

/// A number and what stands after it.
pub(super) struct Amount<'t> {
    pub(super) number: Number,
    /// The text after the number, without the space between.
    pub(super) unit: &'t str,
    /// Whether `¥` or `￥` stood before it.
    pub(super) yuan: bool,
}

/// Splits and reads a text that has been made tidy.
pub(super) fn amount(text: &str) -> Result<Amount<'_>, Fault> {
    let (yuan, rest) = text.strip_prefix(['¥', '￥']).map_or((false, text), |rest| (true, rest.trim_start()));
    let unsigned = rest.strip_prefix('-').unwrap_or(rest);
    let end = unsigned.find(|character: char| !matches!(character, '0'..='9' | '.' | ',')).unwrap_or(unsigned.len());
    let (digits, unit) = unsigned.split_at(end);
    // An exponent or a hexadecimal number, not a unit.
    if digits.is_empty() || unit.starts_with(['e', 'E', 'x', 'X']) {
        return Err(not_plain(text));
    }
    let number = plain(&without_separators(digits)?).map_err(|_| not_plain(text))?;
    let number = if unsigned.len() < rest.len() { number.negated() } else { number };
    Ok(Amount { number, unit: unit.trim_start(), yuan })
}

/// A number in the one plain form.
pub(super) fn plain(text: &str) -> Result<Number, Fault> {
    // A fraction `a/b` is how exact results are written, not how records are.
    if text.contains('/') { Err(not_plain(text)) } else { text.parse().map_err(|_| not_plain(text)) }
}

fn not_plain(text: &str) -> Fault {
    let text = quoted(text);
    let message = say!("\"{text}\" 不是普通写法的数", "\"{text}\" is not a plain number");
    Fault::new("R0304", message).help(say!(
        "只用数字、一个小数点和负号，不用科学计数法、正号和十六进制，不超过 40 位",
        "use digits, one point and a minus sign only: no exponent, no plus sign, no hexadecimal, at most 40 digits"
    ))
}

/// Thousands separators taken out, where every group has its three digits.
fn without_separators(digits: &str) -> Result<String, Fault> {
    if !digits.contains(',') {
        return Ok(digits.to_owned());
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    if (1..=3).contains(&first) && groups.all(|group| group.len() == 3) && !part.contains(',') {
        return Ok(digits.replace(',', ""));
    }
    let digits = quoted(digits);
    let message = say!(
        "\"{digits}\" 的千分位逗号不在应在的位置",
        "the thousands separators of \"{digits}\" do not stand where they should"
    );
    Err(Fault::new("R0305", message)
        .help(say!("每三位一个逗号，或不用逗号", "put one after every three digits, or none")))
}
