//! `chengxin lsp` over real standard input and output: sessions as data, and the protocol's own accidents.
//!
//! `tests/lsp/NAME.json` is a session: a pack, what the client says at first, and steps, each with what is expected.
//! Answers are written as short lines. `BLESS=1 cargo test --all-features --test lsp` writes what is expected anew; read
//! it before you keep it.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a failed test may panic"
)]

#[path = "lsp/client.rs"]
mod client;
#[path = "lsp/lines.rs"]
mod lines;
#[path = "lsp/session.rs"]
mod session;

use std::time::{Duration, Instant};

use client::{Client, Pack};
use serde_json::{Value, json};

#[test]
fn every_session_goes_as_written() {
    let folder = client::at("tests/lsp");
    let mut scripts: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    scripts.retain(|path| path.extension().is_some_and(|end| end == "json"));
    scripts.sort();
    assert!(scripts.len() >= 8, "{scripts:?}");
    for script in scripts {
        session::play(&script);
    }
}

#[test]
fn a_broken_frame_is_told_and_the_next_one_answered() {
    let mut client = Client::start(Pack::small("broken"));
    client.initialize(&json!({}));
    client.write_raw("Content-Length: 7\r\n\r\nnot one");
    let told = client.next_answer();
    assert_eq!(told["error"]["code"], -32700, "{told}");
    assert_eq!(told["id"], Value::Null);
    client.write_raw("Content-Length: x\r\n\r\n");
    assert_eq!(client.next_answer()["error"]["code"], -32700);
    client.write_raw("no header at all, and no end of line");
    client.write_raw("\r\n\r\n");
    assert_eq!(client.next_answer()["error"]["code"], -32700);
    client.write(&json!({ "jsonrpc": "2.0", "id": 77, "neither": "a request nor an answer" }));
    let told = client.next_answer();
    assert_eq!((&told["error"]["code"], &told["id"]), (&json!(-32600), &json!(77)));
    client.write(&json!([1, 2, 3]));
    assert_eq!(client.next_answer()["error"]["code"], -32600);
    let mut invalid = b"Content-Length: 2\r\n\r\n".to_vec();
    invalid.extend([0xFF, 0xFE]);
    client.write_bytes(&invalid);
    assert_eq!(client.next_answer()["error"]["code"], -32700);
    client.open("basic.rules");
    assert!(client.ask("textDocument/documentSymbol", client.document("basic.rules"))["result"].is_array());
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn what_is_not_known_is_refused_and_what_is_not_open_is_null() {
    let mut client = Client::start(Pack::small("unknown"));
    let early = client.ask("textDocument/hover", json!({}));
    assert_eq!(early["error"]["code"], -32002);
    client.tell("textDocument/didOpen", json!({ "before": "initialize" }));
    client.initialize(&json!({}));
    assert_eq!(client.ask("initialize", json!({ "capabilities": {} }))["error"]["code"], -32600);
    assert_eq!(client.ask("textDocument/somersault", json!({}))["error"]["code"], -32601);
    assert_eq!(client.ask("textDocument/hover", json!({ "nothing": "fits" }))["error"]["code"], -32602);
    client.tell("textDocument/didChange", json!(["does", "not", "fit"]));
    client.tell("$/somersault", json!({}));
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": "file:///nowhere/x.rules" } }));
    for method in [
        "hover",
        "completion",
        "definition",
        "references",
        "documentSymbol",
        "formatting",
        "inlayHint",
        "codeAction",
        "rename",
        "prepareRename",
    ] {
        for uri in ["file:///nowhere/x.rules", "untitled:Untitled-1", "file:///%E4%B8", "mailto:nobody"] {
            let params = client::any_question(uri);
            let answer = client.ask(&format!("textDocument/{method}"), params);
            assert_eq!(answer.get("result"), Some(&Value::Null), "{method} {uri}: {answer}");
        }
    }
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_burst_of_edits_is_checked_once_or_a_few_times_and_the_last_text_counts() {
    let mut client = Client::start(Pack::small("burst"));
    client.initialize(&json!({}));
    client.open("basic.rules");
    client.settle();
    let right = client.text("basic.rules");
    let begun = Instant::now();
    for edit in 0..200 {
        let text = if edit == 199 { right.clone() } else { right.replace("30 分", &format!("{edit} 个")) };
        client.change("basic.rules", &text);
    }
    client.settle();
    let told = client.told("basic.rules").unwrap();
    assert_eq!(told["diagnostics"], json!([]), "{told}");
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    let checks = client.times_told("basic.rules");
    assert!(checks < 150, "checked {checks} times for 200 edits");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn a_question_that_is_cancelled_while_it_waits_is_not_worked_out() {
    let mut client = Client::start(Pack::small("cancel"));
    client.initialize(&json!({}));
    client.open("basic.rules");
    let asked = client.document("basic.rules");
    // Both in one write: the server has the cancellation when it comes to the question.
    let question = client::frame(
        &json!({ "jsonrpc": "2.0", "id": 9000, "method": "textDocument/documentSymbol", "params": asked }),
    );
    let cancel = client::frame(&json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 9000 } }));
    let mut many = question.clone();
    many.extend(cancel);
    client.write_bytes(&many);
    let answer = client.next_answer();
    assert_eq!(answer["id"], 9000);
    assert!(answer["error"]["code"] == -32800 || answer["result"].is_array(), "{answer}");
    assert_eq!(client.leave(), Some(0));
}

