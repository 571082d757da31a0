#include "face/http/static_files.hpp"

#include <map>

#include "server_fixture.hpp"
#include "test_files.embedded.hpp"

namespace askdb::web {
namespace {

using ::testing::HasSubstr;

using File = std::pair<std::string_view, std::string_view>;
using namespace std::string_view_literals;

constexpr std::array<File, 5> kFiles{{{"index.html", "<!doctype html>page"sv},
                                      {"assets/app-1a2b.js", "let plain = 1;"sv},
                                      {"assets/app-1a2b.js.gz", "\x1f\x8b\0packed"sv},
                                      {"assets/font-3c.woff2", "font\0data"sv},
                                      {"favicon.svg", "<svg/>"sv}}};

class PageFiles : public ServerTest {
 protected:
  PageFiles() { serve_files(router, kFiles); }
};

TEST_F(PageFiles, AreServedWithTheirTypes) {
  auto client = start();
  EXPECT_EQ(client.get("/").body, "<!doctype html>page");
  EXPECT_EQ(client.get("/").header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(client.get("/favicon.svg").header("content-type"), "image/svg+xml");
  const auto font = client.get("/assets/font-3c.woff2");
  EXPECT_EQ(font.header("content-type"), "font/woff2");
  EXPECT_EQ(font.body, std::string("font\0data", 9));
  EXPECT_EQ(client.request("HEAD", "/favicon.svg").header("content-length"), "6");
}

TEST_F(PageFiles, GiveThePageForItsOwnPlaces) {
  auto client = start();
  for (const std::string path : {"/t/0b6e1d2c", "/s/token", "/schema", "/index.html"}) {
    EXPECT_EQ(client.get(path).body, "<!doctype html>page") << path;
  }
  for (const std::string path : {"/assets/gone-1.js", "/assets/gone", "/robots.txt", "/api/gone",
                                 "/..%2f..%2fetc/passwd.txt", "/api"}) {
    EXPECT_EQ(client.get(path).status, 404) << path;
  }
  EXPECT_EQ(client.post("/", "{}").status, 405);
}

TEST_F(PageFiles, AreNotSentTwice) {
  auto client = start();
  const auto page = client.get("/");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  const auto etag = page.header("etag");
  const auto again = client.get("/t/1", {{"If-None-Match", "\"other\", " + etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.header("etag"), etag);
  EXPECT_EQ(client.get("/", {{"If-None-Match", "\"other\""}}).status, 200);
  EXPECT_EQ(client.get("/assets/app-1a2b.js").header("cache-control"),
            "public, max-age=31536000, immutable");
}

TEST_F(PageFiles, AreSentPackedToWhoTakesIt) {
  auto client = start();
  const auto packed = client.get("/assets/app-1a2b.js", {{"Accept-Encoding", "gzip, br"}});
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_EQ(packed.body, std::string("\x1f\x8b\0packed", 9));
  EXPECT_EQ(packed.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(packed.header("vary"), "Accept-Encoding");
  const auto plain = client.get("/assets/app-1a2b.js");
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_EQ(plain.body, "let plain = 1;");
}

TEST_F(PageFiles, AnAnswerIsThereEvenWithoutABuiltPage) {
  const auto files = page_files();
  const StaticFiles page(files);
  Request request;
  request.path = "/";
  EXPECT_THAT(std::string(page.serve(request).lasting_body), HasSubstr("<!doctype html>"));
}

TEST(EmbeddedFiles, AreTheSameAsOnDisk) {
  std::map<std::string_view, std::string_view> files;
  for (const auto& [path, content] : embedded::test_files()) files[path] = content;
  EXPECT_EQ(files.size(), 3);
  EXPECT_EQ(files["empty"], "");
  EXPECT_EQ(files["folder/bytes.bin"], std::string_view("\x1f\x8b\0\xff\n;\"", 7));
  EXPECT_EQ(files["plain.txt"], "text with \")embedded~\" and \\ marks\n");
}

}  // namespace
}  // namespace askdb::web
