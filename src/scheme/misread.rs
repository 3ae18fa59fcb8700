//! What the TOML parser found, in words of the domain.

use crate::diagnostic::{Message, say};

/// How a message of the parser begins, and what it means.
const MEANINGS: &[(&str, &str, &str)] = &[
    (
        "string values must be quoted",
        "等号后面的文字要用半角引号括起来，写成 键 = \"值\"",
        "a text behind `=` stands in straight quotes: key = \"value\"",
    ),
    ("key with no value", "键后面要有半角的 = 和值", "a key is followed by a half-width `=` and its value"),
    ("invalid basic string", "文字缺少结尾的半角引号", "the text has no closing straight quote"),
    ("invalid literal string", "文字缺少结尾的引号", "the text has no closing quote"),
    ("missing opening quote", "文字缺少开头的半角引号", "the text has no opening straight quote"),
    ("duplicate key", "这个键写了两次", "this key stands twice"),
    (
        "unclosed table",
        "方括号没有闭合：一段的开头写成 [slot] 或 [[sheets]]",
        "the bracket is not closed: write [slot] or [[sheets]]",
    ),
    (
        "missing comma between array elements",
        "列表的各项之间要有半角逗号，列表以 ] 结束",
        "the items of a list are parted by half-width commas, and the list ends with ]",
    ),
    ("unclosed array", "列表缺少结尾的 ]", "the list has no closing ]"),
    ("unclosed inline table", "缺少结尾的 }", "the closing } is missing"),
    ("invalid unquoted key", "中文的键要用半角引号括起来", "a key in Chinese characters stands in straight quotes"),
    (
        "unexpected key or value",
        "这一行后面多了内容：一行只写一项，末尾不写逗号",
        "something stands behind the value: one key a line, and no comma",
    ),
    ("invalid float", "数写得不对；版本号要用引号括起来", "the number is not right; a version stands in quotes"),
    ("unexpected leading zero", "数的前面不写 0", "a number does not begin with 0"),
];

/// What a message of the parser means.
pub(super) fn meaning(found: &str) -> Message {
    match MEANINGS.iter().find(|(start, _, _)| found.starts_with(start)) {
        Some((_, zh, en)) => say!("scheme.toml 的写法不对：{zh}", "scheme.toml is not valid TOML: {en}"),
        None => say!("scheme.toml 的写法不对：这里读不懂", "scheme.toml is not valid TOML: {found}"),
    }
}
