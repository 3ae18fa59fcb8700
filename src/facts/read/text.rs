//! Texts and unified social credit codes.

use super::tidy::{repaired, tidy};
use super::value::Reading;
use super::words;
use crate::diagnostic::{Message, say};
use crate::facts::Value;
use crate::plan::FactDeclaration;
use crate::record::{Fault, Json, quoted};
use crate::value::{CreditCode, CreditCodeError};

/// The longest text, in characters.
const LONGEST: usize = 10_000;
/// From so many digits on a number has been damaged by a spreadsheet.
const DAMAGED: usize = 15;

pub(super) fn text(declaration: &FactDeclaration, node: &Json) -> Result<Reading, Fault> {
    let written = text_of(declaration, node)?;
    let text = written.trim();
    sound(text)?;
    let note = (text.len() != written.len()).then(|| repaired(written, text));
    Ok(Reading { value: Value::Text(text.to_owned()), note })
}

fn text_of<'j>(declaration: &FactDeclaration, node: &'j Json) -> Result<&'j str, Fault> {
    if let Some(text) = node.text() {
        return Ok(text);
    }
    let Some(number) = node.number() else { return Err(words::wrong_type(declaration, node)) };
    let name = &declaration.name;
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if digits < DAMAGED {
        let help = say!("加双引号：\"{number}\"", "put it in double quotes: \"{number}\"");
        return Err(words::wrong_type(declaration, node).help(help));
    }
    let number = quoted(number);
    let message = say!(
        "「{name}」写成了 {digits} 位的数 {number}：编号当作数存时，第 15 位以后可能已被改成 0",
        "{name} is given as the number {number} of {digits} digits: kept as a number, a code may have lost all after its 15th digit"
    );
    Err(Fault::new("R0323", message).help(say!(
        "对照原件，把单元格改成文本格式重新填写，不要只加引号",
        "compare the original and type it again as text; quotes alone do not bring the digits back"
    )))
}

/// Refuses what a reader cannot see, and what is too long.
pub(super) fn sound(text: &str) -> Result<(), Fault> {
    let length = text.chars().count();
    if length > LONGEST {
        let message =
            say!("文字有 {length} 个字符，超过 {LONGEST} 个", "the text has {length} characters, more than {LONGEST}");
        return Err(Fault::new("R0321", message));
    }
    let Some((index, character)) = text.chars().enumerate().find(|(_, character)| unseen(*character)) else {
        return Ok(());
    };
    let (at, code) = (index.saturating_add(1), u32::from(character));
    let message = say!(
        "文字里第 {at} 个字符是看不见的控制字符 U+{code:04X}",
        "character {at} of the text is an invisible control character, U+{code:04X}"
    );
    Err(Fault::new("R0320", message)
        .help(say!("删去这个字符；分段用空格或分号", "delete it; part sentences by a space or a semicolon")))
}

fn unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

pub(super) fn credit_code(declaration: &FactDeclaration, node: &Json) -> Result<Reading, Fault> {
    let written = text_of(declaration, node)?;
    let tidied = tidy(written).0.to_ascii_uppercase();
    let code: CreditCode = tidied.parse().map_err(|error| not_a_code(declaration, &tidied, &error))?;
    let note = (code.as_str() != written).then(|| repaired(written, code.as_str()));
    Ok(Reading { value: Value::Text(code.as_str().to_owned()), note })
}

fn not_a_code(declaration: &FactDeclaration, written: &str, error: &CreditCodeError) -> Fault {
    let name = &declaration.name;
    let what = match error {
        CreditCodeError::Length(length) => say!("应为 18 位，写的是 {length} 位", "{error}"),
        CreditCodeError::Character { character, at, .. } => {
            say!("第 {at} 位是「{character}」，代码里没有这个字符", "{error}")
        }
        CreditCodeError::District { character, at, .. } => {
            say!("第 {at} 位是「{character}」；第 3 至 8 位是登记机关行政区划，应为数字", "{error}")
        }
        CreditCodeError::OrganisationCheck => {
            say!("第 17 位（组织机构代码校验位）与第 9 至 16 位不符", "{error}")
        }
        CreditCodeError::Check => say!("第 18 位（校验位）与前 17 位不符", "{error}"),
        CreditCodeError::BothChecks => {
            say!("第 17 位（组织机构代码校验位）和第 18 位（校验位）都不符", "{error}")
        }
    };
    let message = Message {
        zh: format!("「{name}」\"{}\" 不是统一社会信用代码：{}", quoted(written), what.zh),
        en: format!("{name} \"{}\" is not a unified social credit code: {}", quoted(written), what.en),
    };
    Fault::new("R0324", message).help(code_help(error))
}

fn code_help(error: &CreditCodeError) -> Message {
    match error {
        CreditCodeError::Character { character, resembles: Some(other), .. }
        | CreditCodeError::District { character, resembles: Some(other), .. } => say!(
            "「{character}」也许是「{other}」，请对照营业执照",
            "\"{character}\" may be \"{other}\": compare the business licence"
        ),
        CreditCodeError::Length(_)
        | CreditCodeError::Character { resembles: None, .. }
        | CreditCodeError::District { resembles: None, .. }
        | CreditCodeError::OrganisationCheck
        | CreditCodeError::Check
        | CreditCodeError::BothChecks => {
            say!("对照营业执照逐位核对", "compare it with the business licence, character by character")
        }
    }
}
