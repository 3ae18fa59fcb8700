//! Questions by their method, each put to the file that answers it.

use lsp_server::{ErrorCode, Request, RequestId, Response};
use lsp_types::request::{
    CodeActionRequest, Completion, DocumentSymbolRequest, Formatting, GotoDefinition, HoverRequest, InlayHintRequest,
    PrepareRenameRequest, References, Rename, Request as _,
};
use lsp_types::{
    CodeActionParams, CompletionParams, DocumentFormattingParams, DocumentSymbolParams, GotoDefinitionParams,
    HoverParams, InlayHintParams, Position, ReferenceParams, RenameParams, TextDocumentPositionParams, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::session::Session;
use super::view::View;
use super::{actions, completion, formatting, hover, inlay, navigate, outline, rename};

/// Answers a question. A file that is not open, or is no rule file, is answered with `null`.
pub(crate) fn answer(session: &mut Session, request: Request) -> Response {
    let Request { id, method, params } = request;
    match method.as_str() {
        HoverRequest::METHOD => {
            asked(id, params, |params: HoverParams| at(session, &params.text_document_position_params, hover::hover))
        }
        Completion::METHOD => asked(id, params, |params: CompletionParams| {
            at(session, &params.text_document_position, completion::completion)
        }),
        GotoDefinition::METHOD => asked(id, params, |params: GotoDefinitionParams| {
            at(session, &params.text_document_position_params, navigate::definition)
        }),
        References::METHOD => asked(id, params, |params: ReferenceParams| {
            let declared = params.context.include_declaration;
            at(session, &params.text_document_position, |view, offset| navigate::references(view, offset, declared))
        }),
        PrepareRenameRequest::METHOD => {
            asked(id, params, |params: TextDocumentPositionParams| at(session, &params, rename::prepare))
        }
        Rename::METHOD => refusable(id, params, |params: RenameParams| {
            let position = &params.text_document_position;
            let view = session.view(&position.text_document.uri);
            view.map(|view| rename::rename(&view, view.offset(position.position), &params.new_name)).transpose()
        }),
        DocumentSymbolRequest::METHOD => asked(id, params, |params: DocumentSymbolParams| {
            of(session, &params.text_document.uri, |view| Some(outline::outline(view)))
        }),
        Formatting::METHOD => asked(id, params, |params: DocumentFormattingParams| {
            of(session, &params.text_document.uri, formatting::formatting)
        }),
        InlayHintRequest::METHOD => asked(id, params, |params: InlayHintParams| {
            of(session, &params.text_document.uri, |view| Some(inlay::hints(view, params.range)))
        }),
        CodeActionRequest::METHOD => asked(id, params, |params: CodeActionParams| {
            of(session, &params.text_document.uri, |view| Some(actions::actions(view, params.range)))
        }),
        _ => Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("there is no method {method}")),
    }
}

/// Answers from an open file.
fn of<T>(session: &mut Session, uri: &Uri, work: impl FnOnce(&View<'_>) -> Option<T>) -> Option<T> {
    session.view(uri).and_then(|view| work(&view))
}

/// Answers from a place in an open file.
fn at<T>(
    session: &mut Session,
    position: &TextDocumentPositionParams,
    work: impl FnOnce(&View<'_>, usize) -> Option<T>,
) -> Option<T> {
    let place: Position = position.position;
    of(session, &position.text_document.uri, |view| work(view, view.offset(place)))
}

fn asked<P: DeserializeOwned, T: Serialize>(
    id: RequestId,
    params: serde_json::Value,
    work: impl FnOnce(P) -> Option<T>,
) -> Response {
    refusable(id, params, |params| Ok(work(params)))
}

/// The same for a question that can be refused with a reason.
fn refusable<P: DeserializeOwned, T: Serialize>(
    id: RequestId,
    params: serde_json::Value,
    work: impl FnOnce(P) -> Result<Option<T>, String>,
) -> Response {
    let params = match serde_json::from_value(params) {
        Ok(params) => params,
        Err(error) => return Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
    };
    match work(params) {
        Ok(found) => Response::new_ok(id, found),
        Err(why) => Response::new_err(id, ErrorCode::RequestFailed as i32, why),
    }
}
