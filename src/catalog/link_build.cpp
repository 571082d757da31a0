#include <algorithm>
#include <thread>
#include <unordered_map>

#include "catalog/link_piece.hpp"
#include "catalog/link_twins.hpp"

namespace askdb {

namespace catalog {

std::uint32_t letters_of(std::string_view text) {
  std::uint32_t letters = 0;
  for (const char byte : text) {
    if (byte >= 'a' && byte <= 'z') {
      letters |= 1U << static_cast<unsigned>(byte - 'a');
    }
  }
  return letters;
}

}  // namespace catalog

namespace {

using catalog::Piece;
using catalog::Terms;

constexpr std::size_t kMaxValues = 2'000'000;
/// Fewer tables than this are not worth a thread of their own.
constexpr std::size_t kTablesPerThread = 512;
constexpr std::size_t kMaxThreads = 8;
/// Shorter parts of words are found in too many by chance.
constexpr std::size_t kGluedLetters = 3;

std::string table_key(std::string_view schema, std::string_view table) {
  return std::string(schema) + '\n' + std::string(table);
}

class Builder {
 public:
  Builder(LinkIndex::Parts& parts, const std::vector<ColumnValues>& values,
          const std::vector<SubjectArea>& areas)
      : parts_(parts), areas_(areas) {
    number_elements();
    find_values(values);
  }

  /// The pieces, made by as many threads as the machine has cores for.
  std::vector<Piece> make_pieces() const {
    const std::size_t cores = std::max<std::size_t>(std::thread::hardware_concurrency(), 1);
    const std::size_t count =
        std::clamp<std::size_t>(parts_.tables / kTablesPerThread, 1, std::min(cores, kMaxThreads));
    std::vector<Piece> pieces(
        count, Piece({parts_.database.get(), &parts_.first_column, &values_, &areas_}));
    std::vector<std::jthread> threads;
    for (std::size_t at = 0; at < count; ++at) {
      const auto first = static_cast<std::uint32_t>(parts_.tables * at / count);
      const auto last = static_cast<std::uint32_t>(parts_.tables * (at + 1) / count);
      const auto work = [&pieces, at, first, last] { pieces[at].add_tables(first, last); };
      if (at + 1 < count) {
        threads.emplace_back(work);
      } else {
        work();
      }
    }
    return pieces;  // After the threads have ended: jthread waits.
  }

  void join(std::vector<Piece> pieces) {
    std::vector<std::vector<std::uint32_t>> terms;  // By piece and its own term: the common one.
    for (const auto& piece : pieces) {
      auto& common = terms.emplace_back();
      for (std::uint32_t term = 0; term < piece.terms.size(); ++term) {
        common.push_back(parts_.terms.add(piece.terms.text(term)));
      }
    }
    parts_.terms.shrink();
    sort_in(pieces, terms, &Piece::postings, parts_.postings, [](auto&, std::uint32_t) {});
    sort_in(pieces, terms, &Piece::value_postings, parts_.value_postings,
            [](catalog::ValuePosting& one, std::uint32_t base) { one.value += base; });
    for (auto& piece : pieces) join_values(piece);
  }

  void add_vocabulary() {
    for (std::uint32_t term = 0; term < parts_.terms.size(); ++term) {
      const auto word = parts_.terms.text(term);
      if (word.size() < 4 || word.front() == '~') continue;
      parts_.vocabulary.push_back({catalog::letters_of(word), term});
    }
    parts_.vocabulary.shrink_to_fit();
  }

