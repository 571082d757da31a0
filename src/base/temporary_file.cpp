#include "base/temporary_file.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace askdb {

TemporaryFile::TemporaryFile() {
  std::error_code failed;
  const auto folder = std::filesystem::temp_directory_path(failed);
  if (failed) return;
  path_ = (folder / "askdb-XXXXXX").string();
  const int file = mkstemp(path_.data());
  if (file < 0) {
    path_.clear();
  } else {
    close(file);
  }
}

TemporaryFile::~TemporaryFile() {
  if (is_made()) unlink(path_.c_str());
}

std::string TemporaryFile::content() const {
  std::ifstream file(path_, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace askdb
