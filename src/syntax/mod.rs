//! Syntax: from the text of a rule file to its document, and back.

mod build;
mod characters;
mod cursor;
mod faults;
mod figures;
mod grammar;
mod header;
mod keywords;
mod lexer;
mod lines;
mod nesting;
mod numerals;
mod pairs;
mod printer;
mod scanner;
mod soundness;
mod spelling;
mod vocabulary;
mod words;

pub use cursor::{Around, Cursor, Enclosing, Piece};
pub(crate) use faults::{joined, strange, way};
pub use vocabulary::{Entry, vocabulary};
pub use words::{braces, is_code, is_key, is_keyword, is_name, same_word, words};

use self::grammar::Rule;
use self::lexer::Token;
use self::scanner::Statement;
use crate::diagnostic::{Diagnostic, Language, Severity, say};
use crate::document::Document;
use crate::source::{Source, Span};

/// The largest file that is read, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;
/// How deep statements and expressions may nest.
const DEEPEST: usize = 64;
/// What one level takes of the stack, at most, in a build without optimisation.
const STACK_PER_LEVEL: usize = 64 * 1024;
/// After so many faults in one file the rest is not looked at.
const MOST_FAULTS: usize = 100;

/// A rule file as it was read.
struct Reading {
    document: Document,
    faults: Vec<Diagnostic>,
    tokens: Vec<Token>,
    statements: Vec<Statement>,
    /// The rule that reads each header, by its first token.
    rules: Vec<(usize, Rule)>,
}

/// Reads a rule file. What could not be read is left out of the document and said in the diagnostics, in the order of
/// the text; no input makes this panic, overflow the stack or take more than time linear in its length.
#[must_use]
pub fn parse(source: &Source, file: u32) -> (Document, Vec<Diagnostic>) {
    let reading = read(source, file);
    (reading.document, reading.faults)
}

/// The canonical text of a rule file, with its keywords as written or all in one language. Texts, comments, numbers and
/// names are as written; the spans of the faults are in file 0.
///
/// ```
/// use chengxin::{Language, source::Source};
///
/// let source = Source::new("a.rules", "定义  甲=乙 不低于 ５00万元");
/// assert_eq!(chengxin::format(&source, None).unwrap(), "定义 甲 = 乙 不低于 500万元\n");
/// assert_eq!(chengxin::format(&source, Some(Language::English)).unwrap(), "define 甲 = 乙 not_below 500 wan_yuan\n");
/// ```
///
/// # Errors
/// Every fault of the syntax: a faulty text is not formatted.
pub fn format(source: &Source, language: Option<Language>) -> Result<String, Vec<Diagnostic>> {
    let reading = read(source, 0);
    if reading.faults.iter().any(|fault| fault.severity == Severity::Error) {
        return Err(reading.faults);
    }
    Ok(with_stack(DEEPEST, || printer::print(source.text(), &reading, language)))
}

fn read(source: &Source, file: u32) -> Reading {
    let text = source.text();
    let mut document = Document { file, items: Vec::new() };
    if text.len() > LARGEST {
        let message = say!("文件太大：至多 4 MiB", "the file is too large: at most 4 MiB");
        let faults = vec![Diagnostic::error("E0101", Span::new(file, 0, 0), message)];
        return Reading { document, faults, tokens: Vec::new(), statements: Vec::new(), rules: Vec::new() };
    }
    let mut faults = Vec::new();
    characters::check(text, file, &mut faults);
    let tokens = lexer::tokens(text);
    let paired = pairs::parentheses(text, &tokens, file, &mut faults);
    let statements = scanner::scan(text, file, &tokens, &paired, &mut faults);
    let mut builder =
        build::Builder { text, file, tokens: &tokens, paired: &paired, depth: 0, faults, rules: Vec::new() };
    document.items = with_stack(DEEPEST / 2, || builder.items(&statements));
    let build::Builder { mut faults, rules, .. } = builder;
    faults.sort_by_key(|fault| fault.span().start);
    faults.dedup();
    if faults.len() >= MOST_FAULTS {
        faults.truncate(MOST_FAULTS);
        let message = say!("错误太多，后面的不再列出", "too many faults; the rest is not shown");
        faults.push(Diagnostic::error("E0122", Span::new(file, text.len(), text.len()), message));
    }
    Reading { document, faults, tokens, statements, rules }
}

/// Runs `work` with stack enough for so many levels, whatever the thread has left.
fn with_stack<T>(levels: usize, work: impl FnOnce() -> T) -> T {
    let needed = levels.saturating_add(4).saturating_mul(STACK_PER_LEVEL);
    stacker::maybe_grow(needed, needed.saturating_mul(2), work)
}

fn too_deep(span: Span) -> Diagnostic {
    let message = say!("嵌套太深：至多 {DEEPEST} 层", "nested too deep: at most {DEEPEST} levels");
    Diagnostic::error("E0103", span, message)
        .help(say!("用「定义」给其中一部分取个名字", "give a part of it a name with `define`"))
}
