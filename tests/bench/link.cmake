askdb_bench(link_bench ROOMS catalog)

# Not a benchmark of time: a program of its own that needs questions with gold SQL.
find_package(SQLite3 REQUIRED)
add_executable(link_recall link_recall.cpp gold_reads.cpp mixed_schema.cpp shown_names.cpp)
target_link_libraries(link_recall PRIVATE askdb::catalog askdb_compile SQLite::SQLite3)
