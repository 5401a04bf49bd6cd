#!/usr/bin/env bash
# What "cmake --install" puts on a machine is whole and works there.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99

build=$(dirname "$SAMSYN")
[ -f "$build/cmake_install.cmake" ] || skip "no build beside $SAMSYN"
command -v cmake >/dev/null || skip "no cmake"

# pkg-config cannot tell a path with a space from two.
root=$(mktemp -d "${TMPDIR:-/tmp}/samsyn.XXXXXX")
trap 'rm -rf "$work" "$root"' EXIT

prefix=$(sed -n 's/^CMAKE_INSTALL_PREFIX:[A-Z]*=//p' "$build/CMakeCache.txt")
exits "cmake --install" 0 env DESTDIR="$root" cmake --install "$build"
bin=$root$prefix/bin/samsyn
check "the program is there" test -x "$bin"
exits "it runs" 0 "$bin" --version
exits "it writes the demo" 0 "$bin" init --quiet --demo demo
exits "it finds what is built into it" 0 "$bin" list demo
check "indicators are listed" grep -q violence_public out
for file in LICENSE README.md CHANGELOG.md; do
  check "$file is there" test -n "$(find "$root$prefix"/share/doc -name "$file" -size +0)"
done
pc=$(find "$root" -name samsyn-stats.pc)
check "pkg-config finds the statistics" test -n "$pc"
check "no path of the build is in what pkg-config reads" bash -c '! grep -qF "$0" "$1"' "$build" "$pc"

# A program that uses them.
cat >use.c <<'END'
#include <stdio.h>

#include <samsyn/stats/rate.h>

int main(void)
{
    struct syn_rate rate;
    if (syn_rate_garwood(&rate, 10, 1, 1, 0.95))
        return 1;
    printf("%.4f %.4f\n", rate.lower, rate.upper);
    return 0;
}
END
if command -v cc >/dev/null && command -v pkg-config >/dev/null; then
  export PKG_CONFIG_SYSROOT_DIR=$root PKG_CONFIG_LIBDIR=$(dirname "$pc"):$(pkg-config --variable pc_path pkg-config)
  flags=$(pkg-config --static --cflags samsyn-stats)
  libs=$(pkg-config --static --libs samsyn-stats)
  sanitize=''
  grep -q 'SYN_SANITIZE:BOOL=ON' "$build/CMakeCache.txt" && sanitize=-fsanitize=address,undefined
  exits "a program of another project is built" 0 \
    bash -c "cc -std=c17 $sanitize $flags use.c $libs -o use"
  exits "it runs" 0 ./use
  is "and computes the limits of Garwood" "$(cat out)" "4.7954 18.3904"
fi

finish
