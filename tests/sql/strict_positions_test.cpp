#include "sql/strict_rules.hpp"

// The position matrix: each forbidden thing in each slot of each kind of node. Kinds and slots come
// from the tree's own description, so a kind that a later grammar brings is tested unasked.

namespace askdb::strict {
namespace {

using testing::strict_dialects;

/// Nodes built by hand; they live as long as the arena.
class Arena {
 public:
  Node* make(Kind kind) {
    nodes_.emplace_back();
    nodes_.back().kind = kind;
    nodes_.back().text = "x";
    nodes_.back().alias = "y";
    // Every name stands for something, so that only the forbidden thing can be refused.
    if (kind == Kind::kTable) nodes_.back().parts = {"people"};
    if (kind == Kind::kColumn) nodes_.back().parts = {"id"};
    if (kind == Kind::kCall) nodes_.back().text = "lower";
    if (kind == Kind::kType) nodes_.back().text = "int";
    if (kind == Kind::kTableCall) nodes_.back().text = "numbers";
    return &nodes_.back();
  }
  Node* around(Kind kind, Slot slot, const Node* child) {
    Node* made = make(kind);
    made->edges.push_back({slot, child});
    return made;
  }

 private:
  Nodes nodes_;
};

std::vector<Kind> all_kinds() {
  std::vector<Kind> found;
  for (int i = 0; i <= static_cast<int>(Kind::kSample); ++i) found.push_back(static_cast<Kind>(i));
  return found;
}

bool is_refused(const Node& query, const Language& language, const SchemaNames* schema) {
  const RelationPolicy policy(testing::shop_policy());
  const Subject subject{query, language, policy, schema};
  for (const auto& [name, rule] : testing::strict_rules()) {
    if (name != "cost" && rule(subject)) return true;
  }
  return false;
}

const Node* expression_of(const Parsed& parsed) {
  return parsed.query->child(Slot::kBody)->child(Slot::kOutput)->child(Slot::kOperand);
}

class StrictPositions : public ::testing::TestWithParam<const char*> {};

TEST_P(StrictPositions, NoneLetsAForbiddenThingThrough) {
  std::size_t tried = 0;
  for (const auto& dialect : strict_dialects()) {
    const auto& language = testing::language_of(dialect);
    const SchemaNames schema(testing::shop_of(dialect));
    const std::string sql = std::string("SELECT ") + GetParam();
    const auto parsed = testing::tree_of(sql, language);
    ASSERT_TRUE(parsed) << dialect.name << ": " << sql;
    const Node* forbidden = expression_of(*parsed);
    for (const Kind kind : all_kinds()) {
      for (const Slot slot : slots_of(kind)) {
        for (const Slot place : slots_of(Kind::kSelect)) {
          for (const SchemaNames* names : {&schema, static_cast<const SchemaNames*>(nullptr)}) {
            Arena arena;
            const Node* owner = arena.around(kind, slot, forbidden);
            const Node* select = arena.around(Kind::kSelect, place, owner);
            const Node* query = arena.around(Kind::kQuery, Slot::kBody, select);
            EXPECT_TRUE(is_refused(*query, language, names))
                << dialect.name << ": slot " << static_cast<int>(slot) << " of kind "
                << static_cast<int>(kind) << " in slot " << static_cast<int>(place)
                << " of SELECT lets " << GetParam() << " through";
            ++tried;
          }
        }
        Arena arena;
        const Node* owner = arena.around(kind, slot, forbidden);
        for (const Slot place : slots_of(Kind::kQuery)) {
          const Node* query = arena.around(Kind::kQuery, place, owner);
          EXPECT_TRUE(is_refused(*query, language, &schema))
              << dialect.name << ": slot " << static_cast<int>(slot) << " of kind "
              << static_cast<int>(kind) << " in slot " << static_cast<int>(place)
              << " of a query lets " << GetParam() << " through";
        }
      }
    }
  }
  EXPECT_GT(tried, 3'000U);
}

INSTANTIATE_TEST_SUITE_P(All, StrictPositions,
                         ::testing::Values("sleep(1)", "(SELECT id FROM secrets)",
                                           "(SELECT id FROM shop.secrets s)",
                                           "EXISTS (SELECT 1 FROM information_schema.tables)",
                                           "CAST(1 AS my_type)"));

TEST(StrictTree, HasSlotsForEveryKindThatHoldsAnything) {
  // The compiler checks that each kind has a decision (tree.cpp, resolver_sources.cpp,
  // resolver_names.cpp); here: that the walk sees what the slots name.
  std::size_t with_slots = 0;
  for (const Kind kind : all_kinds()) with_slots += slots_of(kind).empty() ? 0U : 1U;
  EXPECT_GT(with_slots, 35U);
}

}  // namespace
}  // namespace askdb::strict
