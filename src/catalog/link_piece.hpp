#pragma once

/// The index over some of a database's tables. Pieces are made side by side and then joined.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "catalog/link_parts.hpp"

namespace askdb::catalog {

/// What all pieces look at.
struct PieceInput {
  const Database* database = nullptr;
  const std::vector<std::uint32_t>* first_column = nullptr;
  /// By element less the number of tables: the column's values, or null.
  const std::vector<const std::vector<std::string>*>* values = nullptr;
  const std::vector<SubjectArea>* areas = nullptr;
};

class Piece {
 public:
  explicit Piece(PieceInput input) : input_(input) {}

  /// Indexes the tables from `first` to before `last`.
  void add_tables(std::uint32_t first, std::uint32_t last);

  Terms terms;
  std::vector<std::pair<std::uint32_t, Posting>> postings;             ///< Term of this piece.
  std::vector<std::pair<std::uint32_t, ValuePosting>> value_postings;  ///< Value of this piece.
  std::string texts;
  std::vector<StoredValue> values;  ///< Offsets into `texts` of this piece.
  std::vector<HashedValue> hashes;  ///< Sorted by hash.

 private:
  /// The terms under which a word is found, and how well each fits it. Columns repeat their words
  /// thousands of times, so each is taken apart once.
  struct Forms {
    bool is_generic = false;
    std::uint32_t singular = 0;
    std::vector<std::pair<std::uint32_t, Fraction>> terms;
  };

  const Forms& forms_of(const Word& word);
  void add_name(std::uint32_t element, const std::string& name);
  void add_area(std::uint32_t element, const std::string& name);
  void add_comment(std::uint32_t element, const std::string& comment);
  void add_values(std::uint32_t element, const std::vector<std::string>& column);

  PieceInput input_;
  std::unordered_map<std::string, Forms> forms_;
};

}  // namespace askdb::catalog
