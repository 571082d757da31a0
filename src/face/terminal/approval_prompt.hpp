#pragma once

/// Asks a person whether a statement may run: yes, no, or edited.

#include "agent/orchestrator.hpp"
#include "face/terminal/line_editor.hpp"
#include "face/terminal/progress.hpp"
#include "face/terminal/screen.hpp"

namespace askdb {

/// The statement with the reasons for asking, and what is known about it.
std::string approval_text(const ApprovalRequest& request, const Screen& screen);

/// What came of asking. Nothing: the person wants the whole question stopped (Ctrl-C, Ctrl-D).
std::optional<ApprovalAnswer> ask_approval(const ApprovalRequest& request, LineEditor& editor,
                                           const Screen& screen, const Write& write);

}  // namespace askdb
