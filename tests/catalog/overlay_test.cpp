#include "catalog/overlay.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "schema_text.hpp"

namespace askdb {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class OverlayTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              ("askdb_overlay_" +
               std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }
  Result<Overlays> load() { return load_overlays(folder_.string()); }

  Error failure(const std::string& yaml) {
    write("shop.yaml", yaml);
    auto loaded = load();
    EXPECT_FALSE(loaded.has_value()) << yaml;
    return loaded ? Error{} : loaded.error();
  }

  std::filesystem::path folder_;
};

constexpr const char* kShop = R"(
databases:
  shop:
    schemas:
      public:
        tables:
          orders:
            description: What people bought
            synonyms: [purchases, sales]
            columns:
              - name: order_id
                type: INTEGER
                nullable: false
              - name: customer_id
                description: Who bought
                foreign_key: {table: customers, column: customer_id}
              - name: status
                sample_values: [open, shipped]
              - name: account_id
                cross_db_reference:
                  table: bank.accounts
                  column: account_id
                  description: Paid from
              - name: gone
                description: Dropped last year
          missing_table:
            description: Not there
)";

TEST_F(OverlayTest, DescriptionsSamplesAndKeysAreAddedToTheIntrospectedSchema) {
  write("shop.yaml", kShop);
  write(
      "summary.yaml",
      "databases:\n  - {id: shop, name: Shop, short_description: s, description: A shop, icon: bag,"
      " datasource: shop_source}\n");
  const auto overlays = load();
  ASSERT_TRUE(overlays.has_value()) << overlays.error().message;
  EXPECT_EQ(overlays->summaries[0].icon, "bag");

  // SQLite calls its schema "main"; the overlay says "public"; the datasource has another name.
  Database found = schema_from_text(
      "customers: customer_id int, name text\n"
      "orders: order_id int, Customer_ID int, status text = open|lost, account_id text\n");
  found.name = "shop_source";
  found.default_schema = "main";
  for (auto& table : found.tables) table.schema = "main";
  std::vector<std::string> unknown;
  const Database database = merged(found, *overlays, &unknown);

  EXPECT_EQ(database.comment, "A shop");
  const Table& orders = *database.table("", "orders");
  EXPECT_EQ(orders.comment, "What people bought. Also called: purchases, sales");
  EXPECT_EQ(orders.column("customer_id")->comment, "Who bought");
  EXPECT_THAT(orders.column("status")->samples, ElementsAre("open", "lost", "shipped"));
  ASSERT_EQ(orders.foreign_keys.size(), 1U);
  EXPECT_THAT(orders.foreign_keys[0].columns, ElementsAre("Customer_ID"));
  EXPECT_EQ(orders.foreign_keys[0].to_table, "customers");
  EXPECT_EQ(orders.foreign_keys[0].to_schema, "main");
  EXPECT_FALSE(orders.foreign_keys[0].is_inferred);
  ASSERT_EQ(database.cross_references.size(), 1U);
  EXPECT_EQ(database.cross_references[0].to_database, "bank");
  EXPECT_EQ(database.cross_references[0].to_table, "accounts");
  EXPECT_THAT(unknown, ElementsAre("orders.gone", "missing_table"));
}

TEST_F(OverlayTest, KeysThatTheDatabaseDeclaresAreKept) {
  write("shop.yaml", kShop);
  Database found = schema_from_text(
      "customers: customer_id int\nclients: customer_id int\n"
      "orders: order_id int, customer_id int -> clients.customer_id\n");
  found.name = "shop";
  const Database database = merged(found, *load(), nullptr);
  ASSERT_EQ(database.table("", "orders")->foreign_keys.size(), 1U);
  EXPECT_EQ(database.table("", "orders")->foreign_keys[0].to_table, "clients");
}

TEST_F(OverlayTest, AnEmptyPathAndAnEmptyFileAreNoOverlays) {
  EXPECT_TRUE(load_overlays("")->databases.empty());
  write("shop.yaml", "# nothing yet\n");
  EXPECT_TRUE(load()->databases.empty());
}

