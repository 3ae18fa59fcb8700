//! Seeded faults of a rule file: the slips that people make when they copy a standard.

use std::collections::BTreeSet;

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    BandDropped,
    BoundShifted,
    UnitSwapped,
    PointsChanged,
    FactRenamed,
    ComparisonFlipped,
    MinusDropped,
}

/// One fault: a place in the text, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
}

impl Fault {
    /// The file with the fault in it.
    pub(crate) fn applied(&self, file: &str) -> String {
        format!("{}{}{}", &file[..self.start], self.text, &file[self.end..])
    }

    /// The line as it was and as it is, without indentation; nothing where the line is gone.
    pub(crate) fn shown(&self, file: &str) -> (usize, String, String) {
        let line_start = file[..self.start].rfind('\n').map_or(0, |at| at + 1);
        let number = file[..line_start].matches('\n').count() + 1;
        let line = |text: &str| text[line_start..].lines().next().unwrap_or_default().trim().to_owned();
        let after = if self.kind == Kind::BandDropped { String::new() } else { line(&self.applied(file)) };
        (number, line(file), after)
    }
}

/// Pairs of words that mean something else, of the same form.
const COMPARISONS: &[(&str, &str)] = &[
    ("以上", "以下"),
    ("以下", "以上"),
    ("不足", "不超过"),
    ("超过", "不足"),
    ("达到", "不足"),
    ("达到", "超过"),
    ("不晚于", "不早于"),
    ("不早于", "不晚于"),
    ("晚于", "早于"),
    (" 且 ", " 或 "),
    (" 或 ", " 且 "),
    (" 为 ", " 不为 "),
    (" 不为 ", " 为 "),
    (" 属于 ", " 不属于 "),
    (" 不属于 ", " 属于 "),
    (" 在近", " 不在近"),
    (" 不在近", " 在近"),
    ("已填", "为空"),
    ("为空", "已填"),
    ("要求 有 ", "要求 无 "),
    ("要求 无 ", "要求 有 "),
    ("当 无 ", "当 有 "),
    ("当 非 ", "当 "),
    ("只取最高", "只取最低"),
    ("只计最重", "只计最轻"),
];

/// Units and what they are taken for.
const UNITS: &[(&str, &[&str])] = &[
    ("亿元", &["万元", "元"]),
    ("万元", &["元", "亿元"]),
    ("元", &["万元"]),
    ("年度", &["年"]),
    ("年", &["个月", "日"]),
    ("个月", &["年", "日"]),
    ("日", &["个月", "年"]),
    ("%", &[""]),
];

/// What is lost where a minus is.
const MINUSES: &[(&str, &str)] =
    &[("扣 ", "加 "), (" 减 ", " 加 "), (" - ", " + "), (" −", " "), (" -", " "), ("每缺一项 扣", "每具备一项 加")];

/// Names of facts and fields by their type, from all files of a pack.
pub(crate) fn declared(files: &[(String, String)]) -> Vec<(String, String)> {
    const TYPES: &[&str] =
        &["文本", "日期", "数值", "金额", "整数", "比率", "百分数", "是否", "年度", "选项", "多选", "列表"];
    let mut found = BTreeSet::new();
    for (_, text) in files.iter().filter(|(name, _)| name.ends_with(".rules")) {
        for line in text.lines().map(|line| line.trim().trim_start_matches("事实 ")) {
            let Some((name, rest)) = line.split_once(" (") else { continue };
            let Some((_, rest)) = rest.split_once(") ") else { continue };
            let of = rest.split_whitespace().next().unwrap_or_default();
            if TYPES.contains(&of) && !name.contains(' ') {
                found.insert((name.to_owned(), of.to_owned()));
            }
        }
    }
    found.into_iter().collect()
}

/// Every fault of the kinds that can be made in a file.
pub(crate) fn faults(file: &str, declared: &[(String, String)]) -> Vec<Fault> {
    let mut found = BTreeSet::new();
    let mut at = 0;
    let mut tables: Vec<bool> = Vec::new();
    for line in file.split_inclusive('\n') {
        let code = code_of(line);
        let in_table = tables.last() == Some(&true);
        in_line(&code, at, in_table, declared, &mut found);
        if in_table && code.contains(" : ") {
            found.insert(Fault { kind: Kind::BandDropped, start: at, end: at + line.len(), text: String::new() });
        }
        for character in code.chars() {
            match character {
                '{' => tables.push(code.contains("分档")),
                '}' => drop(tables.pop()),
                _ => {}
            }
        }
        at += line.len();
    }
    found.into_iter().collect()
}

