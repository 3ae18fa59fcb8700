//! `chengxin check --explain`: what a code means, with a wrong and a right example.

use std::process::ExitCode;

use chengxin::Language;
use chengxin::diagnostic::{Example, Explanation, Role, codes, explain as explained, nearest_codes};

use crate::failure::{Failure, say};
use crate::phrase::{phrase, pick};

/// Prints what a code means; `all` lists every code.
pub(crate) fn explain(code: &str, language: Language) -> Result<ExitCode, Failure> {
    if code.eq_ignore_ascii_case("all") {
        let each = codes().map(|one| format!("{}  {}\n", one.code(), one.title(language)));
        return say(&each.collect::<String>()).map(|()| ExitCode::SUCCESS);
    }
    match explained(code) {
        Some(explanation) => say(&text(&explanation, language)).map(|()| ExitCode::SUCCESS),
        None => Err(Failure::Usage(unknown(code, language))),
    }
}

fn unknown(code: &str, language: Language) -> String {
    let code: String = code.chars().take(20).filter(|one| !chengxin::diagnostic::is_hidden(*one)).collect();
    let near = nearest_codes(&code).join(pick(language, "、", ", "));
    if near.is_empty() {
        return phrase!(
            language,
            "没有 {code} 这个代码；用 --explain all 列出全部",
            "there is no code {code}; --explain all lists every code"
        );
    }
    phrase!(language, "没有 {code} 这个代码；是不是 {near}？", "there is no code {code}; did you mean {near}?")
}

fn text(explanation: &Explanation, language: Language) -> String {
    let (code, title) = (explanation.code(), explanation.title(language));
    let mut out = format!("{code}: {title}\n\n{}\n", explanation.text(language));
    explanation.examples().for_each(|example| out.push_str(&shown(&example, language)));
    out
}

fn shown(example: &Example, language: Language) -> String {
    let heading = match example.role {
        Role::Wrong => pick(language, "错误的写法：", "wrong:"),
        Role::Right => pick(language, "正确的写法：", "right:"),
        Role::Given => pick(language, "两例共用：", "given:"),
    };
    let lines: String = example.text.lines().map(|line| format!("    {line}\n")).collect();
    format!("\n{heading}\n\n{lines}")
}
