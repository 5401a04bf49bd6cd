# Fails if a message of the program has no row in datasets/language/messages.csv,
# other conversions there, or a code that another message has too.
cmake_minimum_required(VERSION 3.25)
find_program(AWK awk REQUIRED)
file(GLOB_RECURSE code "${ROOT}/engine/*.c" "${ROOT}/plots/*.c" "${ROOT}/datasets/*.c")
file(GLOB rows "${ROOT}/datasets/language/*.csv")
string(RANDOM LENGTH 12 name)
if(DEFINED ENV{TMPDIR})
  set(calls "$ENV{TMPDIR}/samsyn-${name}.tsv")
else()
  set(calls "/tmp/samsyn-${name}.tsv")
endif()
execute_process(COMMAND ${AWK} -f "${CMAKE_CURRENT_LIST_DIR}/calls.awk" ${code}
  OUTPUT_FILE "${calls}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${AWK} -f "${CMAKE_CURRENT_LIST_DIR}/csv.awk"
    -f "${CMAKE_CURRENT_LIST_DIR}/messages.awk" "${calls}" ${rows} ${code}
  OUTPUT_VARIABLE bad COMMAND_ERROR_IS_FATAL ANY)
file(STRINGS "${calls}" listed)
file(REMOVE "${calls}")
list(LENGTH listed n)
if(n LESS 50)
  message(FATAL_ERROR "only ${n} messages were found: calls.awk does not see them")
endif()
if(bad)
  message(FATAL_ERROR "messages are incomplete:\n${bad}")
endif()
