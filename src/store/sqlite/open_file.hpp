#pragma once

/// Makes the store's file, or brings an old one to this program's version.

#include <memory>
#include <string>

#include "store/sqlite/connection.hpp"

namespace askdb::store::sqlite {

/// The connection that writes. Missing folders are made for their owner only. Safe when several
/// processes do it at once. Throws `Failure`: kConfig when the file is of a newer version or is
/// somebody else's, else as `to_error`.
std::unique_ptr<Connection> open_file(const std::string& path);

}  // namespace askdb::store::sqlite
