#include <algorithm>

#include "base/text.hpp"
#include "catalog/link.hpp"
#include "catalog/render_table.hpp"
#include "catalog/render_text.hpp"

namespace askdb {

namespace {

using catalog::Detail;
using catalog::table_name;
using Renderer = catalog::TableRenderer;

/// The best tables are shown with all that is known of them; their joins are spelled out.
constexpr std::size_t kBestTables = 5;
constexpr std::size_t kJoinedTables = 16;
/// Tables are shown in short until this part of the room is used; the rest is for saying more about
/// the best ones.
constexpr double kShortPart = 0.78;
/// Tables that explain less than this part of what the best one does cost tokens and distract.
constexpr double kLeastScore = 0.2;
constexpr std::size_t kAlwaysShown = 3;
/// Those that explain this part of it are worth their columns' types.
constexpr double kGoodScore = 0.6;

/// The whole schema in database order, or "" when it is larger than `max_bytes`.
std::string whole(const Renderer& renderer, std::size_t tables, std::size_t max_bytes,
                  Detail detail) {
  std::string out;
  std::vector<std::size_t> shown;
  for (std::size_t index = 0; index < tables; ++index) {
    out += renderer.table(index, detail);
    if (out.size() > max_bytes) return "";
    shown.push_back(index);
  }
  out += renderer.joins(shown);
  return out.size() > max_bytes ? "" : out;
}

/// The linked tables that fit, best first: all in short to begin with, then the best ones in full.
class LinkedPart {
 public:
  LinkedPart(const Renderer& renderer, const Linking& linking, std::size_t max_bytes)
      : renderer_(renderer), linking_(linking), max_bytes_(max_bytes) {}

  std::string text() {
    const auto part = static_cast<std::size_t>(kShortPart * static_cast<double>(max_bytes_));
    take_until(part);
    for (const auto detail : {Detail::kNames, Detail::kLinked}) {
      for (std::size_t place = 0; place < lines_.size() && place < kBestTables; ++place) {
        improve(place, detail);
      }
    }
    take_until(max_bytes_ - std::min(max_bytes_, max_bytes_ / 16));
    for (std::size_t place = kBestTables; place < lines_.size(); ++place) {
      if (linking_.tables[place].score < kGoodScore * linking_.tables[0].score) break;
      improve(place, Detail::kNames);
    }
    std::string out;
    for (const auto& line : lines_) out += line;
    out += renderer_.joins(joined());
    const std::size_t room = std::min(max_bytes_ - out.size(), max_bytes_ / 8 + 64);
    return out + renderer_.others(shown_, room);
  }

 private:
  void take_until(std::size_t max_bytes) {
    const double best = linking_.tables.empty() ? 0 : linking_.tables.front().score;
    for (; next_ < linking_.tables.size(); ++next_) {
      const auto& table = linking_.tables[next_];
      if (shown_.size() >= kAlwaysShown && table.score < kLeastScore * best) return;
      std::string line = renderer_.table(table.table, Detail::kShort);
      shown_.push_back(table.table);
      const std::size_t joins = renderer_.joins(joined()).size();
      if (bytes_ + line.size() + joins > max_bytes) {
        shown_.pop_back();
        return;
      }
      bytes_ += line.size();
      lines_.push_back(std::move(line));
    }
  }

  void improve(std::size_t place, Detail detail) {
    std::string line = renderer_.table(shown_[place], detail);
    const std::size_t joins = renderer_.joins(joined()).size();
    if (bytes_ - lines_[place].size() + line.size() + joins > max_bytes_) return;
    bytes_ += line.size() - lines_[place].size();
    lines_[place] = std::move(line);
  }

  std::vector<std::size_t> joined() const {
    const auto count = static_cast<std::ptrdiff_t>(std::min(shown_.size(), kJoinedTables));
    return {shown_.begin(), shown_.begin() + count};
  }

  const Renderer& renderer_;
  const Linking& linking_;
  std::size_t max_bytes_;
  std::size_t next_ = 0;   // The first linked table that was not taken.
  std::size_t bytes_ = 0;  // Of all lines.
  std::vector<std::size_t> shown_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string render_schema(const Linking& linking, std::size_t max_tokens) {
  const std::size_t max_bytes = max_tokens * 4;
  if (linking.database == nullptr) return "";
  const Renderer renderer(linking);
  const std::size_t tables = linking.database->tables.size();
  for (const auto detail : {Detail::kFull, Detail::kLinked, Detail::kNames}) {
    std::string out = whole(renderer, tables, max_bytes, detail);
    if (!out.empty()) return out;
  }
  return LinkedPart(renderer, linking, max_bytes).text();
}

std::string render_databases(const std::vector<std::shared_ptr<const CatalogEntry>>& entries,
                             std::size_t max_tokens) {
  if (entries.empty()) return "";
  const std::size_t share = std::max<std::size_t>(max_tokens * 4 / entries.size(), 48);
  std::string out;
  for (const auto& entry : entries) {
    const Database& database = *entry->database;
    std::string line = catalog::one_line_text(database.name, 64);
    const auto comment = catalog::one_line_text(database.comment, share / 2);
    line += comment.empty() ? "" : ": " + comment;
    line += " Tables: ";
    bool is_first = true;
    for (const auto& table : database.tables) {
      const auto name = table_name(table, database);
      if (line.size() + name.size() + 8 > share) {
        line += ", …";
        break;
      }
      line += (is_first ? "" : ", ") + name;
      is_first = false;
    }
    if (out.size() + line.size() + 1 > max_tokens * 4) break;
    out += line + "\n";
  }
  return out;
}

}  // namespace askdb
