//! The conversation: hand-shake, documents, questions, good-bye.

use std::io::{self, Write};

use chengxin::Language;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    Notification as _,
};
use lsp_types::{DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams};
use serde::de::DeserializeOwned;

use super::frame::{self, Frame};
use super::inbox::Inbox;
use super::session::Session;
use super::{answer, capabilities, publish};

/// How far the conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Before `initialize`.
    New,
    /// Questions are answered.
    Ready,
    /// After `shutdown`.
    Closing,
}

/// One client's server.
pub(crate) struct Server<W> {
    session: Session,
    stage: Stage,
    output: W,
}

impl<W: Write> Server<W> {
    /// Waits for a client that may ask for another language.
    pub(crate) fn new(language: Language, output: W) -> Self {
        Self { session: Session::new(language), stage: Stage::New, output }
    }

    /// Serves until `exit`, or until the client hangs up; says whether it went in order.
    pub(crate) fn serve(&mut self, inbox: &mut Inbox) -> io::Result<bool> {
        loop {
            // When nothing waits, or before an answer: of a burst of edits the last text alone is checked.
            let next = match inbox.ready() {
                Some(frame) => Some(frame),
                None => {
                    self.publish()?;
                    inbox.next()
                }
            };
            match next {
                None => return Ok(false),
                Some(Frame::Broken(id, code, why)) => frame::refuse(&mut self.output, &id, code, &why)?,
                Some(Frame::Message(Message::Response(_))) => {}
                Some(Frame::Message(Message::Notification(notification))) if notification.method == "exit" => {
                    return Ok(self.stage == Stage::Closing);
                }
                Some(Frame::Message(Message::Notification(notification))) => self.hear(notification),
                Some(Frame::Message(Message::Request(request))) => {
                    let cancelled = inbox.cancelled(&request.id);
                    // An answer never comes before what is told of the text it speaks of.
                    if !cancelled {
                        self.publish()?;
                    }
                    let response = self.respond(request, cancelled);
                    self.send(response.into())?;
                }
            }
        }
    }

    fn publish(&mut self) -> io::Result<()> {
        if self.stage != Stage::Ready {
            return Ok(());
        }
        for told in publish::news(&mut self.session) {
            self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), told).into())?;
        }
        Ok(())
    }

    fn send(&mut self, message: Message) -> io::Result<()> {
        message.write(&mut self.output)
    }

    fn respond(&mut self, request: Request, cancelled: bool) -> Response {
        let refuse = |id: RequestId, code: ErrorCode, why: &str| Response::new_err(id, code as i32, why.to_owned());
        match (self.stage, request.method.as_str()) {
            (Stage::New, "initialize") => self.initialize(request),
            (Stage::New, _) => refuse(request.id, ErrorCode::ServerNotInitialized, "initialize comes first"),
            (Stage::Ready, "shutdown") => {
                self.stage = Stage::Closing;
                Response::new_ok(request.id, ())
            }
            (Stage::Ready, "initialize") => refuse(request.id, ErrorCode::InvalidRequest, "initialized already"),
            (Stage::Ready, _) if cancelled => refuse(request.id, ErrorCode::RequestCanceled, "cancelled"),
            (Stage::Ready, _) => answer::answer(&mut self.session, request),
            (Stage::Closing, _) => refuse(request.id, ErrorCode::InvalidRequest, "after shutdown only exit can follow"),
        }
    }

    fn initialize(&mut self, request: Request) -> Response {
        match serde_json::from_value::<InitializeParams>(request.params) {
            Ok(asked) => {
                self.session.language = capabilities::language(&asked).unwrap_or(self.session.language);
                self.session.encoding = capabilities::encoding(&asked);
                self.stage = Stage::Ready;
                Response::new_ok(request.id, capabilities::offered(self.session.encoding))
            }
            Err(error) => Response::new_err(request.id, ErrorCode::InvalidParams as i32, error.to_string()),
        }
    }

    /// A notification is never answered; one that cannot be read is let pass.
    fn hear(&mut self, notification: Notification) {
        if self.stage != Stage::Ready {
            return;
        }
        match notification.method.as_str() {
            DidOpenTextDocument::METHOD => {
                if let Some(opened) = read::<DidOpenTextDocumentParams>(notification) {
                    self.session.open(opened.text_document);
                }
            }
            DidChangeTextDocument::METHOD => {
                if let Some(changed) = read::<DidChangeTextDocumentParams>(notification) {
                    // Whole texts were asked for; of several the last one counts.
                    let whole = changed.content_changes.into_iter().rfind(|change| change.range.is_none());
                    if let Some(change) = whole {
                        self.session.change(&changed.text_document, change.text);
                    }
                }
            }
            DidCloseTextDocument::METHOD => {
                if let Some(closed) = read::<DidCloseTextDocumentParams>(notification) {
                    self.session.close(&closed.text_document.uri);
                }
            }
            DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => self.session.moved(),
            _ => {}
        }
    }
}

fn read<P: DeserializeOwned>(notification: Notification) -> Option<P> {
    serde_json::from_value(notification.params).ok()
}
