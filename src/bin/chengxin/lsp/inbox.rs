//! What has come in and is not yet dealt with: what was cancelled meanwhile is known before it is begun.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;

use lsp_server::{Message, RequestId};
use lsp_types::{CancelParams, NumberOrString};

use super::frame::Frame;

/// Frames that wait.
pub(crate) struct Inbox {
    receiver: Receiver<Frame>,
    waiting: VecDeque<Frame>,
}

impl Inbox {
    /// Takes frames from the thread that reads.
    pub(crate) fn new(receiver: Receiver<Frame>) -> Self {
        Self { receiver, waiting: VecDeque::new() }
    }

    /// The next frame, if one is there already.
    pub(crate) fn ready(&mut self) -> Option<Frame> {
        self.waiting.extend(self.receiver.try_iter());
        self.waiting.pop_front()
    }

    /// The next frame, waited for; nothing when the client has hung up.
    pub(crate) fn next(&mut self) -> Option<Frame> {
        self.ready().or_else(|| self.receiver.recv().ok())
    }

    /// Whether a request has been cancelled by a message that waits.
    pub(crate) fn cancelled(&mut self, id: &RequestId) -> bool {
        self.waiting.extend(self.receiver.try_iter());
        self.waiting.iter().any(|frame| cancels(frame, id))
    }
}

fn cancels(frame: &Frame, id: &RequestId) -> bool {
    let Frame::Message(Message::Notification(notification)) = frame else { return false };
    if notification.method != "$/cancelRequest" {
        return false;
    }
    let cancelled = serde_json::from_value::<CancelParams>(notification.params.clone()).ok();
    cancelled.is_some_and(|cancelled| match cancelled.id {
        NumberOrString::Number(number) => RequestId::from(number) == *id,
        NumberOrString::String(text) => RequestId::from(text) == *id,
    })
}
