#pragma once

/// What the program ends with, for scripts. Described in `askdb ask --help`.

#include "agent/event.hpp"

namespace askdb {

constexpr int kExitAnswered = 0;
constexpr int kExitError = 1;
constexpr int kExitUsage = 2;
constexpr int kExitNotUnderstood = 3;
constexpr int kExitRefused = 4;
constexpr int kExitDatasource = 5;
constexpr int kExitCancelled = 130;
constexpr int kExitTerminated = 143;

int exit_code_of(const Answer& answer);
int exit_code_of(const Error& error);

}  // namespace askdb
