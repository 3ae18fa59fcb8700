//! Answers as short lines that can be read and compared.

use serde_json::Value;

/// An answer to this question, in lines. The root of the pack is left out of addresses.
pub(crate) fn lines(method: &str, answer: &Value, root: &str) -> Vec<String> {
    if let Some(error) = answer.get("error") {
        return vec![format!("refused {}: {}", error["code"], text(&error["message"]))];
    }
    let result = &answer["result"];
    if result.is_null() {
        return vec!["null".to_owned()];
    }
    let each = |line: &dyn Fn(&Value) -> String| result.as_array().unwrap().iter().map(line).collect::<Vec<_>>();
    match method {
        "textDocument/hover" => {
            let mut lines = vec![range(&result["range"])];
            lines.extend(text(&result["contents"]["value"]).split("\n").filter(|it| !it.is_empty()).map(str::to_owned));
            lines
        }
        "textDocument/completion" => each(&|item| match item.get("detail") {
            Some(detail) => format!("{} · {}", text(&item["label"]), text(detail)),
            None => text(&item["label"]).to_owned(),
        }),
        "textDocument/definition" | "textDocument/references" => each(&|place| location(place, root)),
        "textDocument/documentSymbol" => {
            let mut lines = Vec::new();
            symbols(result, 0, &mut lines);
            lines
        }
        "textDocument/inlayHint" => each(&|hint| format!("{} {}", position(&hint["position"]), text(&hint["label"]))),
        "textDocument/codeAction" => {
            let action = |action: &Value| {
                let mut lines =
                    vec![format!("{} [{}]", text(&action["title"]), text(&action["diagnostics"][0]["code"]))];
                lines.extend(edits(&action["edit"], root));
                lines
            };
            result.as_array().unwrap().iter().flat_map(action).collect()
        }
        "textDocument/rename" => edits(result, root),
        "textDocument/prepareRename" => vec![format!("{} {}", range(&result["range"]), text(&result["placeholder"]))],
        "textDocument/formatting" => {
            let whole = result.as_array().unwrap().iter().map(|edit| text(&edit["newText"]).to_owned());
            whole.flat_map(|whole| whole.split('\n').map(str::to_owned).collect::<Vec<_>>()).collect()
        }
        _ => vec![result.to_string()],
    }
}

/// What was told of a file.
pub(crate) fn diagnostics(told: Option<&Value>, root: &str) -> Vec<String> {
    let Some(told) = told else { return vec!["nothing".to_owned()] };
    let mut lines = Vec::new();
    for found in told["diagnostics"].as_array().unwrap() {
        let severity = ["", "error", "warning", "information", "hint"]
            [usize::try_from(found["severity"].as_u64().unwrap()).unwrap()];
        let code = found["code"].as_str().unwrap_or("-");
        lines.push(format!("{} {severity} {code}: {}", range(&found["range"]), text(&found["message"])));
        for related in found["relatedInformation"].as_array().into_iter().flatten() {
            lines.push(format!("  {}: {}", location(&related["location"], root), text(&related["message"])));
        }
    }
    lines
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

fn position(position: &Value) -> String {
    format!("{}:{}", position["line"], position["character"])
}

fn range(range: &Value) -> String {
    format!("{}-{}", position(&range["start"]), position(&range["end"]))
}

fn location(place: &Value, root: &str) -> String {
    format!("{} {}", text(&place["uri"]).replace(root, ""), range(&place["range"]))
}

fn symbols(all: &Value, depth: usize, lines: &mut Vec<String>) {
    for symbol in all.as_array().into_iter().flatten() {
        let detail = text(&symbol["detail"]);
        lines.push(format!(
            "{}{} · {detail} {} ({})",
            "  ".repeat(depth),
            text(&symbol["name"]),
            range(&symbol["range"]),
            range(&symbol["selectionRange"])
        ));
        symbols(&symbol["children"], depth + 1, lines);
    }
}

/// Edits in the order of the files.
fn edits(edit: &Value, root: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
        for edit in edits.as_array().unwrap() {
            lines.push(format!("  {} {} → {}", uri.replace(root, ""), range(&edit["range"]), text(&edit["newText"])));
        }
    }
    lines
}
