# Fails if a file holds a note to oneself, a path of one machine, or the folder
# of example data outside .ci; or if anything calls setlocale, which would make
# numbers depend on the machine.
cmake_minimum_required(VERSION 3.25)
find_program(GREP grep REQUIRED)
set(bad "")

# Searches the tree for REGEX with the FLAGS of grep; build/ is no part of it.
function(search what regex)
  execute_process(COMMAND ${GREP} -rnIE ${ARGN} --exclude-dir=.git --exclude=.git --exclude-dir=build
      -e "${regex}" .
    WORKING_DIRECTORY "${ROOT}" OUTPUT_VARIABLE found RESULT_VARIABLE code)
  if(code GREATER 1)
    message(FATAL_ERROR "grep failed")
  endif()
  if(found)
    set(bad "${bad}${what}:\n${found}" PARENT_SCOPE)
  endif()
endfunction()

# A bracket keeps this file from being found.
search("a note to oneself" "TOD[O]|FIXM[E]|XX[X]|HAC[K]" -w)
search("a path of one machine" "(^|[^A-Za-z0-9_.}/-])/(hom[e]|roo[t]|wor[k]|User[s]|mn[t])/")
search("the folder of example data" "(^|[^A-Za-z0-9_-])share[d]/" --exclude-dir=.ci)
search("a document that is not in the tree"
    "(DESIG[N]|(reportin[g]|statistic[s]|disclosur[e]|domai[n]|reliabilit[y]))[.]md")
search("a call of setlocale" "setlocal[e] *\\(" --include=*.c --include=*.h)
if(bad)
  message(FATAL_ERROR "${bad}")
endif()
