# Rooms: one library each, in the order in which they stand in the house, lowest first.
set(ASKDB_ROOMS base config net duckdb sql datasource store catalog federation linguist llm agent
    conversation app face_http face_http_api face_terminal)

# askdb_room(NAME
#   FOLDER  source folder under src/ (default: NAME)
#   SOURCES files, by name
#   ROOMS   rooms it uses, all of which stand below it
#   LIBRARIES  libraries from the system)
#
# A room's headers can be included only by rooms that link it: each room has an include directory
# of its own, in which nothing but a link to the room's folder lies.
function(askdb_room NAME)
  cmake_parse_arguments(ROOM "" "FOLDER" "SOURCES;ROOMS;LIBRARIES" ${ARGN})
  list(FIND ASKDB_ROOMS ${NAME} own_place)
  if(own_place EQUAL -1)
    message(FATAL_ERROR "${NAME} is not in ASKDB_ROOMS")
  endif()
  foreach(other IN LISTS ROOM_ROOMS)
    list(FIND ASKDB_ROOMS ${other} place)
    if(place EQUAL -1 OR NOT place LESS own_place)
      message(FATAL_ERROR "Room ${NAME} may not use ${other}: it does not stand below it.")
    endif()
  endforeach()
  if(NOT ROOM_FOLDER)
    set(ROOM_FOLDER ${NAME})
  endif()

  list(TRANSFORM ROOM_SOURCES PREPEND ${CMAKE_SOURCE_DIR}/src/${ROOM_FOLDER}/)
  add_library(askdb_${NAME} STATIC ${ROOM_SOURCES})
  add_library(askdb::${NAME} ALIAS askdb_${NAME})

  set(include_root ${CMAKE_BINARY_DIR}/include/${NAME})
  cmake_path(GET ROOM_FOLDER PARENT_PATH parent)
  file(MAKE_DIRECTORY ${include_root}/${parent})
  if(NOT EXISTS ${include_root}/${ROOM_FOLDER})
    file(CREATE_LINK ${CMAKE_SOURCE_DIR}/src/${ROOM_FOLDER} ${include_root}/${ROOM_FOLDER} SYMBOLIC)
  endif()
  target_include_directories(askdb_${NAME} PUBLIC ${include_root})

  list(TRANSFORM ROOM_ROOMS PREPEND askdb::)
  target_link_libraries(askdb_${NAME} PUBLIC ${ROOM_ROOMS} ${ROOM_LIBRARIES} PRIVATE askdb_compile)
endfunction()
