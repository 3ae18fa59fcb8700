//! A syntax error of JSON in both languages, at the right character, with advice for the usual slips.

use super::error::{Fault, RecordErrors};
use crate::diagnostic::{Message, say};
use crate::source::Source;

/// What `serde_json` says, and the same in Chinese.
const WORDS: [(&str, &str); 17] = [
    ("EOF while parsing a list", "列表没有写完，缺少 ]"),
    ("EOF while parsing an object", "对象没有写完，缺少 }"),
    ("EOF while parsing a string", "文字没有写完，缺少后引号"),
    ("EOF while parsing a value", "内容没有写完"),
    ("expected `:`", "此处应为冒号 :"),
    ("expected `,` or `]`", "此处应为逗号 , 或 ]"),
    ("expected `,` or `}`", "此处应为逗号 , 或 }"),
    ("expected value", "此处应有一个值"),
    ("invalid escape", "反斜杠 \\ 后的写法不对"),
    ("invalid number", "数的写法不对"),
    ("control character", "文字里有控制字符（如换行），应写成 \\n"),
    ("key must be a string", "键应写在半角双引号里"),
    ("trailing comma", "最后一项之后多了逗号"),
    ("trailing characters", "对象结束之后还有内容"),
    ("unexpected end of hex escape", "\\u 的写法不完整"),
    ("invalid unicode code point", "\\u 的写法不是一个字符"),
    ("lone leading surrogate", "\\u 后的代理对不完整"),
];

/// The error of `serde_json` in `part`, which begins at `start` of the source.
pub(super) fn error(source: &Source, start: usize, part: &str, error: &serde_json::Error) -> RecordErrors {
    let whole = error.to_string();
    let english = whole.split(" at line ").next().unwrap_or_default();
    let chinese = WORDS.iter().find(|(words, _)| english.starts_with(words)).map_or("此处无法读取", |(_, words)| words);
    let before: usize = part.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let mut at = before.saturating_add(error.column().saturating_sub(1)).min(part.len());
    while !part.is_char_boundary(at) {
        at = at.saturating_sub(1);
    }
    let message = say!("不是合格的 JSON：{chinese}", "not valid JSON: {english}");
    let fault = Fault { help: advice(english, part.get(at..).unwrap_or("")), ..Fault::new("R0001", message) };
    fault.at(String::new(), source.position(start.saturating_add(at))).into()
}

fn advice(english: &str, rest: &str) -> Option<Message> {
    let found = rest.chars().next()?;
    match found {
        '}' | ']'
            if ["key must", "trailing comma", "expected value"].iter().any(|start| english.starts_with(start)) =>
        {
            Some(say!("最后一项之后不写逗号", "no comma stands after the last item"))
        }
        '，' | '：' | '“' | '”' | '｛' | '｝' | '［' | '］' | '、' | '；' | '\u{3000}' | '０'..='９' => {
            Some(say!(
                "「{found}」是全角字符，JSON 的标点、引号和数用半角",
                "\"{found}\" is a full-width character; JSON takes half-width punctuation, quotes and digits"
            ))
        }
        '\'' => Some(say!("JSON 用双引号 \"", "JSON takes double quotes \"")),
        '/' | '#' => Some(say!(
            "JSON 没有注释；可用以 _ 开头的键写说明",
            "JSON has no comments; a key that begins with _ may hold a remark"
        )),
        'T' | 'F' | 'N' => Some(say!("写成小写的 true、false、null", "write true, false, null in small letters")),
        '+' | '.' => {
            Some(say!("数不带正号，小数点前要有数字", "a number has no plus sign, and a digit before its point"))
        }
        '0' => Some(say!(
            "数不以 0 开头；编号用双引号括起来",
            "a number does not begin with 0; put codes in double quotes"
        )),
        _ => None,
    }
}
