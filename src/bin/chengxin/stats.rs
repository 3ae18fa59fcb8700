//! The sizes of a plan and the cost of evaluating a record, as text and as JSON.

use chengxin::Language;
use chengxin::proof::{Cost, Sizes, Stats};
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

/// As JSON.
pub(crate) fn json(stats: &Stats) -> Value {
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
    })
}

fn cost_json(cost: &Cost) -> Value {
    cost.terms().map(|(lists, operations)| json!({ "lists": lists, "operations": operations })).collect()
}
