#pragma once

/// Files that are part of the program: the page, its scripts and styles.

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "face/http/reply.hpp"
#include "face/http/router.hpp"

namespace askdb::web {

/// Paths without a leading slash ("assets/app-1a2b.js") and contents, which live as long as the
/// program. `x.gz` beside `x` is what clients that take gzip get for `x`.
using FileList = std::span<const std::pair<std::string_view, std::string_view>>;

/// The page that was built into the program; without one, a page that says how to build it.
FileList page_files();

class StaticFiles {
 public:
  explicit StaticFiles(FileList files);

  /// The file at the request's path. Files under /assets/ carry a hash in their names and may be
  /// kept for ever; all others are asked for again each time, and answered with 304 while they are
  /// the same. Paths without a dot in their last part are places within the page: index.html.
  Response serve(const Request& request) const;

 private:
  struct File {
    std::string_view content;
    std::string_view packed;  ///< Empty: not packed.
    std::string etag;
  };
  std::map<std::string, File, std::less<>> files_;
};

/// Serves `files` for all GET requests that no route takes, outside of /api.
void serve_files(Router& router, FileList files);

/// One file, or 304 when the request names its ETag. `content` lives until the reply is sent.
Response file_reply(const Request& request, std::string_view content, std::string_view type,
                    std::string cache_control);

/// By the name's ending; "application/octet-stream" when it is not known.
std::string_view content_type_of(std::string_view name);

}  // namespace askdb::web
