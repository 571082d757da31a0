askdb_bench(introspection_bench ROOMS datasource
  SOURCES ${CMAKE_SOURCE_DIR}/tests/fixtures/postgres_server.cpp ${CMAKE_SOURCE_DIR}/tests/fixtures/supervised_server.cpp)
