# Makes all sources that are described below, for tools that read the code without building it.
add_custom_target(generated)

function(askdb_embedded TARGET VARIABLE)
  set(folder ${CMAKE_BINARY_DIR}/embedded)
  set(files ${folder}/${VARIABLE}.cpp ${folder}/${VARIABLE}.embedded.hpp)
  target_sources(${TARGET} PRIVATE ${files})
  target_include_directories(${TARGET} PRIVATE ${folder})
  add_custom_target(generated_${VARIABLE} DEPENDS ${files})
  add_dependencies(generated generated_${VARIABLE})
endfunction()

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
  askdb_embedded(${TARGET} ${VARIABLE})
endfunction()

# askdb_embed_binary(TARGET VARIABLE FOLDER FILES...): takes any files into TARGET, as they are.
#
# For files of any size and content. The header <VARIABLE>.embedded.hpp declares, in namespace
# askdb::embedded,
#   std::span<const std::pair<std::string_view, std::string_view>> VARIABLE()
# (path below FOLDER, content). The linker, not the compiler, sees the bytes.
set(ASKDB_EMBED_BINARY_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_binary.cmake)

function(askdb_embed_binary TARGET VARIABLE FOLDER)
  set(folder ${CMAKE_BINARY_DIR}/embedded)
  set(source ${folder}/${VARIABLE}.cpp)
  set(header ${folder}/${VARIABLE}.embedded.hpp)
  list(JOIN ARGN "|" files)
  # The list itself is an input: a file that goes away must go from the program too.
  file(CONFIGURE OUTPUT ${folder}/${VARIABLE}.list CONTENT "${files}" @ONLY)
  add_custom_command(OUTPUT ${source} ${header}
    COMMAND ${CMAKE_COMMAND} "-DFILES=${files}" "-DFOLDER=${FOLDER}" -DVARIABLE=${VARIABLE}
            -DSOURCE=${source} -DHEADER=${header} -P ${ASKDB_EMBED_BINARY_SCRIPT}
    DEPENDS ${ARGN} ${folder}/${VARIABLE}.list ${ASKDB_EMBED_BINARY_SCRIPT} VERBATIM)
  askdb_embedded(${TARGET} ${VARIABLE})
endfunction()
