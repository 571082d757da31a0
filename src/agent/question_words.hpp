#pragma once

/// The words of a question, for answers that take them up again.

#include <string>
#include <string_view>
#include <vector>

namespace askdb {

/// Words with their case kept, without the closing mark.
std::vector<std::string> plain_words(std::string_view text);

/// The words `from` up to, not including, `to`, with blanks between them.
std::string joined(const std::vector<std::string>& words, std::size_t from,
                   std::size_t to = std::string::npos);

/// Whether `spaced_list` (" are is ") holds the word, whatever its case.
bool is_one_of(std::string_view word, std::string_view spaced_list);

/// Offset of the words after `phrase`, or 0 when the text does not begin with it ("and", "please"
/// and the like aside).
std::size_t after(const std::vector<std::string>& words, std::string_view phrase);

/// "are", "has", "opened": what ends the things that a question asks for.
bool is_verb(const std::string& word);
bool is_preposition(const std::string& word);

/// What a list question asks for, in the plural: "overdue loan payments" of "Which loan payments
/// are overdue?", "customers in Vienna" of "List all customers in Vienna". Empty when the wording
/// does not tell.
std::string listed_things(std::string_view question);

}  // namespace askdb
