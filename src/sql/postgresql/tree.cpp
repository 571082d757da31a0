#include "sql/postgresql/tree.hpp"

#include "base/text.hpp"

namespace askdb::postgresql {
namespace {

template <class T>
const T& at(const Message& message, unsigned offset) {
  return *reinterpret_cast<const T*>(reinterpret_cast<const char*>(&message) + offset);
}

void add(std::vector<Child>& found, const ProtobufCFieldDescriptor& field, const Message* child) {
  if (const auto* node = as<PgQuery__Node>(child); node != nullptr) child = unwrap(node);
  if (child != nullptr) found.push_back({&field, child});
}

}  // namespace

const Message* unwrap(const PgQuery__Node* node) {
  if (node == nullptr || node->node_case == PG_QUERY__NODE__NODE__NOT_SET) return nullptr;
  // All members of the union are pointers to messages.
  return reinterpret_cast<const Message*>(node->alias);
}

std::vector<Child> children(const Message& message) {
  std::vector<Child> found;
  const auto& descriptor = *message.descriptor;
  for (unsigned i = 0; i < descriptor.n_fields; ++i) {
    const auto& field = descriptor.fields[i];
    if (field.type != PROTOBUF_C_TYPE_MESSAGE) continue;
    if (field.label == PROTOBUF_C_LABEL_REPEATED) {
      const auto count = at<std::size_t>(message, field.quantifier_offset);
      const auto* const* list = at<const Message* const*>(message, field.offset);
      for (std::size_t n = 0; n < count; ++n) add(found, field, list[n]);
      continue;
    }
    const bool is_one_of = (field.flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0;
    if (is_one_of && at<std::uint32_t>(message, field.quantifier_offset) != field.id) continue;
    add(found, field, at<const Message*>(message, field.offset));
  }
  return found;
}

bool has_unknown_fields(const Message& message) { return message.n_unknown_fields > 0; }

std::optional<std::size_t> location(const Message& message) {
  const auto* field =
      protobuf_c_message_descriptor_get_field_by_name(message.descriptor, "location");
  if (field == nullptr || field->type != PROTOBUF_C_TYPE_INT32) return {};
  const auto offset = at<std::int32_t>(message, field->offset);
  if (offset < 0) return {};
  return static_cast<std::size_t>(offset);
}

std::vector<std::string> name_parts(PgQuery__Node** parts, std::size_t count) {
  std::vector<std::string> names;
  names.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto* text = as<PgQuery__String>(parts[i]);
    names.emplace_back(text != nullptr ? text->sval : "*");
  }
  return names;
}

std::string last_name(PgQuery__Node** parts, std::size_t count) {
  if (count == 0) return {};
  const auto* text = as<PgQuery__String>(parts[count - 1]);
  return text == nullptr ? "*" : text->sval;
}

std::string dotted(const std::vector<std::string>& parts) { return join(parts, "."); }

std::string_view kind_name(const Message& message) { return message.descriptor->short_name; }

}  // namespace askdb::postgresql