  /// "lastname" is found by "last" and by "name" if the schema knows both.
  void add_glued() {
    std::vector<std::vector<std::uint32_t>> lists(parts_.terms.size());
    for (const auto& known : parts_.vocabulary) {
      const std::string word(parts_.terms.text(known.term));
      if (word.size() < 2 * kGluedLetters || word.size() > 40) continue;
      for (std::size_t at = kGluedLetters; at + kGluedLetters <= word.size(); ++at) {
        const auto head = named(std::string_view(word).substr(0, at));
        const auto tail = head == Terms::kNone ? head : named(std::string_view(word).substr(at));
        if (tail == Terms::kNone) continue;
        lists[head].push_back(known.term);
        lists[tail].push_back(known.term);
        break;
      }
    }
    fill(lists, parts_.glued);
  }

  void add_originals() {
    parts_.original_of = catalog::originals_of(*parts_.database);
    for (const auto& table : parts_.database->tables) {
      const auto words = catalog::identifier_words_without_stems(table.name).size();
      parts_.name_words.push_back(static_cast<std::uint8_t>(std::min<std::size_t>(words, 255)));
    }
  }

  void add_neighbours() {
    std::vector<std::vector<std::uint32_t>> lists(parts_.tables);
    for (std::uint32_t index = 0; index < parts_.tables; ++index) {
      for (const auto& key : parts_.database->tables[index].foreign_keys) {
        const auto to = numbers_.find(table_key(key.to_schema, key.to_table));
        if (to == numbers_.end() || to->second == index) continue;
        lists[index].push_back(to->second);
        lists[to->second].push_back(index);
      }
    }
    for (auto& list : lists) {
      std::sort(list.begin(), list.end());
      list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    fill(lists, parts_.neighbours);
  }

  void add_schemas() {
    std::unordered_map<std::string_view, std::uint32_t> known;
    std::vector<std::vector<std::uint32_t>> lists;
    for (std::uint32_t index = 0; index < parts_.tables; ++index) {
      const std::string_view name = parts_.database->tables[index].schema;
      const auto schema = known.emplace(name, static_cast<std::uint32_t>(lists.size())).first;
      if (schema->second == lists.size()) lists.emplace_back();
      lists[schema->second].push_back(index);
      parts_.schema_of.push_back(schema->second);
    }
    fill(lists, parts_.schema_tables);
  }

 private:
  void number_elements() {
    parts_.tables = parts_.database->tables.size();
    for (std::uint32_t table = 0; table < parts_.tables; ++table) parts_.table_of.push_back(table);
    for (std::uint32_t index = 0; index < parts_.tables; ++index) {
      const Table& table = parts_.database->tables[index];
      numbers_.emplace(table_key(table.schema, table.name), index);
      parts_.first_column.push_back(static_cast<std::uint32_t>(parts_.table_of.size()));
      parts_.table_of.insert(parts_.table_of.end(), table.columns.size(), index);
    }
    parts_.table_of.shrink_to_fit();
  }

  /// For each column its read values, else its samples, until there are as many as may be.
  void find_values(const std::vector<ColumnValues>& values) {
    values_.assign(parts_.table_of.size() - parts_.tables, nullptr);
    for (const auto& one : values) {
      const auto table = numbers_.find(table_key(one.schema, one.table));
      if (table == numbers_.end()) continue;
      const auto& columns = parts_.database->tables[table->second].columns;
      const auto column = std::find_if(columns.begin(), columns.end(), [&](const Column& known) {
        return known.name == one.column;
      });
      if (column == columns.end()) continue;
      values_[parts_.first_column[table->second] - parts_.tables +
              static_cast<std::size_t>(column - columns.begin())] = &one.values;
    }
    std::size_t count = 0;
    std::size_t place = 0;
    for (const auto& table : parts_.database->tables) {
      for (const auto& column : table.columns) {
        auto& known = values_[place++];
        if (known == nullptr && !column.samples.empty()) known = &column.samples;
        count += known == nullptr ? 0 : known->size();
        if (count > kMaxValues) known = nullptr;
      }
    }
  }

  /// Sorts the pieces' postings by common term, keeping their order: a counting sort.
  template <class T, class Shift>
  static void sort_in(const std::vector<Piece>& pieces,
                      const std::vector<std::vector<std::uint32_t>>& terms,
                      std::vector<std::pair<std::uint32_t, T>> Piece::*from,
                      catalog::Lists<T>& lists, const Shift& shift) {
    std::uint32_t most = 0;
    for (const auto& common : terms) {
      for (const auto term : common) most = std::max(most, term + 1);
    }
    lists.first.assign(most + 1, 0);
    std::size_t total = 0;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      for (const auto& one : pieces[at].*from) ++lists.first[terms[at][one.first] + 1];
      total += (pieces[at].*from).size();
    }
    for (std::size_t term = 0; term < most; ++term) lists.first[term + 1] += lists.first[term];
    auto next = lists.first;
    lists.items.resize(total);
    std::uint32_t base = 0;
    for (std::size_t at = 0; at < pieces.size(); ++at) {
      for (auto [term, posting] : pieces[at].*from) {
        shift(posting, base);
        lists.items[next[terms[at][term]]++] = posting;
      }
      base += static_cast<std::uint32_t>(pieces[at].values.size());
    }
  }

