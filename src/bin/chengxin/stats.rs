//! The sizes of a plan and the cost of evaluating a record, as text and as JSON.

use chengxin::batch::Batch;
use chengxin::proof::{Cost, Sizes, Stats};
use chengxin::{Date, Language, Options, RuleSet, Sources};
use serde_json::{Value, json};

use crate::phrase::phrase;

/// As lines of text.
pub(crate) fn text(stats: &Stats, language: Language) -> String {
    let Sizes { facts, lists, fields, definitions, conditions, indicators, leaves, tables, rows, formula_nodes } =
        &stats.sizes;
    let mut out = phrase!(
        language,
        "规模：事实 {facts}（列表 {lists}，字段 {fields}），定义 {definitions}，条件 {conditions}，指标 {indicators}（直接计分的 {leaves}），表 {tables}，行 {rows}，式 {formula_nodes}\n",
        "sizes: {facts} facts ({lists} lists, {fields} fields), {definitions} definitions, {conditions} conditions, {indicators} indicators ({leaves} scored by themselves), {tables} tables, {rows} rows, {formula_nodes} formula nodes\n"
    );
    let cost = &stats.scheme;
    out.push_str(&phrase!(
        language,
        "计算一份记录至多的步数（列表名表示它的条数）：{cost}\n",
        "operations for one record at most (a list's name stands for its length): {cost}\n"
    ));
    for (key, cost) in &stats.tracks {
        out.push_str(&phrase!(language, "  {key} 另加：{cost}\n", "  {key} adds: {cost}\n"));
    }
    out
}

/// What is computed in whole numbers, and what by the tree walk in exact rationals, on the first day of the scheme.
pub(crate) fn paths(sources: &Sources, language: Language) -> String {
    let mut out = String::new();
    for (track, operations, left) in compiled(sources) {
        let left = if left.is_empty() { "-".to_owned() } else { left.join(" ") };
        let track = track.unwrap_or_else(|| "-".to_owned());
        out.push_str(&phrase!(
            language,
            "编译（渠道 {track}）：整数列运算 {operations} 步；由精确有理数逐条计算的指标：{left}\n",
            "compiled (track {track}): {operations} operations over columns of whole numbers; indicators left to exact rationals, record by record: {left}\n"
        ));
    }
    out
}

/// As JSON.
pub(crate) fn paths_json(sources: &Sources) -> Value {
    let paths = compiled(sources).into_iter().map(|(track, operations, left)| {
        json!({ "track": track, "whole_number_operations": operations, "indicators_by_exact_rationals": left })
    });
    paths.collect()
}

/// For no track and for each: its key, how many operations there are, and which indicators are left to the tree walk.
fn compiled(sources: &Sources) -> Vec<(Option<String>, usize, Vec<String>)> {
    let texts = sources.iter().map(|source| (source.name(), source.text()));
    let Ok(rules) = RuleSet::from_sources(texts) else { return Vec::new() };
    let day = rules.effective().0.unwrap_or(Date::SAMPLE);
    let Ok(batch) = Batch::new(&rules, &Options::on(day)) else { return Vec::new() };
    let tracks = std::iter::once(None).chain(rules.tracks().map(|(key, _)| Some(key.to_owned())));
    tracks
        .map(|track| {
            let named = track.as_deref();
            let (operations, left) = (batch.operations(named), batch.uncompiled(named));
            (track, operations, left)
        })
        .collect()
}

/// As JSON.
pub(crate) fn json(stats: &Stats, paths: Value) -> Value {
    let Sizes { facts, lists, fields, definitions, conditions, indicators, leaves, tables, rows, formula_nodes } =
        &stats.sizes;
    let tracks = stats.tracks.iter().map(|(key, cost)| (key.clone(), cost_json(cost)));
    json!({
        "sizes": {
            "facts": facts,
            "lists": lists,
            "fields": fields,
            "definitions": definitions,
            "conditions": conditions,
            "indicators": indicators,
            "leaves": leaves,
            "tables": tables,
            "rows": rows,
            "formula_nodes": formula_nodes,
        },
        "cost": { "scheme": cost_json(&stats.scheme), "tracks": tracks.collect::<serde_json::Map<_, _>>() },
        "compiled": paths,
    })
}

fn cost_json(cost: &Cost) -> Value {
    cost.terms().map(|(lists, operations)| json!({ "lists": lists, "operations": operations })).collect()
}
