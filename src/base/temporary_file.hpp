#pragma once

/// A file for libraries that can write only to files.

#include <string>

namespace askdb {

/// An empty file of its own in the folder for temporary files, readable by this user only and gone
/// with the object.
class TemporaryFile {
 public:
  TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile();

  /// False when none could be made: then the path is empty.
  bool is_made() const { return !path_.empty(); }
  const std::string& path() const { return path_; }
  /// All its bytes.
  std::string content() const;

 private:
  std::string path_;
};

}  // namespace askdb
