//! What may stand where: decided by the words before the place and the statements around it.

use chengxin::document::FactKind;
use chengxin::symbols::{Scope, SymbolKind};
use chengxin::syntax::{self, Around, Cursor, Entry, Piece};

use super::describe;
use super::view::View;

/// Something that may stand at a place.
#[derive(Clone, Debug)]
pub(crate) enum Suggestion {
    /// A name.
    Symbol(usize),
    /// A keyword.
    Keyword(Entry),
    /// A number with a unit put after it.
    Unit(String, &'static str),
}

/// After these a choice stands, where the subject has choices.
const CHOOSING: &[&str] = &[
    "为",
    "等于",
    "不为",
    "不等于",
    "属于",
    "不属于",
    "含",
    "不含",
    "齐备",
    "仅",
    "is",
    "equals",
    "is_not",
    "one_of",
    "not_one_of",
    "has",
    "has_none",
    "has_all",
    "only",
    "=",
    "≠",
];
/// After these a list is named.
const OVER_LISTS: &[&str] = &["每条", "有", "无", "每个", "each", "any", "none", "every"];
/// Functions over the records of a list.
const OF_LISTS: &[&str] = &[
    "条数",
    "合计",
    "最高",
    "最低",
    "平均",
    "种数",
    "加权平均",
    "去极值平均",
    "取",
    "最新",
    "逐年加权",
    "count",
    "sum",
    "highest",
    "lowest",
    "mean",
    "distinct",
    "weighted_mean",
    "trimmed_mean",
    "the_one",
    "newest",
    "yearly",
];
/// After these, behind a list, its records are spoken of.
const OF_RECORDS: &[&str] = &["当", "的", "均", "权", "按", "when", "of", "meets", "weight", "by"];
/// Words that begin or make a part of an expression.
const ATOMS: &[&str] = &[
    "基准日",
    "上年度",
    "有",
    "无",
    "每个",
    "非",
    "若",
    "是",
    "否",
    "条数",
    "合计",
    "最高",
    "最低",
    "平均",
    "种数",
    "加权平均",
    "去极值平均",
    "取",
    "最新",
    "逐年加权",
    "得分",
    "四舍五入",
    "取整",
    "进整",
    "较大",
    "较小",
    "绝对值",
    "计入",
    "年份",
    "月份",
    "天数",
    "满月数",
    "满年数",
    "已附证明",
    "总分",
];
/// Words that begin a score.
const SCORES: &[&str] = &["满分", "分档", "比例", "评定", "起", "由", "按", "不适用", "待评", "视为未提交"];
/// After these a score stands.
const BEFORE_SCORES: &[&str] = &["得", "加", "扣", "减", "无值", "分母为零", "award", "add", "deduct", ":"];
/// Types of facts.
const TYPES: &[&str] =
    &["文本", "是否", "数值", "整数", "金额", "比率", "百分数", "日期", "年度", "信用代码", "选项", "多选", "列表"];
/// Options of facts.
const OPTIONS: &[&str] = &[
    "来源",
    "步长",
    "可为负",
    "可无记录",
    "可不适用",
    "可晚于基准日",
    "缺省",
    "视为无",
    "保密",
    "备查",
    "唯一",
    "至多",
];
const MONEY: &[&str] = &["万元", "元", "亿元"];
const POINTS: &[&str] = &["分"];
const RATIOS: &[&str] = &["%", "‰"];
const PERIODS: &[&str] = &["年", "个月", "日"];
const YEARS: &[&str] = &["年度"];

/// What may stand at a place, the likeliest first.
pub(crate) fn suggestions(view: &View<'_>, cursor: &Cursor<'_>) -> Vec<Suggestion> {
    let place = Place { view: *view, cursor, scope: scope(view, cursor) };
    if let Some(number) = place.number() {
        return place.units(&number);
    }
    let Some(last) = cursor.before.last() else { return place.beginning() };
    let before = cursor.before.len().checked_sub(2).and_then(|at| cursor.before.get(at));
    if last.sign == Some('(') {
        return match before.map(|piece| piece.text) {
            Some("得分" | "score_of") => place.codes(),
            Some(function) if OF_LISTS.contains(&function) => place.lists(),
            Some(_) if place.declares() => Vec::new(),
            Some(_) | None => place.atoms(),
        };
    }
    if OVER_LISTS.contains(&last.text) && !last.quoted {
        return place.lists();
    }
    if let Some(choices) = place.choices() {
        return choices;
    }
    if place.declares() {
        return place.declaration(last);
    }
    if let Some(words) = place.header(last) {
        return words;
    }
    if BEFORE_SCORES.contains(&last.text) || last.sign == Some(':') {
        let mut found = keywords(SCORES);
        found.extend(place.atoms());
        return found;
    }
    match place.operand(last) {
        Some(kind) => place.operators(kind),
        None => place.atoms(),
    }
}

/// The lists whose records are spoken of at a place.
fn scope(view: &View<'_>, cursor: &Cursor<'_>) -> Scope {
    let symbols = &view.analysis.symbols;
    let mut scope = Scope::of_track(view.analysis.track(view.file));
    for enclosing in &cursor.enclosing {
        let named = match enclosing.around {
            Around::Each => enclosing.header.get(1),
            Around::Fields => enclosing.header.iter().find(|piece| !matches!(piece.text, "事实" | "fact")),
            Around::File
            | Around::Condition
            | Around::Indicator
            | Around::Adjustment
            | Around::Best
            | Around::Rows
            | Around::Choices
            | Around::Items
            | Around::Grades => None,
        };
        let list = named.and_then(|piece| symbols.list(piece.text, &scope));
        scope = scope.within(list);
        in_words(view, &enclosing.header, &mut scope);
    }
    in_words(view, &cursor.before, &mut scope);
    scope
}

/// `有 列表 当 …`, `合计(列表 的 …`: until the parenthesis closes.
fn in_words(view: &View<'_>, words: &[Piece<'_>], scope: &mut Scope) {
    let mut open: Vec<usize> = Vec::new();
    for (at, piece) in words.iter().enumerate() {
        let back = |steps: usize| at.checked_sub(steps).and_then(|before| words.get(before));
        match piece.sign {
            Some('(') => open.push(scope.lists.len()),
            Some(')') => scope.lists.truncate(open.pop().unwrap_or(0)),
            Some(_) => {}
            None if OF_RECORDS.contains(&piece.text) => {
                let after_word = back(2).is_some_and(|word| OVER_LISTS.contains(&word.text) && word.text != "每条");
                let in_function = back(2).is_some_and(|word| word.sign == Some('('))
                    && back(3).is_some_and(|word| OF_LISTS.contains(&word.text));
                let list = back(1).filter(|_| after_word || in_function);
                let list = list.and_then(|list| view.analysis.symbols.list(list.text, scope));
                scope.lists.extend(list);
            }
            None => {}
        }
    }
}

