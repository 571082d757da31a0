#include "duckdb/library.hpp"

#include <dlfcn.h>

#include <array>
#include <filesystem>
#include <string>
#include <system_error>

namespace askdb::duckdb {
namespace {

constexpr const char* kFile = "libduckdb.so";

Error missing(const std::string& detail) {
  return {.fault = Fault::kConfig,
          .message = "DuckDB's library could not be opened.",
          .next_step = "Put libduckdb.so beside the askdb program.",
          .detail = detail};
}

void* opened() {
  std::error_code failed;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", failed).parent_path();
  if (!failed) {
    for (const auto& path : {folder / kFile, folder / ".." / "lib" / kFile}) {
      // Its own symbols stay its own: it brings a copy of many libraries.
      if (void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) return handle;
    }
  }
  return dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
}

Result<Library> load() {
  void* handle = opened();
  if (handle == nullptr) return missing(dlerror());
  Library library;
#define ASKDB_DUCKDB(name)                                                                 \
  library.name = reinterpret_cast<decltype(library.name)>(dlsym(handle, "duckdb_" #name)); \
  if (library.name == nullptr) return missing("it has no function duckdb_" #name);
#include "duckdb/functions.inc"
#undef ASKDB_DUCKDB
  return library;
}

}  // namespace

Result<const Library*> library() {
  static const Result<Library> kLibrary = load();
  if (!kLibrary) return kLibrary.error();
  return &*kLibrary;
}

}  // namespace askdb::duckdb
