#!/usr/bin/env bash
# sweep.sh - faults are injected into samsyn, one each run, and what is left is
# looked at: common.sh says what must hold.
#
# usage: bash tests/fault/sweep.sh [--deep] [PART...]
#   --deep  every point; without it a sample, for each push
#   PART    calls power memory input ledger output; without one, all
# The program is SAMSYN, or else build/samsyn.  Needs a C compiler; strace for
# some of it, which is skipped visibly without.
#
#   part     faults
#   calls    F1 killed, F2 EIO, F3 ENOSPC at a system call, F5 size limit, F19
#            pages half written, F20 a store copied without its journal
#   power    F6 the power goes, F7 right after exit 0
#   memory   F8 the n-th allocation fails
#   input    F14 no file, or a file that changes while it is read
#   ledger   F11 eight at once, F12 a long reader, F15 to F17 again, corrected,
#            overlapping, F22 another store
#   output   F13 stdout full or closed, F21 clock and place
set -u
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
export SOURCE=${SOURCE:-$here/../..}
export SAMSYN=${SAMSYN:-$SOURCE/build/samsyn}
DEEP=
parts=()
for word; do
  case $word in
    --deep) DEEP=1 ;;
    calls | power | memory | input | ledger | output) parts+=("$word") ;;
    *)
      sed -n '2,/^set/{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
      exit 2
      ;;
  esac
done
[ ${#parts[@]} -gt 0 ] || parts=(calls power memory input ledger output)
. "$here/common.sh" || exit 99
build_tools
make_projects
for part in "${parts[@]}"; do
  . "$faults/$part.sh"
done
finish
