# Run by askdb_embed() at build time: writes FILES (separated by "|") as C++ raw strings.
string(REPLACE "|" ";" FILES "${FILES}")
list(LENGTH FILES count)
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" content)
  # CMake keeps brackets and semicolons as they are as long as the text stays quoted.
  string(APPEND entries "    {\"${name}\", R\"embedded~(${content})embedded~\"},\n")
endforeach()
set(type "std::array<std::pair<std::string_view, std::string_view>, ${count}>")
file(WRITE "${HEADER}" "#pragma once\n#include <array>\n#include <string_view>\n#include <utility>\n\nnamespace askdb::embedded {\nextern const ${type} ${VARIABLE};\n}\n")
file(WRITE "${SOURCE}" "#include \"${VARIABLE}.embedded.hpp\"\n\nnamespace askdb::embedded {\nconst ${type} ${VARIABLE}{{\n${entries}}};\n}\n")
