//! A client of the language server: it speaks frames to the built binary, and keeps what it is told.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// So long is waited for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A path in this package.
pub(crate) fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A copy of a pack in a directory of its own, removed when it is dropped.
pub(crate) struct Pack(pub(crate) PathBuf);

impl Pack {
    pub(crate) fn small(name: &str) -> Self {
        Self::copy(&at("tests/lsp/pack"), name)
    }

    pub(crate) fn copy(from: &Path, name: &str) -> Self {
        let root = std::env::temp_dir().canonicalize().unwrap();
        let path = root.join(format!("chengxin-lsp-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        copy(from, &path);
        Self(path)
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(from, to).unwrap();
        }
    }
}

/// A message with its header.
pub(crate) fn frame(message: &Value) -> Vec<u8> {
    let text = message.to_string();
    format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes()
}

/// Parameters that fit every question about a document.
pub(crate) fn any_question(uri: &str) -> Value {
    let start = json!({ "line": 0, "character": 0 });
    json!({
        "textDocument": { "uri": uri }, "position": start, "newName": "新名",
        "range": { "start": start, "end": { "line": 9, "character": 9 } },
        "context": { "includeDeclaration": true, "diagnostics": [], "triggerKind": 1 },
        "options": { "tabSize": 2, "insertSpaces": true },
    })
}

pub(crate) struct Client {
    pack: Pack,
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    next_id: i64,
    texts: BTreeMap<String, (i64, String)>,
    told: BTreeMap<String, Value>,
    times: BTreeMap<String, usize>,
}

impl Client {
    pub(crate) fn start(pack: Pack) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_chengxin"))
            .args(["--lang", "en", "lsp"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (sender, receiver) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Self {
            pack,
            child,
            input,
            output: receiver,
            next_id: 0,
            texts: BTreeMap::new(),
            told: BTreeMap::new(),
            times: BTreeMap::new(),
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.pack.0
    }

    /// The address of a file of the pack; another address stays what it is.
    pub(crate) fn uri(&self, name: &str) -> String {
        if name.contains(':') { name.to_owned() } else { format!("file://{}/{name}", self.pack.0.display()) }
    }

    pub(crate) fn document(&self, name: &str) -> Value {
        json!({ "textDocument": { "uri": self.uri(name) } })
    }

    pub(crate) fn write_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub(crate) fn write_raw(&mut self, text: &str) {
        self.write_bytes(text.as_bytes());
    }

    pub(crate) fn write(&mut self, message: &Value) {
        self.write_bytes(&frame(message));
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next_id += 1;
        let id = self.next_id;
        self.write(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        let answer = self.next_answer();
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    pub(crate) fn initialize(&mut self, more: &Value) -> Value {
        let mut params = json!({ "processId": null, "rootUri": null, "capabilities": {} });
        for (key, value) in more.as_object().unwrap() {
            params[key] = value.clone();
        }
        let answer = self.ask("initialize", params);
        assert!(answer["result"]["capabilities"].is_object(), "{answer}");
        self.tell("initialized", json!({}));
        answer
    }

    /// What comes next that is not a notification; notifications are kept.
    pub(crate) fn next_answer(&mut self) -> Value {
        loop {
            let message = self.output.recv_timeout(PATIENCE).expect("an answer in time");
            if message.get("method").is_none() {
                return message;
            }
            self.keep(&message);
        }
    }

    fn keep(&mut self, message: &Value) {
        assert_eq!(message["method"], "textDocument/publishDiagnostics", "{message}");
        let uri = message["params"]["uri"].as_str().unwrap().to_owned();
        *self.times.entry(uri.clone()).or_default() += 1;
        self.told.insert(uri, message["params"].clone());
    }

    pub(crate) fn open(&mut self, name: &str) {
        let text = std::fs::read_to_string(self.pack.0.join(name)).unwrap();
        self.open_as(name, &text);
    }

    pub(crate) fn open_as(&mut self, name: &str, text: &str) {
        self.texts.insert(name.to_owned(), (1, text.to_owned()));
        let document = json!({ "uri": self.uri(name), "languageId": "chengxin", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    pub(crate) fn change(&mut self, name: &str, text: &str) {
        let known = self.texts.get_mut(name).unwrap();
        *known = (known.0 + 1, text.to_owned());
        let document = json!({ "uri": self.uri(name), "version": self.texts[name].0 });
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [{ "text": text }] }));
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.texts.remove(name);
        self.tell("textDocument/didClose", self.document(name));
    }

    /// The text of a file: as it is open, else as it is on disk.
    pub(crate) fn text(&self, name: &str) -> String {
        let open = self.texts.get(name).map(|(_, text)| text.clone());
        open.unwrap_or_else(|| std::fs::read_to_string(self.pack.0.join(name)).unwrap_or_default())
    }

    /// Waits until the last text was checked and everything about it was told.
    pub(crate) fn settle(&mut self) {
        // What is told of a text comes before the answer to any question after it.
        self.ask("textDocument/hover", any_question("file:///nowhere"));
    }

    /// What was last told of a file.
    pub(crate) fn told(&self, name: &str) -> Option<&Value> {
        self.told.get(&self.uri(name))
    }

    pub(crate) fn times_told(&self, name: &str) -> usize {
        self.times.get(&self.uri(name)).copied().unwrap_or(0)
    }

    /// Shuts down and exits; the exit code.
    pub(crate) fn leave(&mut self) -> Option<i32> {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.code()
    }

    pub(crate) fn hang_up(&mut self) {
        self.input = None;
    }

    pub(crate) fn code(&mut self) -> Option<i32> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            thread::sleep(Duration::from_millis(5));
        }
        None
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line.trim().is_empty() {
            break;
        }
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
