//! `chengxin lsp`: a language server over standard input and output.

mod actions;
mod analysis;
mod answer;
mod buffer;
mod capabilities;
mod completion;
mod describe;
mod edit;
mod formatting;
mod frame;
mod hover;
mod inbox;
mod inlay;
mod navigate;
mod outline;
mod path;
mod points;
mod position;
mod publish;
mod rename;
mod scheme;
mod serve;
mod session;
mod suggest;
mod texts;
mod view;

use std::io::{self, BufReader, BufWriter};
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

use chengxin::Language;

use crate::failure::{FAULTY, Failure};
use inbox::Inbox;
use serve::Server;

/// Serves one client until it says `exit` or hangs up.
pub(crate) fn run(language: Language) -> Result<ExitCode, Failure> {
    let (sender, receiver) = mpsc::channel();
    // Reading goes on while an answer is worked out, so a burst of edits never fills the pipe.
    thread::spawn(move || {
        let mut input = BufReader::new(io::stdin());
        while let Ok(Some(frame)) = frame::read(&mut input) {
            if sender.send(frame).is_err() {
                break;
            }
        }
    });
    let mut server = Server::new(language, BufWriter::new(io::stdout()));
    let in_order = server.serve(&mut Inbox::new(receiver)).unwrap_or(false);
    Ok(if in_order { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}
