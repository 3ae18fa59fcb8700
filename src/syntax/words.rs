//! Single words: those of a text, and whether one can be a name or a code.

use pest::Parser;
use unicode_normalization::UnicodeNormalization;

use super::grammar::{Grammar, Rule};
use super::lexer::{self, TokenKind};

/// The words of a piece of a rule file and where each begins; texts and comments have none.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let tokens = lexer::tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word);
    tokens.filter_map(|token| Some((token.start, text.get(token.start..token.end)?)))
}

/// Whether a word can be the name of a fact, a field, a definition, a choice or a grade.
#[must_use]
pub fn is_name(word: &str) -> bool {
    is_whole(Rule::name, word)
}

/// Whether a word can be the code of an indicator, a condition or an adjustment.
#[must_use]
pub fn is_code(word: &str) -> bool {
    is_whole(Rule::code, word)
}

/// Whether a word can be the key of a sheet.
#[must_use]
pub fn is_key(word: &str) -> bool {
    is_whole(Rule::key, word)
}

/// Whether a word is a keyword in either language.
#[must_use]
pub fn is_keyword(word: &str) -> bool {
    super::keywords::ALL.iter().any(|keyword| keyword.spellings().any(|spelling| spelling == word))
}

fn is_whole(rule: Rule, word: &str) -> bool {
    let canonical: String = word.nfc().collect();
    let read = Grammar::parse(rule, &canonical);
    read.ok().and_then(|mut pairs| pairs.next()).is_some_and(|pair| pair.as_str() == canonical)
}

/// The braces of a rule file that pair: where each `{` begins and where its `}` ends, in the order of the `{`.
#[must_use]
pub fn braces(text: &str) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for token in lexer::tokens(text) {
        if token.kind == TokenKind::OpenBrace {
            open.push(pairs.len());
            pairs.push((token.start, text.len()));
        } else if token.kind == TokenKind::CloseBrace
            && let Some((_, close)) = open.pop().and_then(|at| pairs.get_mut(at))
        {
            *close = token.end;
        }
    }
    pairs
}

/// Whether a word as written is this name: names are compared in canonical form.
#[must_use]
pub fn same_word(written: &str, name: &str) -> bool {
    written.nfc().eq(name.chars())
}
