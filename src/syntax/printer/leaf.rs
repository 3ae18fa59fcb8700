//! The words and signs of one header, as they are to be written.

use pest::Parser;
use pest::iterators::Pair;

use super::spelling;
use crate::diagnostic::Language;
use crate::source::Span;
use crate::syntax::grammar::{Grammar, Rule};
use crate::syntax::header::Header;

/// One word, sign, text or number.
pub(super) struct Leaf {
    /// What it is.
    pub(super) rule: Rule,
    /// What it is a part of.
    pub(super) parent: Rule,
    /// As it is to be written.
    pub(super) text: String,
    /// Where it stands in the file.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
}

/// The words of a window, which is closed by `内` where they are Chinese.
const WINDOWS: &[Rule] =
    &[Rule::within_last, Rule::not_within_last, Rule::within_next, Rule::not_within_next, Rule::within_previous];

impl Leaf {
    /// Whether it separates members of a list, cells or arguments.
    pub(super) fn is_separator(&self) -> bool {
        matches!(self.rule, Rule::separator | Rule::comma)
    }

    /// Whether a window begins with it.
    pub(super) fn is_window(&self) -> bool {
        WINDOWS.contains(&self.rule)
    }

    /// Whether it is a Chinese keyword or unit.
    pub(super) fn is_chinese(&self) -> bool {
        self.text.starts_with(|first: char| !first.is_ascii()) && self.text.ends_with(char::is_alphanumeric)
    }
}

/// The leaves of a header that this rule reads, and its language: `wanted`, or that of its first keyword, or `around`.
pub(super) fn leaves(header: &Header, rule: Rule, wanted: Option<Language>, around: Language) -> (Vec<Leaf>, Language) {
    let mut leaves = Vec::new();
    if let Ok(pairs) = Grammar::parse(rule, &header.text) {
        pairs.for_each(|pair| collect(pair, rule, header, &mut leaves));
    }
    while leaves.last().is_some_and(Leaf::is_separator) {
        leaves.pop();
    }
    let written = leaves.iter().find_map(|leaf| {
        spelling::keyword(leaf.rule, &leaf.text).map(|keyword| spelling::language(keyword, &leaf.text))
    });
    let language = wanted.or(written).unwrap_or(around);
    for leaf in &mut leaves {
        leaf.spell(wanted, language);
    }
    let mut leaves = closed(leaves);
    if wanted == Some(Language::English) {
        agree(&mut leaves);
    }
    (leaves, language)
}

fn collect(pair: Pair<'_, Rule>, parent: Rule, header: &Header, out: &mut Vec<Leaf>) {
    let rule = pair.as_rule();
    let span = pair.as_span();
    let mut inner = pair.into_inner().peekable();
    if rule == Rule::EOI {
        return;
    }
    if inner.peek().is_none() {
        let Span { start, end, .. } = header.span(span.start(), span.end());
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        let text = span.as_str().trim_end().to_owned();
        out.push(Leaf { rule, parent, text, start: place(start), end: place(end) });
    }
    inner.for_each(|pair| collect(pair, rule, header, out));
}

impl Leaf {
    fn spell(&mut self, wanted: Option<Language>, language: Language) {
        if self.is_window() {
            self.text.retain(|character| character != ' ');
        }
        let sign = self.is_separator().then(|| self.separator(language));
        let word = wanted.and_then(|wanted| {
            let keyword = spelling::keyword(self.rule, &self.text)?;
            Some(spelling::in_language(keyword, &self.text, wanted))
        });
        if let Some(text) = sign.or(word) {
            text.clone_into(&mut self.text);
        } else if self.rule != Rule::text {
            self.text = spelling::sign(&self.text).to_owned();
        }
    }
}

impl Leaf {
    /// Arguments are separated by `, `; cells, parts of a step and things to be met by a comma, since the members of a
    /// list inside them are separated by `、`.
    fn separator(&self, language: Language) -> &'static str {
        let comma = self.rule == Rule::comma;
        let apart = comma && matches!(self.parent, Rule::cell_row | Rule::steps | Rule::checklist_items);
        match language {
            _ if comma && self.parent == Rule::call => ",",
            Language::Chinese if apart => "，",
            Language::English if apart => ",",
            Language::Chinese => "、",
            Language::English => "|",
        }
    }
}

/// Closes each Chinese window with `内`, and no English one.
fn closed(leaves: Vec<Leaf>) -> Vec<Leaf> {
    let mut out: Vec<Leaf> = Vec::with_capacity(leaves.len());
    let mut open = false;
    for leaf in leaves {
        if leaf.rule == Rule::inside {
            continue;
        }
        let (rule, end) = (leaf.rule, leaf.end);
        open = leaf.is_chinese() && leaf.is_window() || open && !leaf.is_window();
        out.push(leaf);
        if open && matches!(rule, Rule::period_unit | Rule::years_unit) {
            open = false;
            out.push(Leaf { rule: Rule::inside, parent: Rule::window, text: "内".to_owned(), start: end, end });
        }
    }
    out
}

/// Makes English units agree with their numbers.
fn agree(leaves: &mut [Leaf]) {
    let mut window = false;
    let mut one = false;
    for leaf in leaves {
        if matches!(leaf.rule, Rule::period_unit | Rule::years_unit) {
            let several = !one && (window || leaf.rule == Rule::period_unit);
            if let Some(keyword) = spelling::keyword(leaf.rule, &leaf.text) {
                spelling::in_number(keyword, several).clone_into(&mut leaf.text);
            }
        }
        one = leaf.rule == Rule::digits && leaf.text.trim_start_matches('0') == "1";
        window = leaf.is_window() || window && leaf.rule == Rule::digits;
    }
}
