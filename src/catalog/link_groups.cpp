#include <algorithm>
#include <deque>

#include "catalog/link_scores.hpp"

namespace askdb::catalog {

namespace {

/// Tables whose surroundings are looked at.
constexpr std::size_t kMaxAnchors = 400;
constexpr std::size_t kMaxMembers = 48;
/// A schema of more tables than this is no unit: most databases have one schema for everything.
constexpr std::size_t kMaxSchema = 48;
/// The best tables among which ways over foreign keys are looked for, and their longest way.
constexpr std::size_t kMaxEnds = 5;
constexpr std::size_t kMaxWay = 4;

/// What a word counts that only a table at some distance explains, and how much of the group's
/// score a table gets for being there: the anchor, one key away, two keys away, in the same schema.
constexpr float kReach[] = {1.0F, 0.85F, 0.7F, 0.6F};
constexpr float kPresence[] = {0.6F, 0.42F, 0.28F, 0.26F};
/// And for the part of the group's explanation that only it gives.
constexpr float kContribution = 0.4F;
constexpr float kOwn = 0.5F;

struct Member {
  std::uint32_t table = 0;
  std::uint8_t distance = 0;
};

class Groups {
 public:
  Groups(const LinkIndex::Parts& parts, const Scores& scores)
      : parts_(parts), scores_(scores), seen_(parts.tables, 0) {}

  void add(std::uint32_t anchor, std::vector<float>& totals) {
    collect(anchor);
    std::vector<float> given(members_.size(), 0);
    float together = 0;
    for (std::size_t word = 0; word < scores_.words(); ++word) {
      float best = 0;
      std::size_t giver = 0;
      for (std::size_t at = 0; at < members_.size(); ++at) {
        const float strength =
            scores_.word_in_table(word, members_[at].table) * kReach[members_[at].distance];
        if (strength <= best) continue;
        best = strength;
        giver = at;
      }
      given[giver] += best * scores_.worth(word);
      together += best * scores_.worth(word);
    }
    if (together <= 0) return;
    for (std::size_t at = 0; at < members_.size(); ++at) {
      const auto& member = members_[at];
      const float score = together * kPresence[member.distance] + kContribution * given[at];
      totals[member.table] = std::max(totals[member.table], score);
    }
  }

 private:
  /// The anchor, then what two keys reach, then the rest of a small schema.
  void collect(std::uint32_t anchor) {
    members_.clear();
    ++round_;
    take(anchor, 0);
    for (std::size_t at = 0; at < members_.size(); ++at) {
      const auto [table, distance] = members_[at];
      if (distance >= 2) break;
      for (const auto next : parts_.neighbours.of(table)) {
        take(next, static_cast<std::uint8_t>(distance + 1));
      }
    }
    const auto mates = parts_.schema_tables.of(parts_.schema_of[anchor]);
    if (mates.size() > kMaxSchema) return;
    for (const auto mate : mates) take(mate, 3);
  }

  void take(std::uint32_t table, std::uint8_t distance) {
    if (members_.size() >= kMaxMembers || seen_[table] == round_) return;
    seen_[table] = round_;
    members_.push_back({table, distance});
  }

  const LinkIndex::Parts& parts_;
  const Scores& scores_;
  std::vector<std::uint32_t> seen_;  // By table: the round that took it last.
  std::uint32_t round_ = 0;
  std::vector<Member> members_;
};

/// The tables between `from` and `to` on a shortest way over foreign keys.
std::vector<std::uint32_t> way_between(const LinkIndex::Parts& parts, std::uint32_t from,
                                       std::uint32_t to) {
  std::vector<std::int32_t> back(parts.tables, -1);
  std::deque<std::pair<std::uint32_t, std::size_t>> queue{{from, 0}};
  back[from] = static_cast<std::int32_t>(from);
  while (!queue.empty()) {
    const auto [table, length] = queue.front();
    queue.pop_front();
    if (table == to || length >= kMaxWay) break;
    for (const auto next : parts.neighbours.of(table)) {
      if (back[next] >= 0) continue;
      back[next] = static_cast<std::int32_t>(table);
      queue.emplace_back(next, length + 1);
    }
  }
  std::vector<std::uint32_t> way;
  if (back[to] < 0) return way;
  for (auto at = static_cast<std::uint32_t>(back[to]); at != from;
       at = static_cast<std::uint32_t>(back[at])) {
    way.push_back(at);
  }
  return way;
}

}  // namespace

std::vector<float> with_groups(const LinkIndex::Parts& parts, const Scores& scores) {
  const auto& own = scores.tables();
  std::vector<float> totals(parts.tables, 0);
  Groups groups(parts, scores);
  for (const auto anchor : best_tables(own, kMaxAnchors)) groups.add(anchor, totals);
  for (std::size_t table = 0; table < totals.size(); ++table) totals[table] += kOwn * own[table];
  return totals;
}

void add_ways(const LinkIndex::Parts& parts, std::vector<float>& totals) {
  const auto ends = best_tables(totals, kMaxEnds);
  for (std::size_t a = 0; a < ends.size(); ++a) {
    for (std::size_t b = a + 1; b < ends.size(); ++b) {
      const float least = 0.8F * std::min(totals[ends[a]], totals[ends[b]]);
      for (const auto between : way_between(parts, ends[a], ends[b])) {
        totals[between] = std::max(totals[between], least);
      }
    }
  }
}

}  // namespace askdb::catalog