/// The line with texts and comments blanked out, byte for byte as long.
fn code_of(line: &str) -> String {
    let mut quoted = false;
    let mut comment = false;
    let mut out = String::new();
    for character in line.chars() {
        let hidden = quoted || comment;
        match character {
            '#' if !quoted => comment = true,
            '"' if !comment => quoted = !quoted,
            _ => {}
        }
        if hidden || comment { out.push_str(&"\u{1}".repeat(character.len_utf8())) } else { out.push(character) }
    }
    out
}

fn in_line(code: &str, at: usize, in_table: bool, declared: &[(String, String)], found: &mut BTreeSet<Fault>) {
    let mut add = |kind, start: usize, length: usize, text: String| {
        found.insert(Fault { kind, start: at + start, end: at + start + length, text });
    };
    for (start, number) in numbers(code) {
        let rest = &code[start + number.len()..];
        let before = &code[..start];
        if rest.starts_with(" 分") || rest.starts_with("分") {
            for other in points(number) {
                add(Kind::PointsChanged, start, number.len(), other);
            }
        } else if is_bound(before, rest, in_table) {
            for other in shifted(number) {
                add(Kind::BoundShifted, start, number.len(), other);
            }
        }
        if let Some((unit, others)) = UNITS.iter().find(|(unit, _)| rest.starts_with(unit)) {
            for other in *others {
                add(Kind::UnitSwapped, start + number.len(), unit.len(), (*other).to_owned());
            }
        }
    }
    for (kind, pairs) in [(Kind::ComparisonFlipped, COMPARISONS), (Kind::MinusDropped, MINUSES)] {
        for (word, other) in pairs {
            for (start, _) in code.match_indices(word) {
                add(kind, start, word.len(), (*other).to_owned());
            }
        }
    }
    for (start, name) in names(code) {
        let Some((_, of)) = declared.iter().find(|(known, _)| known == name) else { continue };
        let declares = code[start + name.len()..].starts_with(" (");
        let same = declared.iter().filter(|(other, kind)| kind == of && other != name && !declares);
        for (other, _) in same {
            add(Kind::FactRenamed, start, name.len(), other.clone());
        }
        add(Kind::FactRenamed, start, name.len(), format!("{name}额"));
    }
}

/// Whether a number bounds something: in the left part of a row, or after a word that compares.
fn is_bound(before: &str, rest: &str, in_table: bool) -> bool {
    const WORDS: &[&str] = &[
        "达到",
        "超过",
        "不足",
        "不满",
        "满",
        "近",
        "不低于",
        "不少于",
        "以上",
        "至",
        "从",
        "每满",
        "每",
        "自",
        "封顶",
        "低于",
    ];
    let row = in_table && rest.contains(" : ");
    row || WORDS.iter().any(|word| before.trim_end().ends_with(word)) || rest.starts_with("以上")
}

/// Numbers of a line with where they start.
fn numbers(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = code[from..].find(|character: char| character.is_ascii_digit()).map(|at| from + at) {
        let length = code[start..].find(|character: char| !character.is_ascii_digit() && character != '.');
        let end = length.map_or(code.len(), |length| start + length);
        let inside_name =
            code[..start].ends_with(|character: char| character.is_alphanumeric() && character.is_ascii());
        if !inside_name && !code[..start].ends_with(['-', '_']) {
            found.push((start, code[start..end].trim_end_matches('.')));
        }
        from = end;
    }
    found
}

/// Names of a line with where they start.
fn names(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, character) in code.char_indices().chain([(code.len(), ' ')]) {
        let part = character.is_alphanumeric() || character == '_';
        match (part, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                found.push((first, &code[first..at]));
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    found
}

/// Other points: half a point and one point more and less.
fn points(number: &str) -> Vec<String> {
    let hundredths = hundredths(number);
    let others = [hundredths + 50, hundredths - 50, hundredths + 100, hundredths + 10];
    others.into_iter().filter(|other| *other >= 0 && *other != hundredths).map(written).collect()
}

/// One more and one less in the last place.
fn shifted(number: &str) -> Vec<String> {
    let step = if number.contains('.') { 10 } else { 100 };
    let hundredths = hundredths(number);
    [hundredths + step, hundredths - step].into_iter().filter(|other| *other >= 0).map(written).collect()
}

fn hundredths(number: &str) -> i64 {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let part = format!("{part:0<2}");
    whole.parse::<i64>().unwrap() * 100 + part[..2].parse::<i64>().unwrap()
}

fn written(hundredths: i64) -> String {
    let (whole, part) = (hundredths / 100, hundredths % 100);
    if part == 0 { whole.to_string() } else { format!("{whole}.{part:02}").trim_end_matches('0').to_owned() }
}
