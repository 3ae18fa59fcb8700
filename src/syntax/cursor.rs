//! Where a place in a rule file stands: the statements around it and the words before it, whether it can be read or not.

use super::build::Place;
use super::characters::half_width;
use super::keywords::{self as word, Keyword};
use super::lexer::{self, Token, TokenKind};
use super::lines::{CONTINUING, OPERATORS, TOP};
use super::vocabulary::{Entry, entry};

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// Nothing: the top level of a file.
    File,
    /// A condition, a preference or a ceiling.
    Condition,
    /// A sheet or an indicator.
    Indicator,
    /// An adjustment.
    Adjustment,
    /// `取最高`, `取最低`
    Best,
    /// `每条`
    Each,
    /// The rows of a table.
    Rows,
    /// The fields of a list.
    Fields,
    /// The choices of a fact.
    Choices,
    /// The items of a checklist.
    Items,
    /// The rows of a scale of grades.
    Grades,
}

impl Around {
    /// The keywords that begin a statement here.
    #[must_use]
    pub fn statements(self) -> Vec<Entry> {
        let place = match self {
            Self::File => Place::File,
            Self::Condition => Place::Condition,
            Self::Indicator => Place::Indicator,
            Self::Adjustment => Place::Adjustment,
            Self::Best => Place::Best,
            Self::Each => Place::Each,
            Self::Fields => return vec![entry(&word::DEFINE)],
            Self::Grades => {
                return [&word::AT_MOST, &word::STEP_DOWN, &word::SET_GRADE].into_iter().map(entry).collect();
            }
            Self::Rows | Self::Choices | Self::Items => return Vec::new(),
        };
        place.forms().map(|(keyword, _)| entry(keyword)).collect()
    }

    /// What the block of a statement holds.
    fn of(header: &[Piece<'_>]) -> Self {
        let has = |keywords: &[&Keyword]| header.iter().any(|piece| piece.is_any(keywords));
        let first = |keywords: &[&Keyword]| header.first().is_some_and(|piece| piece.is_any(keywords));
        if first(&[&word::SHEET, &word::INDICATOR]) {
            Self::Indicator
        } else if first(&[&word::CONDITION, &word::PREFERENCE, &word::CEILING]) {
            Self::Condition
        } else if first(&[&word::ADJUSTMENT]) {
            Self::Adjustment
        } else if first(&[&word::GRADES]) {
            Self::Grades
        } else if first(&[&word::HIGHEST_OF, &word::LOWEST_OF]) {
            Self::Best
        } else if first(&[&word::EACH]) {
            Self::Each
        } else if first(&[&word::EACH_MET, &word::EACH_MISSING]) {
            Self::Items
        } else if has(&[&word::BANDS]) {
            Self::Rows
        } else if has(&[&word::LIST]) {
            Self::Fields
        } else if has(&[&word::CHOICE, &word::CHOICES]) {
            Self::Choices
        } else {
            Self::File
        }
    }
}

/// A word, a text or a sign of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// As it is written.
    pub text: &'t str,
    /// First byte in the file.
    pub start: usize,
    /// Its sign, half-width; nothing for words and texts.
    pub sign: Option<char>,
    /// Whether it is a text in quotes.
    pub quoted: bool,
}

impl Piece<'_> {
    /// Whether it is one of these keywords.
    fn is_any(&self, keywords: &[&Keyword]) -> bool {
        keywords.iter().any(|keyword| keyword.spellings().any(|spelling| spelling == self.text))
    }
}

/// A statement whose block holds the place.
#[derive(Clone, Debug)]
pub struct Enclosing<'t> {
    /// What its block holds.
    pub around: Around,
    /// The words of its header.
    pub header: Vec<Piece<'t>>,
}

/// Where a place stands.
#[derive(Clone, Debug)]
pub struct Cursor<'t> {
    /// The statements around it, outermost first.
    pub enclosing: Vec<Enclosing<'t>>,
    /// The words of its own statement before it, without the one that is being typed.
    pub before: Vec<Piece<'t>>,
    /// The part of a word that is being typed.
    pub typed: &'t str,
    /// Whether it stands in a text or a comment.
    pub silent: bool,
}

