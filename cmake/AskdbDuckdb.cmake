# DuckDB: its C header for compiling; its library is opened when it is first needed, from beside
# the program. The target duckdb_header has the include directory.
set(ASKDB_DUCKDB ${CMAKE_SOURCE_DIR}/.dev/duckdb CACHE PATH
  "Folder with include/duckdb.h and lib/libduckdb.so")
if(ASKDB_DUCKDB STREQUAL ${CMAKE_SOURCE_DIR}/.dev/duckdb)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/scripts/duckdb.sh RESULT_VARIABLE failed)
  if(failed)
    message(FATAL_ERROR "DuckDB could not be fetched (scripts/duckdb.sh needs npm). "
      "Set ASKDB_DUCKDB to a folder that has include/duckdb.h and lib/libduckdb.so.")
  endif()
endif()
add_library(duckdb_header INTERFACE IMPORTED)
target_include_directories(duckdb_header INTERFACE ${ASKDB_DUCKDB}/include)

# Puts the library beside a program that is run from the build folder.
function(askdb_duckdb_beside TARGET)
  add_custom_command(TARGET ${TARGET} POST_BUILD VERBATIM
    COMMAND ${CMAKE_COMMAND} -E create_symlink ${ASKDB_DUCKDB}/lib/libduckdb.so
      $<TARGET_FILE_DIR:${TARGET}>/libduckdb.so)
endfunction()
