#pragma once

/// MySQL and MariaDB as the strict parser knows them.

#include "sql/strict/language.hpp"

namespace askdb::mysql {

const strict::Language& language();

}  // namespace askdb::mysql
