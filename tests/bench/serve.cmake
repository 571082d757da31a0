# What a person at the page waits for: `askdb serve` as a process of its own, asked over HTTP.
add_subdirectory(${CMAKE_SOURCE_DIR}/tests/fixtures ${CMAKE_BINARY_DIR}/tests/fixtures)
add_executable(serve_bench serve_bench.cpp served_program.cpp stream_client.cpp)
target_include_directories(serve_bench PRIVATE ${CMAKE_SOURCE_DIR}/tests)
target_compile_definitions(serve_bench PRIVATE ASKDB_PROGRAM="$<TARGET_FILE:askdb>")
target_link_libraries(serve_bench PRIVATE askdb_model_server SQLite::SQLite3 fmt::fmt askdb_compile)
add_dependencies(serve_bench askdb)
