# Fails if a sentence of datasets/language is missing in nb, nn or en, stands
# twice, or has not the same {places} in all three.
cmake_minimum_required(VERSION 3.25)
find_program(AWK awk REQUIRED)
file(GLOB files "${ROOT}/datasets/language/*.csv")
execute_process(COMMAND ${AWK} -f "${CMAKE_CURRENT_LIST_DIR}/csv.awk"
    -f "${CMAKE_CURRENT_LIST_DIR}/languages.awk" ${files}
  OUTPUT_VARIABLE bad COMMAND_ERROR_IS_FATAL ANY)
if(bad OR NOT files)
  message(FATAL_ERROR "sentences are incomplete:\n${bad}")
endif()
