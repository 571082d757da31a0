#pragma once

/// Questions in, predictions out, one JSON object a line.

#include <iosfwd>

#include "linguist/linguist.hpp"

namespace askdb::evaluation {

/// Reads {"id","question"} lines and prints {"id","sql","confidence","answerable","explanation",
/// "micros"} lines in the same order; micros is the time of the translation alone. Blank lines are
/// skipped; a line that is no such object gets an answer with an "error" that names the line.
/// Returns how many lines were unusable.
std::size_t predict_lines(std::istream& questions, std::ostream& predictions,
                          const Linguist& linguist, Clock::WallTime now);

}  // namespace askdb::evaluation