  void join_values(Piece& piece) {
    const auto base = static_cast<std::uint32_t>(parts_.values.size());
    const auto offset = static_cast<std::uint32_t>(parts_.texts.size());
    for (auto value : piece.values) {
      value.offset += offset;
      parts_.values.push_back(value);
    }
    parts_.texts += piece.texts;
    const auto middle = static_cast<std::ptrdiff_t>(parts_.hashes.size());
    for (auto hash : piece.hashes) {
      hash.value += base;
      parts_.hashes.push_back(hash);
    }
    std::inplace_merge(parts_.hashes.begin(), parts_.hashes.begin() + middle, parts_.hashes.end(),
                       [](const auto& a, const auto& b) {
                         return a.hash != b.hash ? a.hash < b.hash : a.value < b.value;
                       });
    piece = Piece({});
  }

  static void fill(const std::vector<std::vector<std::uint32_t>>& from,
                   catalog::Lists<std::uint32_t>& to) {
    to.first.push_back(0);
    for (const auto& list : from) {
      to.items.insert(to.items.end(), list.begin(), list.end());
      to.first.push_back(static_cast<std::uint32_t>(to.items.size()));
    }
  }

  /// The term, if it is a word of some name.
  std::uint32_t named(std::string_view word) const {
    const auto term = parts_.terms.find(word);
    return term == Terms::kNone || parts_.postings.of(term).empty() ? Terms::kNone : term;
  }

  LinkIndex::Parts& parts_;
  const std::vector<SubjectArea>& areas_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  // Table by schema and name.
  std::vector<const std::vector<std::string>*> values_;
};

}  // namespace

std::size_t LinkIndex::Parts::bytes() const {
  const auto size_of = [](const auto& list) { return list.capacity() * sizeof(list[0]); };
  return size_of(table_of) + size_of(first_column) + terms.bytes() + postings.bytes() +
         value_postings.bytes() + size_of(vocabulary) + texts.capacity() + size_of(values) +
         size_of(hashes) + neighbours.bytes() + size_of(schema_of) + schema_tables.bytes() +
         size_of(original_of) + size_of(name_words) + glued.bytes();
}

LinkIndex::LinkIndex(std::shared_ptr<const Database> database,
                     const std::vector<ColumnValues>& values,
                     const std::vector<SubjectArea>& areas) {
  auto parts = std::make_unique<Parts>();
  parts->database = std::move(database);
  Builder builder(*parts, values, areas);
  builder.join(builder.make_pieces());
  builder.add_vocabulary();
  builder.add_neighbours();
  builder.add_schemas();
  builder.add_glued();
  builder.add_originals();
  parts_ = std::move(parts);
}

LinkIndex::~LinkIndex() = default;

std::size_t LinkIndex::bytes() const { return parts_->bytes(); }

}  // namespace askdb
