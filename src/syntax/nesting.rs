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

/// How deep the expressions go, counting what is open outside; or the token at which the limit is passed.
pub(crate) fn depth(text: &str, tokens: &[Token], outside: usize) -> Result<usize, Token> {
    let mut deepest = outside;
    let mut levels = vec![Level::default()];
    // What lies around the innermost parentheses: the sum over the levels below it.
    let mut around = 0_usize;
    for token in tokens {
        if token.kind == TokenKind::OpenParen {
            around = around.saturating_add(levels.last().map_or(0, Level::around));
            levels.push(Level::default());
        } else if token.kind == TokenKind::CloseParen {
            if levels.len() > 1 {
                let inner = levels.pop().map_or(0, |level| level.total());
                if let Some(level) = levels.last_mut() {
                    around = around.saturating_sub(level.around());
                    level.operand(inner.saturating_add(1));
                }
            }
        } else if let Some(level) = levels.last_mut() {
            level.token(token.kind, text.get(token.start..token.end).unwrap_or(""));
        }
        let here = levels.last().map_or(0, Level::total);
        deepest = deepest.max(outside.saturating_add(around).saturating_add(here));
        if deepest > super::DEEPEST {
            return Err(*token);
        }
    }
    Ok(deepest)
}

impl Level {
    fn total(&self) -> usize {
        self.open.saturating_add(self.chain.saturating_add(self.prefixes).max(self.deepest))
    }

    /// What of this level lies around the parentheses opened in it.
    fn around(&self) -> usize {
        self.open.saturating_add(self.prefixes).saturating_add(1)
    }

    /// An operand of this depth ends.
    fn operand(&mut self, depth: usize) {
        self.chain = self.chain.max(depth.saturating_add(self.prefixes));
        self.prefixes = 0;
    }

    /// A new operand begins that does not stand inside the one before.
    fn separate(&mut self) {
        self.deepest = self.deepest.max(self.chain);
        self.chain = 0;
        self.prefixes = 0;
    }

    fn token(&mut self, kind: TokenKind, written: &str) {
        if let TokenKind::Symbol(symbol) = kind {
            self.symbol(symbol);
        } else if kind == TokenKind::Word {
            self.word(written);
        } else {
            self.operand(0);
        }
    }

    fn symbol(&mut self, symbol: char) {
        match symbol {
            '+' | '-' | '×' | '*' | '÷' | '/' => self.chain = self.chain.saturating_add(1),
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
            _ => self.operand(0),
        }
    }
}