fn keywords(words: &[&str]) -> Vec<Suggestion> {
    let entry = |word: &&str| syntax::vocabulary().find(|entry| entry.zh.contains(word));
    words.iter().filter_map(entry).map(Suggestion::Keyword).collect()
}

/// What an operand is, as far as it decides what may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operand {
    Quantity,
    Date,
    Year,
    Truth,
    Choice,
    Choices,
    Text,
    List,
    Other,
}

struct Place<'a> {
    view: View<'a>,
    cursor: &'a Cursor<'a>,
    scope: Scope,
}

impl Place<'_> {
    /// The digits of the number that is being typed.
    fn number(&self) -> Option<String> {
        let typed = self.cursor.typed;
        let end = typed.find(|character: char| !character.is_ascii_digit()).unwrap_or(typed.len());
        let digits = typed.get(..end).filter(|digits| !digits.is_empty());
        let last = self.cursor.before.last().filter(|piece| typed.is_empty() && is_number(piece.text));
        digits.map(str::to_owned).or_else(|| last.map(|_| String::new()))
    }

    /// Units, those that fit what is measured first.
    fn units(&self, number: &str) -> Vec<Suggestion> {
        let before = self.cursor.before.iter().rev();
        let points =
            ["满分", "得", "加", "扣", "减", "起", "封顶", "下限", "起始", "设为", "points", "award", "add", "deduct"];
        let measured = before.clone().find_map(|piece| {
            if points.contains(&piece.text) || piece.sign == Some(':') { None } else { self.operand(piece) }
        });
        let scored = before.clone().next().is_some_and(|piece| points.contains(&piece.text) || piece.sign == Some(':'));
        let row = self.subjects().first().and_then(|subject| self.operand(subject));
        let fitting: &[&str] = match measured.or(row).filter(|_| !scored) {
            _ if scored => POINTS,
            Some(Operand::Date) => PERIODS,
            Some(Operand::Year) => YEARS,
            Some(
                Operand::Quantity
                | Operand::Truth
                | Operand::Choice
                | Operand::Choices
                | Operand::Text
                | Operand::List
                | Operand::Other,
            )
            | None => MONEY,
        };
        let rest = [MONEY, POINTS, RATIOS, PERIODS, YEARS].into_iter().flatten().filter(|unit| !fitting.contains(unit));
        let all = fitting.iter().chain(rest);
        all.map(|unit| Suggestion::Unit(number.to_owned(), unit)).collect()
    }

    /// What a statement or a row may begin with.
    fn beginning(&self) -> Vec<Suggestion> {
        let around = self.cursor.around();
        let mut found: Vec<Suggestion> = around.statements().into_iter().map(Suggestion::Keyword).collect();
        match around {
            Around::Rows => {
                found.extend(self.cells(0));
                if self.subjects().is_empty() {
                    found.extend(self.atoms());
                }
            }
            Around::Items | Around::Grades => found.extend(self.atoms()),
            Around::File
            | Around::Condition
            | Around::Indicator
            | Around::Adjustment
            | Around::Best
            | Around::Each
            | Around::Fields
            | Around::Choices => {}
        }
        found
    }

    /// The subjects of the table in whose rows the place stands.
    fn subjects(&self) -> Vec<&Piece<'_>> {
        let Some(table) = self.cursor.enclosing.last().filter(|it| it.around == Around::Rows) else {
            return Vec::new();
        };
        let word = table.header.iter().position(|piece| matches!(piece.text, "分档" | "bands"));
        let rest = word.and_then(|at| table.header.get(at.saturating_add(1)..)).unwrap_or(&[]);
        rest.split(|piece| matches!(piece.sign, Some('、' | ',' | '|'))).filter_map(<[_]>::last).collect()
    }

    /// What the cell of a column may hold.
    fn cells(&self, column: usize) -> Vec<Suggestion> {
        let subjects = self.subjects();
        let subject = subjects.get(column);
        let mut found = subject.map_or(Vec::new(), |subject| self.choices_of(subject));
        let kind = subject.and_then(|subject| self.operand(subject));
        if kind == Some(Operand::Truth) {
            found.extend(keywords(&["是", "否"]));
        }
        found.extend(keywords(&["其他"]));
        if subject.is_some() {
            found.extend(keywords(&["无记录", "不适用", "超过", "达到", "不足", "不超过", "满", "不满"]));
        }
        found
    }

    fn choices_of(&self, subject: &Piece<'_>) -> Vec<Suggestion> {
        let symbols = &self.view.analysis.symbols;
        let found = symbols.lookup(subject.text, &self.scope).and_then(|at| symbols.get(at));
        let facts = found.map_or(&[][..], |symbol| symbol.chosen_from.as_slice());
        let choices = facts.iter().take(1).flat_map(|fact| symbols.children(*fact));
        choices.filter(|(_, it)| it.kind == SymbolKind::Choice).map(|(at, _)| Suggestion::Symbol(at)).collect()
    }

    /// Choices, where one must stand: after `为` and its like, or in a row over choices.
    fn choices(&self) -> Option<Vec<Suggestion>> {
        let words = &self.cursor.before;
        let separators = [Some('、'), Some('|')];
        let mut at = words.len();
        // Back over `甲、乙、`.
        while at >= 2 && words.get(at.saturating_sub(1)).is_some_and(|piece| separators.contains(&piece.sign)) {
            at = at.saturating_sub(2);
        }
        if at == 0 || words.get(at.saturating_sub(1)).is_some_and(|piece| piece.sign == Some(',')) {
            let in_row = self.cursor.around() == Around::Rows && !words.iter().any(|piece| piece.sign == Some(':'));
            let column = words.iter().filter(|piece| piece.sign == Some(',')).count();
            return in_row.then(|| self.cells(column)).filter(|found| !found.is_empty());
        }
        let operator =
            words.get(at.saturating_sub(1)).filter(|piece| CHOOSING.contains(&piece.text) && !piece.quoted)?;
        let subject = at.checked_sub(2).and_then(|at| words.get(at))?;
        let choices = self.choices_of(subject);
        if choices.is_empty() && self.operand(subject) == Some(Operand::Truth) && operator.text != "仅" {
            return Some(keywords(&["是", "否"]));
        }
        (!choices.is_empty()).then_some(choices)
    }

    /// Every name that means something here, and the words of expressions.
    fn atoms(&self) -> Vec<Suggestion> {
        let names = self.view.analysis.symbols.visible(&self.scope).into_iter().map(Suggestion::Symbol);
        names.chain(keywords(ATOMS)).collect()
    }

    fn lists(&self) -> Vec<Suggestion> {
        let symbols = &self.view.analysis.symbols;
        let lists = symbols.visible(&self.scope).into_iter();
        lists.filter(|at| symbols.get(*at).is_some_and(|it| it.is_list)).map(Suggestion::Symbol).collect()
    }

    fn codes(&self) -> Vec<Suggestion> {
        let all = self.view.analysis.symbols.all().iter().enumerate();
        let scored = all.filter(|(_, it)| matches!(it.kind, SymbolKind::Indicator | SymbolKind::Sheet));
        let seen = scored.filter(|(_, it)| it.track.is_none() || it.track == self.scope.track);
        seen.map(|(at, _)| Suggestion::Symbol(at)).collect()
    }

    /// Whether a fact or a field is being declared.
    fn declares(&self) -> bool {
        let first = self.cursor.before.first().map(|piece| piece.text);
        let defines = matches!(first, Some("定义" | "define"));
        matches!(first, Some("事实" | "fact")) || (self.cursor.around() == Around::Fields && !defines)
    }

    /// Types after the key, then options.
    fn declaration(&self, last: &Piece<'_>) -> Vec<Suggestion> {
        if last.sign == Some(')') {
            return keywords(TYPES);
        }
        let closed = self.cursor.before.iter().any(|piece| piece.sign == Some(')'));
        let wants_value = matches!(last.text, "来源" | "步长" | "缺省" | "视为无" | "至多" | "唯一");
        if closed && !wants_value { keywords(OPTIONS) } else { Vec::new() }
    }

    /// What goes on with the header of a sheet, an indicator or a condition; nothing elsewhere.
    fn header(&self, last: &Piece<'_>) -> Option<Vec<Suggestion>> {
        let has = |word: &str| self.cursor.before.iter().any(|piece| piece.text == word);
        Some(match self.cursor.before.first()?.text {
            "指标" | "指标表" | "indicator" | "sheet" if has("满分") || has("points") => {
                keywords(&["附加", "权重"])
            }
            "指标" | "指标表" | "indicator" | "sheet" if last.quoted || last.sign == Some(')') => {
                keywords(&["满分"])
            }
            "条件" | "condition" if last.quoted => keywords(&["一票否决"]),
            "指标" | "指标表" | "indicator" | "sheet" | "条件" | "优先" | "上限" | "condition" | "preference"
            | "ceiling" | "依据" | "证明" | "核验" | "说明" | "basis" | "evidence" | "verification" | "note" => {
                Vec::new()
            }
            "不适用" | "not_applicable" if self.cursor.before.len() == 1 => keywords(&["当"]),
            "适用" | "清零" | "视为未提交" | "concerns" | "clear" | "unsubmitted" if self.cursor.before.len() == 1 => {
                keywords(&["当"])
            }
            _ => return None,
        })
    }

    /// What the word before is, where it ends an operand.
    fn operand(&self, piece: &Piece<'_>) -> Option<Operand> {
        if piece.sign == Some(')') || (piece.sign.is_none() && is_number(piece.text)) || is_measured(piece.text) {
            return Some(Operand::Other);
        }
        if matches!(piece.text, "基准日" | "as_of") {
            return Some(Operand::Date);
        }
        let symbols = &self.view.analysis.symbols;
        let symbol = symbols.lookup(piece.text, &self.scope).and_then(|at| symbols.get(at))?;
        let Some(fact) = describe::fact_at(self.view.analysis, symbol.span) else { return Some(Operand::Other) };
        Some(match &fact.kind {
            FactKind::Number(_) | FactKind::Integer(_) | FactKind::Money | FactKind::Ratio | FactKind::Percent => {
                Operand::Quantity
            }
            FactKind::Date => Operand::Date,
            FactKind::Year => Operand::Year,
            FactKind::YesNo => Operand::Truth,
            FactKind::Choice(_) => Operand::Choice,
            FactKind::Choices(_) => Operand::Choices,
            FactKind::Text | FactKind::CreditCode => Operand::Text,
            FactKind::List(_) => Operand::List,
        })
    }

    /// What may follow an operand: comparisons that fit its type, then what joins.
    fn operators(&self, operand: Operand) -> Vec<Suggestion> {
        let compared: &[&str] = match operand {
            Operand::Quantity => &["达到", "超过", "不足", "不超过", "为", "不为", "在", "不在"],
            Operand::Date => {
                &["满", "不满", "在近", "不在近", "在后", "早于", "晚于", "不早于", "不晚于", "至", "在", "为"]
            }
            Operand::Year => &["为", "不为", "在近", "不在近", "达到", "超过", "不足", "不超过"],
            Operand::Truth => &["为"],
            Operand::Choice => &["为", "不为", "属于", "不属于"],
            Operand::Choices => &["含", "不含", "齐备", "仅"],
            Operand::Text => &["为", "不为", "属于", "不属于"],
            Operand::List => &["当", "的", "均", "无记录"],
            Operand::Other => &["达到", "超过", "不足", "不超过", "为", "至", "满", "不满", "当"],
        };
        let states: &[&str] = if matches!(operand, Operand::List | Operand::Other) {
            &[]
        } else {
            &["已填", "为空", "无记录", "不适用"]
        };
        let mut found = keywords(compared);
        found.extend(keywords(states));
        found.extend(keywords(&["且", "或"]));
        found
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_digit())
}

/// `3年`, `500万元`: begins with a digit.
fn is_measured(text: &str) -> bool {
    text.starts_with(|character: char| character.is_ascii_digit())
}