TEST_F(OverlayTest, MistakesAreNamedWithFileLineAndKey) {
  auto error = failure("databases:\n  shop:\n    schemas:\n      public:\n        tabels: {}\n");
  EXPECT_EQ(error.fault, Fault::kConfig);
  EXPECT_THAT(error.message, HasSubstr("shop.yaml, line 5, databases.shop.schemas.public.tabels"));
  EXPECT_EQ(error.next_step, "Did you mean `tables`?");

  error = failure(
      "databases:\n  shop:\n    schemas:\n      public:\n        tables:\n          t:\n"
      "            columns:\n              - type: INT\n");
  EXPECT_THAT(error.message, HasSubstr("line 8"));
  EXPECT_THAT(error.message, HasSubstr("tables.t.columns[0]: `name` is missing"));

  error = failure("databases: [1, 2]\n");
  EXPECT_THAT(error.message, HasSubstr("line 1, databases: expected a map, found a list"));

  error = failure("databases: {shop: \"unclosed}\n");
  EXPECT_THAT(error.message, HasSubstr("this is not YAML"));

  error = failure("databases: {shop: {description: [a]}}\n");
  EXPECT_THAT(error.message, HasSubstr("databases.shop.description: expected text, found a list"));

  error = failure("databases: \xff\xfe\n");
  EXPECT_THAT(error.message, HasSubstr("is not UTF-8"));
}

TEST_F(OverlayTest, AMissingFolderIsNamed) {
  const auto loaded = load_overlays("/does/not/exist");
  ASSERT_FALSE(loaded.has_value());
  EXPECT_THAT(loaded.error().message, HasSubstr("/does/not/exist"));
}

TEST_F(OverlayTest, DeepNestingAndManyAliasesEndInAnErrorOrQuickly) {
  std::string deep = "databases: ";
  for (int level = 0; level < 100'000; ++level) deep += "[";
  failure(deep);
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char name = 'b'; name <= 'l'; ++name) {
    bomb += std::string(1, name) + ": &" + name + " [";
    for (int copy = 0; copy < 9; ++copy) {
      bomb += "*" + std::string(1, static_cast<char>(name - 1)) + (copy < 8 ? "," : "]\n");
    }
  }
  failure(bomb);
}

TEST(InferForeignKeys, GuessesFromNamesWhereATableDeclaresNone) {
  Database database = schema_from_text(
      "artist: id int, name text\n"
      "albums: album_id int, artist_id int, title text\n"
      "tracks: track_id int, AlbumId int, genre text\n"
      "notes: note_id int, album_id text, year int\n"
      "prices: price_id int, track_id int -> tracks.track_id, album_id int\n");
  infer_foreign_keys(database);
  const auto key = [&](const std::string& table) {
    std::string text;
    for (const auto& one : database.table("", table)->foreign_keys) {
      text += one.columns[0] + ">" + one.to_table + "." + one.to_columns[0] +
              (one.is_inferred ? "? " : " ");
    }
    return text;
  };
  EXPECT_EQ(key("albums"), "artist_id>artist.id? ");
  EXPECT_EQ(key("tracks"), "AlbumId>albums.album_id? ");
  EXPECT_EQ(key("notes"), "");                            // Text is no number.
  EXPECT_EQ(key("prices"), "track_id>tracks.track_id ");  // Declares its keys itself.
  EXPECT_EQ(key("artist"), "");
}

TEST_F(OverlayTest, SubjectAreasStandInAnyFile) {
  write("areas.yaml",
        "subject_areas:\n"
        "  billing: {description: Invoices and payments, tables: [\"fin_*\", sales.invoices]}\n");
  write("shop.yaml",
        "subject_areas:\n"
        "  - name: human resources\n"
        "    datasources: [staff_db]\n");
  const auto overlays = load();
  ASSERT_TRUE(overlays.has_value()) << overlays.error().message;
  ASSERT_EQ(overlays->areas.size(), 2U);
  const auto& billing = overlays->areas[0];
  EXPECT_TRUE(has_table(billing, {.schema = "any", .name = "FIN_accounts"}));
  EXPECT_TRUE(has_table(billing, {.schema = "sales", .name = "invoices"}));
  EXPECT_FALSE(has_table(billing, {.schema = "stock", .name = "invoices"}));
  EXPECT_EQ(areas_of(overlays->areas, "shop_db").size(), 1U);
  EXPECT_EQ(areas_of(overlays->areas, "STAFF_DB").size(), 2U);
}

TEST_F(OverlayTest, ASubjectAreaThatSaysNothingIsNamed) {
  EXPECT_THAT(failure("subject_areas: {billing: {description: Money}}").message,
              HasSubstr("neither `tables` nor `datasources`"));
  EXPECT_THAT(failure("subject_areas: {billing: {tables: [a], tabels: [b]}}").message,
              HasSubstr("tabels"));
  EXPECT_THAT(failure("subject_areas: [{name: a, tables: [x]}, {name: A, tables: [y]}]").message,
              HasSubstr("a second time"));
}

}  // namespace
}  // namespace askdb
