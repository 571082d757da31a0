#include <gtest/gtest.h>

#include <cstddef>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "sql/postgresql/nodes.hpp"
#include "sql/postgresql/parse.hpp"
#include "sql/postgresql/rules.hpp"

// The position matrix: each forbidden thing in each slot that the grammar's description knows. The
// slots come from the descriptors, so a field that a new grammar brings is tested unasked.

namespace askdb::postgresql {
namespace {

/// Messages built by hand; they live as long as the arena.
class Arena {
 public:
  Message* make(const ProtobufCMessageDescriptor* kind) {
    auto* memory = raw(kind->sizeof_message);
    auto* message = static_cast<Message*>(memory);
    protobuf_c_message_init(kind, message);
    return message;
  }

  /// A `Node` around `message`.
  PgQuery__Node* wrap(Message* message) {
    auto* node = reinterpret_cast<PgQuery__Node*>(make(&pg_query__node__descriptor));
    for (unsigned i = 0; i < pg_query__node__descriptor.n_fields; ++i) {
      const auto& field = pg_query__node__descriptor.fields[i];
      if (field.descriptor != message->descriptor) continue;
      node->node_case = static_cast<PgQuery__Node__NodeCase>(field.id);
      node->alias = reinterpret_cast<PgQuery__Alias*>(message);
    }
    return node;
  }

  /// Puts `value` into the message field `field` of `owner`: as it is, or wrapped.
  void set(Message* owner, const ProtobufCFieldDescriptor& field, Message* value) {
    Message* stored =
        field.descriptor == &pg_query__node__descriptor ? base_of(wrap(value)) : value;
    auto* at = reinterpret_cast<char*>(owner) + field.offset;
    if (field.label != PROTOBUF_C_LABEL_REPEATED) {
      std::memcpy(at, &stored, sizeof stored);
      if ((field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0) {
        std::memcpy(reinterpret_cast<char*>(owner) + field.quantifier_offset, &field.id,
                    sizeof field.id);
      }
      return;
    }
    auto* list = static_cast<Message**>(raw(sizeof(Message*)));
    list[0] = stored;
    const std::size_t one = 1;
    std::memcpy(at, &list, sizeof list);
    std::memcpy(reinterpret_cast<char*>(owner) + field.quantifier_offset, &one, sizeof one);
  }

 private:
  static Message* base_of(PgQuery__Node* node) { return reinterpret_cast<Message*>(node); }

  void* raw(std::size_t bytes) {
    storage_.emplace_back(bytes / sizeof(std::max_align_t) + 1);
    std::memset(storage_.back().data(), 0, bytes);
    return storage_.back().data();
  }

  std::deque<std::vector<std::max_align_t>> storage_;
};

/// The expression of `SELECT <expression>`, as parsed.
Message* expression_of(const Tree& tree) {
  const auto* query = as<PgQuery__SelectStmt>(tree->stmts[0]->stmt);
  return const_cast<Message*>(unwrap(as<PgQuery__ResTarget>(query->target_list[0])->val));
}

Objection all_rules(const PgQuery__SelectStmt& query) {
  const RelationPolicy policy({.allow = {"public.*"}, .deny = {}});
  const Subject subject{query, policy, nullptr};
  for (const auto rule : {check_nodes, check_functions, check_operators, check_types}) {
    if (auto objection = rule(subject)) return objection;
  }
  auto relations = check_relations(subject);
  if (auto* refusal = std::get_if<Refusal>(&relations)) return *refusal;
  return {};
}

struct Slot {
  const ProtobufCMessageDescriptor* owner;
  const ProtobufCFieldDescriptor* field;
};

/// Every field of every allowed kind that takes any node, and those that take a query.
std::vector<Slot> slots() {
  std::vector<Slot> found;
  for (unsigned i = 0; i < pg_query__node__descriptor.n_fields; ++i) {
    const auto* kind = static_cast<const ProtobufCMessageDescriptor*>(
        pg_query__node__descriptor.fields[i].descriptor);
    if (!is_allowed_kind(kind)) continue;
    for (unsigned n = 0; n < kind->n_fields; ++n) {
      if (kind->fields[n].descriptor == &pg_query__node__descriptor) {
        found.push_back({kind, &kind->fields[n]});
      }
    }
  }
  return found;
}

class Positions : public ::testing::TestWithParam<const char*> {};

TEST_P(Positions, NoneLetsAForbiddenThingThrough) {
  const auto parsed = parse(std::string("SELECT ") + GetParam());
  ASSERT_TRUE(std::holds_alternative<Tree>(parsed));
  Message* forbidden = expression_of(std::get<Tree>(parsed));
  const auto all = slots();
  ASSERT_GT(all.size(), 100U);
  for (const auto& slot : all) {
    Arena arena;
    Message* owner = arena.make(slot.owner);
    arena.set(owner, *slot.field, forbidden);
    // The owner stands where an expression stands, and where an item of FROM stands.
    for (const char* place : {"where_clause", "from_clause", "target_list", "sort_clause"}) {
      Message* query = arena.make(&pg_query__select_stmt__descriptor);
      arena.set(query,
                *protobuf_c_message_descriptor_get_field_by_name(&pg_query__select_stmt__descriptor,
                                                                 place),
                owner);
      const auto objection = all_rules(*as<PgQuery__SelectStmt>(query));
      EXPECT_TRUE(objection) << slot.owner->short_name << "." << slot.field->name << " in " << place
                             << " lets " << GetParam() << " through";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(PostgresqlGuard, Positions,
                         ::testing::Values("pg_sleep(1)", "(SELECT token FROM vault.secrets)",
                                           "1 OPERATOR(public.+) 1", "1::small",
                                           "EXISTS (SELECT 1 FROM pg_class)",
                                           "(SELECT 1 FROM orders FOR UPDATE)"));

TEST(Nodes, EveryKindOfTheGrammarHasADecision) {
  // The compiler checks the list (nodes.cpp); here: what it says of kinds that must never pass.
  for (const auto* kind :
       {&pg_query__insert_stmt__descriptor, &pg_query__copy_stmt__descriptor,
        &pg_query__into_clause__descriptor, &pg_query__locking_clause__descriptor,
        &pg_query__do_stmt__descriptor, &pg_query__explain_stmt__descriptor,
        &pg_query__variable_set_stmt__descriptor, &pg_query__create_table_as_stmt__descriptor}) {
    EXPECT_FALSE(is_allowed_kind(kind)) << kind->short_name;
  }
  EXPECT_FALSE(is_allowed_kind(&pg_query__node__descriptor));
}

}  // namespace
}  // namespace askdb::postgresql
