#pragma once

/// The engine's closed word lists: numbers, irregular forms, function words, adjectives that stand
/// for a dimension, synonyms for common column names.

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace askdb::linguist {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words);

struct NumberWord {
  double value = 0;
  bool is_ordinal = false;
};
std::optional<NumberWord> number_word(std::string_view lower);

/// The base of an irregular form ("people" -> "person"), or empty.
std::string_view irregular_form(std::string_view lower);

/// Carries no content of its own: articles, pronouns, auxiliaries, prepositions, question words.
bool is_function_word(std::string_view lower);

/// Asks politely or commands, and so says nothing about the data: "show", "please".
bool is_noise_word(std::string_view lower);

/// An adjective or adverb that compares along a dimension.
struct Degree {
  /// Column words it may mean, best first, separated by blanks; empty: the dimension is named.
  std::string_view dimensions;
  bool is_upward = true;  ///< "older" is towards more age.
  bool is_superlative = false;
  /// Among `dimensions`, dates run the other way: the older, the earlier the birth date.
  bool reverses_dates = false;
};
std::optional<Degree> degree(std::string_view lower);

/// Words (stems) that may stand for `stem` in a name, each with the share of trust left.
struct Synonym {
  std::string stem;
  double trust = 0;
};
std::span<const Synonym> synonyms(std::string_view stem);

/// What an abbreviation in a name stands for ("qty" -> "quantity"), blank-separated, or empty.
std::string_view expanded_abbreviation(std::string_view lower);

}  // namespace askdb::linguist
