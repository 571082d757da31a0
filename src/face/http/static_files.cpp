#include "face/http/static_files.hpp"

#include <array>

#include "base/text.hpp"
#include "face/http/gzip.hpp"
#include "fallback_page.embedded.hpp"
#include "web_files.embedded.hpp"

namespace askdb::web {
namespace {

constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
constexpr std::string_view kAskAgain = "no-cache";

std::string etag_of(std::string_view content) { return "\"" + fingerprint(content) + "\""; }

/// RFC 9110, 13.1.2: the comparison is weak, so a W/ before a tag does not matter.
bool names_etag(std::string_view list, std::string_view etag) {
  for (const auto one : split(list, ',')) {
    auto tag = trim(one);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag || tag == "*") return true;
  }
  return false;
}

Response not_modified(const std::string& etag, std::string cache_control) {
  Response response;
  response.status = 304;
  response.content_type.clear();
  response.headers = {{"ETag", "W/" + etag}, {"Cache-Control", std::move(cache_control)}};
  return response;
}

}  // namespace

std::string_view content_type_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kTypes{{
      {".html", "text/html"},
      {".js", "text/javascript"},
      {".mjs", "text/javascript"},
      {".css", "text/css"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".avif", "image/avif"},
      {".gif", "image/gif"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".ttf", "font/ttf"},
      {".wasm", "application/wasm"},
      {".txt", "text/plain"},
      {".xml", "application/xml"},
  }};
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

Response file_reply(const Request& request, std::string_view content, std::string_view type,
                    std::string cache_control) {
  const auto etag = etag_of(content);
  if (names_etag(request.header("if-none-match"), etag)) {
    return not_modified(etag, std::move(cache_control));
  }
  Response response;
  response.content_type = std::string(type);
  response.lasting_body = content;
  response.headers = {{"ETag", "W/" + etag}, {"Cache-Control", std::move(cache_control)}};
  return response;
}

StaticFiles::StaticFiles(FileList files) {
  for (const auto& [path, content] : files) {
    if (path.ends_with(".gz")) continue;
    files_[std::string(path)] = {.content = content, .packed = {}, .etag = etag_of(content)};
  }
  for (const auto& [path, content] : files) {
    if (!path.ends_with(".gz")) continue;
    const auto plain = files_.find(path.substr(0, path.size() - 3));
    if (plain != files_.end()) plain->second.packed = content;
  }
}

Response StaticFiles::serve(const Request& request) const {
  auto path = std::string_view(request.path).substr(1);
  auto found = files_.find(path);
  const auto last = path.substr(path.rfind('/') + 1);
  const bool is_place = last.find('.') == std::string_view::npos && !path.starts_with("assets/");
  if (found == files_.end() && is_place) {
    path = "index.html";
    found = files_.find(path);
  }
  if (found == files_.end()) {
    return problem_response({.code = ProblemCode::kNotFound,
                             .detail = "There is no such file.",
                             .next_step = "Open the address without a path for the page."});
  }
  const auto& file = found->second;
  const auto cache_control = std::string(path.starts_with("assets/") ? kForEver : kAskAgain);
  if (names_etag(request.header("if-none-match"), file.etag)) {
    return not_modified(file.etag, cache_control);
  }
  Response response;
  response.content_type = std::string(content_type_of(path));
  response.lasting_body = file.content;
  response.headers = {{"ETag", "W/" + file.etag}, {"Cache-Control", cache_control}};
  if (file.packed.empty()) return response;
  response.headers.push_back({"Vary", "Accept-Encoding"});
  if (!accepts_gzip(request)) return response;
  response.lasting_body = file.packed;
  response.headers.push_back({"Content-Encoding", "gzip"});
  return response;
}

FileList page_files() {
  const FileList built = embedded::web_files();
  for (const auto& file : built) {
    if (file.first == "index.html") return built;
  }
  return embedded::fallback_page;
}

void serve_files(Router& router, FileList files) {
  auto served = std::make_shared<const StaticFiles>(files);
  router.set_fallback(
      [served](const Request& request) { return reply_with(served->serve(request)); });
}

}  // namespace askdb::web
