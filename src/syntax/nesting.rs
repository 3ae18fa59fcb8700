//! How deep the expressions of a header go, counted before anything is parsed.

use super::lexer::{Token, TokenKind};

/// What is open inside one pair of parentheses, or at the top.
#[derive(Default)]
struct Level {
    /// Words whose operand goes on to the end: `若`, `当`, `均`.
    open: usize,
    /// Prefix operators in a row.
    prefixes: usize,
    /// Depth of the operand so far, with the operators after it.
    chain: usize,
    /// The greatest depth of any operand before.
    deepest: usize,
}

impl Level {
    fn total(&self) -> usize {
        self.open.saturating_add(self.chain.saturating_add(self.prefixes).max(self.deepest))
    }

    /// A new operand begins that does not stand inside the one before.
    fn separate(&mut self) {
        self.deepest = self.deepest.max(self.chain);
        self.chain = 0;
        self.prefixes = 0;
    }
}

/// The token at which the limit is passed, counting what is open outside.
pub(crate) fn too_deep(text: &str, tokens: &[Token], outside: usize) -> Option<Token> {
    let mut levels = vec![Level::default()];
    let mut above = 0_usize;
    for token in tokens {
        let inner = match token.kind {
            TokenKind::CloseParen if levels.len() > 1 => levels.pop().map(|level| level.total().saturating_add(1)),
            _ => None,
        };
        if inner.is_some() {
            above = above.saturating_sub(levels.last().map_or(0, carried).saturating_add(1));
        }
        let level = levels.last_mut()?;
        match token.kind {
            TokenKind::OpenParen => {
                above = above.saturating_add(carried(level)).saturating_add(1);
                levels.push(Level::default());
            }
            TokenKind::CloseParen => {
                level.chain = level.chain.max(inner.unwrap_or(0).saturating_add(level.prefixes));
                level.prefixes = 0;
            }
            TokenKind::Symbol(symbol) => level.symbol(symbol),
            TokenKind::Word => level.word(text.get(token.start..token.end).unwrap_or("")),
            _ => level.prefixes = 0,
        }
        let here = levels.last().map_or(0, Level::total);
        if outside.saturating_add(above).saturating_add(here) > super::DEEPEST {
            return Some(*token);
        }
    }
    None
}

/// What of a level lies around the parentheses just opened in it.
fn carried(level: &Level) -> usize {
    level.open.saturating_add(level.prefixes)
}

impl Level {
    fn symbol(&mut self, symbol: char) {
        match symbol {
            '+' | '-' | '×' | '*' | '÷' | '/' => {
                self.chain = self.chain.saturating_add(1);
            }
            ',' => {
                self.separate();
                self.deepest = self.deepest.saturating_add(self.open);
                self.open = 0;
            }
            ':' | '、' | '|' => self.separate(),
            _ => {}
        }
    }

    fn word(&mut self, word: &str) {
        let bare = word.trim_end_matches(|character: char| character.is_ascii_digit());
        match bare {
            "非" | "not" => self.prefixes = self.prefixes.saturating_add(1),
            "若" | "当" | "均" | "if" | "when" | "meets" => self.open = self.open.saturating_add(1),
            "且" | "或" | "and" | "or" => self.separate(),
            _ => self.prefixes = 0,
        }
    }
}
