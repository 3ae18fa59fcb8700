//! The hand-shake: what the client asks for, and what the server can do.

use chengxin::Language;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, HoverProviderCapability,
    InitializeParams, InitializeResult, OneOf, PositionEncodingKind, RenameOptions, SaveOptions, ServerCapabilities,
    ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkDoneProgressOptions,
};

use super::position::Encoding;

/// The language that the client asks for: in its options, else by its locale.
pub(crate) fn language(asked: &InitializeParams) -> Option<Language> {
    let option = asked.initialization_options.as_ref().and_then(|options| options.get("language"));
    match option.and_then(serde_json::Value::as_str) {
        Some("zh") => return Some(Language::Chinese),
        Some("en") => return Some(Language::English),
        Some(_) | None => {}
    }
    let locale = asked.locale.as_ref()?.to_ascii_lowercase();
    Some(if locale.starts_with("zh") { Language::Chinese } else { Language::English })
}

/// How columns are counted: in bytes where the client offers it.
pub(crate) fn encoding(asked: &InitializeParams) -> Encoding {
    let offered = asked.capabilities.general.as_ref().and_then(|general| general.position_encodings.as_ref());
    let bytes = offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8));
    if bytes { Encoding::Utf8 } else { Encoding::Utf16 }
}

/// What the server can do.
pub(crate) fn offered(encoding: Encoding) -> InitializeResult {
    let encoding = match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
    };
    let progress = WorkDoneProgressOptions::default;
    let capabilities = ServerCapabilities {
        position_encoding: Some(encoding),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::FULL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions::default())),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some([" ", "、", "(", "（", "\""].map(str::to_owned).to_vec()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: progress(),
        })),
        document_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        ..ServerCapabilities::default()
    };
    let version = Some(env!("CARGO_PKG_VERSION").to_owned());
    InitializeResult { capabilities, server_info: Some(ServerInfo { name: "chengxin".to_owned(), version }) }
}
