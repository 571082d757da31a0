# How everything is compiled: warnings, sanitizers, ccache.
find_program(CCACHE ccache)
if(CCACHE)
  # Paths are taken relative to the checkout, so that checkouts share results.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()

add_library(askdb_compile INTERFACE)
target_compile_options(askdb_compile INTERFACE
  -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  -Wno-missing-field-initializers
  $<$<BOOL:${ASKDB_WERROR}>:-Werror>)
target_compile_definitions(askdb_compile INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED
  BOOST_ERROR_CODE_HEADER_ONLY)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 sees freed and uninitialised memory inside std::variant and coroutine frames that is not.
  # Several sources compiled as one (CMAKE_UNITY_BUILD) make it take each of them for a header, and
  # warn of coroutine frames that hold what is local to one.
  target_compile_options(askdb_compile INTERFACE -Wno-maybe-uninitialized
    $<$<BOOL:${CMAKE_UNITY_BUILD}>:-Wno-subobject-linkage>
    $<$<NOT:$<CONFIG:Debug>>:-Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread
      -Wno-restrict -Wno-use-after-free -Wno-free-nonheap-object -Wno-dangling-pointer
      -Wno-mismatched-new-delete>)
endif()
if(ASKDB_SANITIZE)
  target_compile_options(askdb_compile INTERFACE -fsanitize=${ASKDB_SANITIZE}
    -fno-omit-frame-pointer -g1
    # gcc 12 takes a coroutine's own frame allocation for a mismatch once it is instrumented.
    -Wno-mismatched-new-delete)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND ASKDB_SANITIZE MATCHES undefined)
    # clang 14 cannot emit this check for coroutines ("difference across sections").
    target_compile_options(askdb_compile INTERFACE -fno-sanitize=function)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND ASKDB_SANITIZE MATCHES thread)
    # Asio has fences, which the sanitizer does not see; it says so once per use.
    target_compile_options(askdb_compile INTERFACE -Wno-tsan)
  endif()
  target_link_options(askdb_compile INTERFACE -fsanitize=${ASKDB_SANITIZE})
endif()
