#pragma once

/// Names of tables and columns as the words of a question.

#include <string>

namespace askdb {

/// "order_items" -> "order items". Without control characters.
std::string words_of(const std::string& name);
/// "order item" -> "order items"; plural words stay.
std::string plural(std::string words);
/// "policies" -> "policy"; singular words stay.
std::string singular(std::string words);

}  // namespace askdb
