# Writes OUTPUT, a C file with every file in LIST (relative to ROOT) as bytes:
# ISO C promises string literals of 4095 characters only.
file(STRINGS "${LIST}" files)
set(arrays "")
set(entries "")
set(n 0)
foreach(file IN LISTS files)
  file(READ "${ROOT}/${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "static const char text_${n}[] = {${bytes}0};\n")
  string(APPEND entries "    {\"${file}\", text_${n}, sizeof text_${n} - 1},\n")
  math(EXPR n "${n} + 1")
endforeach()
file(WRITE "${OUTPUT}" "/* Generated from the files it names.  Do not edit. */
#include <samsyn/base/asset.h>

${arrays}
const struct syn_asset syn_assets[] = {
${entries}};
const size_t syn_n_assets = sizeof syn_assets / sizeof *syn_assets;
")
