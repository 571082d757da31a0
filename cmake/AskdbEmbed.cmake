# askdb_embed(TARGET VARIABLE FILES...): compiles text files into TARGET.
#
# The target gets a source that defines, in namespace askdb::embedded,
#   const std::array<std::pair<std::string_view, std::string_view>, N> VARIABLE
# (file name without folder, content), reached through the header <VARIABLE>.embedded.hpp.
set(ASKDB_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_files.cmake)

function(askdb_embed TARGET VARIABLE)
  set(folder ${CMAKE_BINARY_DIR}/embedded)
  set(source ${folder}/${VARIABLE}.cpp)
  set(header ${folder}/${VARIABLE}.embedded.hpp)
  list(JOIN ARGN "|" files)
  add_custom_command(OUTPUT ${source} ${header}
    COMMAND ${CMAKE_COMMAND} "-DFILES=${files}" -DVARIABLE=${VARIABLE} -DSOURCE=${source}
            -DHEADER=${header} -P ${ASKDB_EMBED_SCRIPT}
    DEPENDS ${ARGN} ${ASKDB_EMBED_SCRIPT} VERBATIM)
  target_sources(${TARGET} PRIVATE ${source} ${header})
  target_include_directories(${TARGET} PRIVATE ${folder})
endfunction()
