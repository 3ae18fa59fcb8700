//! Plays a session that is written down: what the client does, asks and is told.

use std::fs;
use std::path::Path;

use chengxin::{RuleSet, Severity};
use serde_json::{Value, json};

use crate::client::{Client, Pack, any_question, at};
use crate::lines;

/// Plays a script and compares every answer; with `BLESS` writes the answers down.
pub(crate) fn play(path: &Path) {
    let mut script: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let name = path.file_stem().unwrap().to_string_lossy().into_owned();
    let pack = Pack::copy(&at(script["pack"].as_str().unwrap()), &name);
    let mut client = Client::start(pack);
    client.initialize(&script.get("initialize").cloned().unwrap_or(json!({})));
    let script_places = script.get("places") != Some(&json!(false));
    let mut wrong = Vec::new();
    for (number, step) in script["steps"].as_array_mut().unwrap().iter_mut().enumerate() {
        let Some(found) = step_by(&mut client, step) else { continue };
        let found = if script_places { json!(found) } else { json!(without_places(&found)) };
        if std::env::var_os("BLESS").is_some() {
            step["expect"] = found;
        } else if step["expect"] != found {
            wrong.push(format!("step {number} {step:#}\nfound {found:#}"));
        }
    }
    assert_eq!(client.leave(), Some(0), "{name}");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, format!("{script:#}\n")).unwrap();
    }
    assert!(wrong.is_empty(), "{}:\n{}", path.display(), wrong.join("\n"));
}

/// The lines without positions: those of a pack that is worked on elsewhere change with it.
fn without_places(lines: &[String]) -> Vec<String> {
    let place = |word: &&str| word.contains(':') && word.chars().all(|it| it.is_ascii_digit() || ":-()".contains(it));
    lines.iter().map(|line| line.split(' ').filter(|word| !place(word)).collect::<Vec<_>>().join(" ")).collect()
}

/// Does one step; what is found, where the step asks something.
fn step_by(client: &mut Client, step: &Value) -> Option<Vec<String>> {
    let named = |key: &str| step.get(key).and_then(Value::as_str);
    if let Some(name) = named("open") {
        match named("text") {
            Some(text) => client.open_as(name, text),
            None => client.open(name),
        }
        return None;
    }
    if let Some(name) = named("change") {
        let mut text = client.text(name);
        for pair in step["replace"].as_array().unwrap() {
            let (old, new) = (pair[0].as_str().unwrap(), pair[1].as_str().unwrap());
            assert!(text.contains(old), "{old} is not in {name}");
            text = text.replacen(old, new, 1);
        }
        client.change(name, &text);
        return None;
    }
    if let Some(name) = named("close") {
        client.close(name);
        return None;
    }
    if let Some(name) = named("write") {
        fs::write(client.root().join(name), step["text"].as_str().unwrap()).unwrap();
        client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
        return None;
    }
    let root = format!("{}/", client.uri("").trim_end_matches('/'));
    if let Some(name) = named("told") {
        client.settle();
        return Some(lines::diagnostics(client.told(name), &root));
    }
    let method = named("ask").unwrap();
    let answer = client.ask(method, question(client, step));
    if step.get("then").is_some() {
        check_after(client, &answer, &root);
    }
    let found = lines::lines(method, &answer, &root);
    let only = step.get("only").and_then(Value::as_array);
    Some(match only {
        Some(only) => {
            found.into_iter().filter(|line| only.iter().any(|it| line.contains(it.as_str().unwrap()))).collect()
        }
        None => match named("first").and_then(|count| count.parse().ok()) {
            Some(count) => found.into_iter().take(count).collect(),
            None => found,
        },
    })
}

/// The parameters of a question: `in` names the file, `at` a text in it, at whose middle the place is marked by `|`.
fn question(client: &Client, step: &Value) -> Value {
    let name = step["in"].as_str().unwrap();
    let mut params = any_question(&client.uri(name));
    params["range"]["end"]["line"] = json!(100_000);
    if let Some(place) = step.get("at").and_then(Value::as_str) {
        let text = client.text(name);
        let (before, after) = place.split_once('|').unwrap_or((place, ""));
        let found = text.find(&format!("{before}{after}")).unwrap_or_else(|| panic!("{place} is not in {name}"));
        let start = text[..found + before.len()].rfind('\n').map_or(0, |end| end + 1);
        let line = text[..start].matches('\n').count();
        let character = text[start..found + before.len()].encode_utf16().count();
        params["position"] = json!({ "line": line, "character": character });
        params["range"] = json!({ "start": params["position"], "end": params["position"] });
    }
    if let Some(new) = step.get("to") {
        params["newName"] = new.clone();
    }
    params
}

/// Puts the edits into the files of a sound pack, and checks that it is still sound.
fn check_after(client: &Client, answer: &Value, root: &str) {
    let changes = answer["result"]["changes"].as_object().unwrap_or_else(|| panic!("{answer}"));
    assert!(!changes.is_empty());
    let mut originals = Vec::new();
    for (uri, edits) in changes {
        let path = client.root().join(uri.strip_prefix(root).unwrap());
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let mut edits: Vec<&Value> = edits.as_array().unwrap().iter().collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(place(&edit["range"]["start"])));
        for edit in edits {
            let ((line, start), (_, end)) = (place(&edit["range"]["start"]), place(&edit["range"]["end"]));
            let units: Vec<u16> = lines[line].encode_utf16().collect();
            let new: Vec<u16> = edit["newText"].as_str().unwrap().encode_utf16().collect();
            let units = [&units[..start], &new, &units[end..]].concat();
            lines[line] = String::from_utf16(&units).unwrap();
        }
        fs::write(&path, lines.join("\n")).unwrap();
        originals.push((path, text));
    }
    let after = RuleSet::check(client.root()).unwrap();
    let errors: Vec<_> = after.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{answer:#}\n{errors:#?}");
    for (path, text) in originals {
        fs::write(path, text).unwrap();
    }
}

fn place(position: &Value) -> (usize, usize) {
    let whole = |key: &str| usize::try_from(position[key].as_u64().unwrap()).unwrap();
    (whole("line"), whole("character"))
}