impl<'t> Cursor<'t> {
    /// Looks at the place before this byte; one outside the text is its end.
    #[must_use]
    pub fn at(text: &'t str, offset: usize) -> Self {
        let head = text.get(..offset).unwrap_or(text);
        let tokens = lexer::tokens(head);
        let mut cursor = Self { enclosing: Vec::new(), before: Vec::new(), typed: "", silent: false };
        let mut open = 0_usize;
        for at in 0..tokens.len() {
            cursor.pass(head, &tokens, at, &mut open);
        }
        cursor.silent |= in_comment(head, &tokens);
        cursor
    }

    /// Goes past one token; `open` parentheses keep a statement going over line breaks.
    fn pass(&mut self, head: &'t str, tokens: &[Token], at: usize, open: &mut usize) {
        let Some(token) = tokens.get(at) else { return };
        let Some(written) = head.get(token.start..token.end) else { return };
        let last = token.end == head.len();
        match token.kind {
            TokenKind::Newline if *open == 0 && !goes_on(head, tokens, at) => self.before.clear(),
            TokenKind::Newline | TokenKind::Refused => {}
            TokenKind::Semicolon => self.before.clear(),
            TokenKind::OpenBrace => {
                let header = std::mem::take(&mut self.before);
                self.enclosing.push(Enclosing { around: Around::of(&header), header });
                *open = 0;
            }
            TokenKind::CloseBrace => {
                // What follows on the line belongs to the statement whose block ends here.
                self.before = self.enclosing.pop().map_or(Vec::new(), |enclosing| enclosing.header);
                *open = 0;
            }
            TokenKind::Word if last => self.typed = written,
            TokenKind::Word => {
                if line_begins(head, token.start) && TOP.contains(&written) {
                    self.enclosing.clear();
                    self.before.clear();
                    *open = 0;
                }
                self.before.push(Piece { text: written, start: token.start, sign: None, quoted: false });
            }
            TokenKind::Text => {
                self.before.push(Piece { text: written, start: token.start, sign: None, quoted: true });
            }
            TokenKind::UnclosedText => self.silent = last,
            TokenKind::OpenParen => {
                *open = open.saturating_add(1);
                self.sign(written, token.start);
            }
            TokenKind::CloseParen => {
                *open = open.saturating_sub(1);
                self.sign(written, token.start);
            }
            TokenKind::Symbol(_) => self.sign(written, token.start),
        }
    }

    fn sign(&mut self, written: &'t str, start: usize) {
        let sign = written.chars().next().map(half_width);
        self.before.push(Piece { text: written, start, sign, quoted: false });
    }

    /// What the innermost block holds.
    #[must_use]
    pub fn around(&self) -> Around {
        self.enclosing.last().map_or(Around::File, |enclosing| enclosing.around)
    }
}

/// Whether the statement goes on over this line break: the word before it wants more.
fn goes_on(text: &str, tokens: &[Token], at: usize) -> bool {
    let written = |token: Option<&Token>| token.and_then(|token| text.get(token.start..token.end)).unwrap_or("");
    let before = written(at.checked_sub(1).and_then(|before| tokens.get(before)));
    let after = written(tokens.get(at.saturating_add(1)));
    let sign = before.chars().next().map(half_width);
    OPERATORS.contains(&before)
        || CONTINUING.contains(&after)
        || sign.is_some_and(|sign| ",、|:=+-×*÷/<>≤≥≠".contains(sign))
}

fn line_begins(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n'))
}

/// Whether the end of the text stands behind a `#`.
fn in_comment(text: &str, tokens: &[Token]) -> bool {
    let end = tokens.last().map_or(0, |token| token.end);
    let rest = text.get(end..).unwrap_or("");
    rest.rsplit('\n').next().unwrap_or("").chars().any(|character| half_width(character) == '#')
}
