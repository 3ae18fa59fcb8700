// Starts `chengxin lsp` and hands the editor's questions to it.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

/** The language that the settings ask for; nothing where it is that of the editor. */
function language() {
  const chosen = vscode.workspace.getConfiguration("chengxin").get("language");
  return chosen === "auto" ? undefined : chosen;
}

async function start() {
  const command = vscode.workspace.getConfiguration("chengxin").get("server.path") || "chengxin";
  const serverOptions = { command, args: ["lsp"] };
  const clientOptions = {
    documentSelector: [
      { language: "chengxin" },
      { scheme: "file", pattern: "**/scheme.toml" },
    ],
    initializationOptions: { language: language() },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/{*.rules,scheme.toml}") },
  };
  client = new LanguageClient("chengxin", "chengxin 诚信", serverOptions, clientOptions);
  try {
    await client.start();
  } catch (error) {
    const open = "Open settings / 打开设置";
    const message = `chengxin: cannot start “${command} lsp” / 无法启动。${error.message || error}`;
    if ((await vscode.window.showErrorMessage(message, open)) === open) {
      vscode.commands.executeCommand("workbench.action.openSettings", "chengxin.server.path");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running && running.isRunning()) {
    await running.stop();
  }
}

async function activate(context) {
  const restart = async () => {
    await stop();
    await start();
  };
  context.subscriptions.push(
    vscode.commands.registerCommand("chengxin.restart", restart),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("chengxin")) {
        return restart();
      }
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
