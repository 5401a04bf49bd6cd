# Samsyn.cmake - the three ideas the build is made of.
#
#   syn_layer(NAME DIR dir [USES layer...] [LINK target...] [SOURCES file...]
#             [PURE] [SPEAKS])
#       A folder of C becomes a library.  It may include the headers of the
#       layers it USES and of no others.  What it shows the linker is called
#       syn_*, what it calls is not banned, no file or function is too long.
#       A PURE layer calls nothing that touches the world; only one that SPEAKS
#       may print.  Tests check all.
#
#   syn_embed(OUTPUT out.c ROOT dir GLOBS pattern...)
#       Every file below ROOT that matches a pattern -> syn_assets[].
#
#   syn_registry(OUTPUT out.c GLOB pattern STRIP text PREFIX text TYPE struct
#                HEADER file ARRAY name COUNT name)
#       Every file that matches -> a pointer in an array.  The name of the
#       object is PREFIX and the name of the file without STRIP.

set(SYN_LINT ${CMAKE_CURRENT_LIST_DIR}/../../tests/lint)
set(SYN_EMBED ${CMAKE_CURRENT_LIST_DIR}/embed.cmake)

function(syn_layer name)
  cmake_parse_arguments(A "PURE;SPEAKS" "DIR" "USES;LINK;SOURCES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${A_DIR}/*.c")
  add_library(syn_${name} STATIC ${sources} ${A_SOURCES})
  target_compile_features(syn_${name} PUBLIC c_std_17)
  target_include_directories(syn_${name} PUBLIC "${PROJECT_SOURCE_DIR}/include")
  target_compile_options(syn_${name} PRIVATE ${SYN_WARNINGS})
  foreach(used IN LISTS A_USES)
    target_link_libraries(syn_${name} PUBLIC syn_${used})
  endforeach()
  target_link_libraries(syn_${name} PRIVATE ${A_LINK})
  if(BUILD_TESTING)
    list(JOIN A_USES "|" allowed)
    set(allowed "${name}|${allowed}") # Itself and what it USES; not what they use.
    set(dirs "${PROJECT_SOURCE_DIR}/${A_DIR};${PROJECT_SOURCE_DIR}/include/samsyn/${name}")
    set(library "-DNM=${CMAKE_NM}" "-DLIB=$<TARGET_FILE:syn_${name}>")
    syn_lint(${name} includes "-DALLOWED=${allowed}" "-DDIRS=${dirs}")
    syn_lint(${name} length "-DAWK=${AWK}" "-DDIRS=${dirs}")
    syn_lint(${name} names ${library})
    syn_lint(${name} banned ${library} -DSPEAKS=${A_SPEAKS})
    if(A_PURE)
      syn_lint(${name} pure ${library})
    endif()
  endif()
endfunction()

# Registers tests/lint/CHECK.cmake as a test of LAYER.
function(syn_lint layer check)
  add_test(NAME layer.${layer}.${check}
    COMMAND ${CMAKE_COMMAND} ${ARGN} -P "${SYN_LINT}/${check}.cmake")
endfunction()

function(syn_embed)
  cmake_parse_arguments(A "" "OUTPUT;ROOT" "GLOBS" ${ARGN})
  list(TRANSFORM A_GLOBS PREPEND "${A_ROOT}/")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${A_ROOT}" ${A_GLOBS})
  list(SORT files)
  # The list is a dependency too, so that a deleted file is noticed.
  list(JOIN files "\n" lines)
  file(CONFIGURE OUTPUT "${A_OUTPUT}.list" CONTENT "${lines}\n" @ONLY)
  list(TRANSFORM files PREPEND "${A_ROOT}/")
  add_custom_command(OUTPUT "${A_OUTPUT}"
    COMMAND ${CMAKE_COMMAND} "-DROOT=${A_ROOT}" "-DLIST=${A_OUTPUT}.list"
            "-DOUTPUT=${A_OUTPUT}" -P "${SYN_EMBED}"
    DEPENDS ${files} "${A_OUTPUT}.list" "${SYN_EMBED}"
    COMMENT "Embedding queries, code lists and sentences" VERBATIM)
endfunction()

function(syn_registry)
  cmake_parse_arguments(A "" "OUTPUT;HEADER;PREFIX;TYPE;ARRAY;COUNT;GLOB;STRIP" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS "${A_GLOB}")
  list(SORT files)
  if(NOT files)
    message(FATAL_ERROR "nothing matches ${A_GLOB}")
  endif()
  set(externs "")
  set(entries "")
  foreach(file IN LISTS files)
    get_filename_component(stem "${file}" NAME_WE)
    string(REGEX REPLACE "^${A_STRIP}" "" stem "${stem}")
    string(APPEND externs "extern const struct ${A_TYPE} ${A_PREFIX}${stem};\n")
    string(APPEND entries "    &${A_PREFIX}${stem},\n")
  endforeach()
  file(CONFIGURE OUTPUT "${A_OUTPUT}" @ONLY CONTENT
"/* Generated from the names of files.  Do not edit. */
#include <${A_HEADER}>

${externs}
const struct ${A_TYPE} *const ${A_ARRAY}[] = {
${entries}};
const size_t ${A_COUNT} = sizeof ${A_ARRAY} / sizeof *${A_ARRAY};
")
endfunction()