#[test]
fn columns_are_bytes_where_the_client_offers_it() {
    let ask = |client: &mut Client, character: usize| {
        let mut params = client.document("basic.rules");
        params["position"] = json!({ "line": 4, "character": character });
        client.ask("textDocument/hover", params)["result"]["range"].clone()
    };
    // `  要求 独立法人 且 久`: the fact begins at byte 9, and at unit 5.
    for (offered, chosen, at, end) in
        [(json!(["utf-8", "utf-16"]), "utf-8", 9, 21), (json!(["utf-16"]), "utf-16", 5, 9)]
    {
        let mut client = Client::start(Pack::small(&format!("columns-{chosen}")));
        let said = client.initialize(&json!({ "capabilities": { "general": { "positionEncodings": offered } } }));
        assert_eq!(said["result"]["capabilities"]["positionEncoding"], chosen);
        client.open("basic.rules");
        let range = ask(&mut client, at);
        assert_eq!(range["start"], json!({ "line": 4, "character": at }));
        assert_eq!(range["end"], json!({ "line": 4, "character": end }));
        assert_eq!(client.leave(), Some(0));
    }
}

#[test]
fn it_ends_by_the_book() {
    let mut client = Client::start(Pack::small("end"));
    client.initialize(&json!({}));
    assert_eq!(client.ask("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(client.ask("textDocument/hover", client::any_question("file:///x"))["error"]["code"], -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.code(), Some(0));
    let mut client = Client::start(Pack::small("exit"));
    client.initialize(&json!({}));
    client.tell("exit", Value::Null);
    assert_eq!(client.code(), Some(1), "exit without shutdown");
    let mut client = Client::start(Pack::small("gone"));
    client.initialize(&json!({}));
    client.hang_up();
    assert_eq!(client.code(), Some(1), "the client has gone");
}

/// Positions far outside, documents cut anywhere, answers to all questions: nothing may end the server.
#[test]
fn no_text_and_no_position_ends_the_server() {
    let mut client = Client::start(Pack::small("cuts"));
    client.initialize(&json!({}));
    client.open("basic.rules");
    let whole = client.text("basic.rules");
    let cuts: Vec<usize> = whole.char_indices().map(|(at, _)| at).step_by(29).collect();
    for (round, cut) in cuts.into_iter().enumerate() {
        let text = if round % 3 == 0 { whole[cut..].to_owned() } else { whole[..cut].to_owned() };
        client.change("basic.rules", &text);
        let line = text.matches('\n').count();
        for (line, character) in [(line, 4_000_000_000_u32), (4_000_000_000, 0), (line, 3), (line / 2, 7)] {
            let mut params = client::any_question(&client.uri("basic.rules"));
            params["position"] = json!({ "line": line, "character": character });
            let method = [
                "hover",
                "completion",
                "definition",
                "prepareRename",
                "inlayHint",
                "documentSymbol",
                "codeAction",
                "formatting",
            ][round % 8];
            let answer = client.ask(&format!("textDocument/{method}"), params);
            assert!(answer.get("result").is_some(), "{method} after {cut}: {answer}");
        }
    }
    assert_eq!(client.leave(), Some(0));
}
