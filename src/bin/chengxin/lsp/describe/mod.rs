//! What a name stands for, in words: facts with their type and source, indicators with the points left in their group.

mod fact;
mod indicator;
mod name;
mod readers;

use chengxin::Language;
use chengxin::document::ConditionKind;
use chengxin::symbols::SymbolKind;

use self::fact::fact;
pub(crate) use self::fact::fact_at;
use self::indicator::{condition_lines, indicator, sheet};
use self::name::{choice, definition, parameter};
use self::readers::readers;
use super::view::View;
use crate::phrase::pick;

/// What a symbol stands for, as Markdown.
pub(crate) fn symbol(view: &View<'_>, at: usize) -> Option<String> {
    let symbol = view.analysis.symbols.get(at)?;
    let mut lines = match symbol.kind {
        SymbolKind::Fact | SymbolKind::Field => fact(view, symbol)?,
        SymbolKind::Definition | SymbolKind::RowDefinition => definition(view, symbol)?,
        SymbolKind::Choice => choice(view, symbol)?,
        SymbolKind::Parameter => parameter(view, symbol)?,
        SymbolKind::Sheet => sheet(view, symbol)?,
        SymbolKind::Indicator => indicator(view, symbol)?,
        SymbolKind::Condition => condition_lines(view, symbol)?,
        SymbolKind::Adjustment => vec![headed(view, "调整", "adjustment", &symbol.name, "")],
        SymbolKind::Scale => vec![headed(view, "等级", "scale of grades", &symbol.name, "")],
        SymbolKind::Grade => {
            let scale = symbol.parent.and_then(|scale| view.analysis.symbols.get(scale))?;
            vec![headed(view, "等级", "grade of", &symbol.name, &scale.name)]
        }
    };
    lines.extend(readers(view, at));
    Some(lines.join("\n\n"))
}

/// What a condition is called by its kind.
pub(crate) fn condition(kind: ConditionKind, language: Language) -> &'static str {
    match kind {
        ConditionKind::Requirement => pick(language, "条件", "condition"),
        ConditionKind::Veto => pick(language, "一票否决", "veto"),
        ConditionKind::Preference => pick(language, "优先", "preference"),
        ConditionKind::Ceiling => pick(language, "上限", "ceiling"),
    }
}

fn headed(view: &View<'_>, zh: &'static str, en: &'static str, name: &str, more: &str) -> String {
    let (sort, name, more) = (pick(view.language, zh, en), plain(name), plain(more));
    format!("{sort} **{name}** {more}").trim_end().to_owned()
}

/// Text that Markdown shows as it is.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if "\\`*_<>[]#|".contains(character) {
            out.push('\\');
        }
        out.push(if character.is_control() { ' ' } else { character });
    }
    out
}
