# checks.sh - what the tests of this folder have in common.  Source it first.
#
# Each check prints one line; finish prints "N passed, N failed" and is the last
# thing a test does.  A test runs in an empty folder of its own, in English, and
# finds the program in SAMSYN, the source tree in SOURCE.

set -u
: "${SAMSYN:?the program under test}" "${SOURCE:?the source tree}"
SAMSYN=$(realpath "$SAMSYN") SOURCE=$(realpath "$SOURCE")
export LC_ALL=C LANG=C TZ=UTC
unset SAMSYN_LANG SOURCE_DATE_EPOCH MALLOC_PERTURB_
passed=0 failed=0
work=$(mktemp -d "${TMPDIR:-/tmp}/samsyn test.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99

pass() {
  passed=$((passed + 1))
  printf 'ok      %s\n' "$1"
}

# fail TEXT [MORE]
fail() {
  failed=$((failed + 1))
  printf 'FAILED  %s\n' "$1"
  [ -z "${2:-}" ] || printf '%s\n' "$2" | head -20 | sed 's/^/        /'
}

# check TEXT COMMAND...: the command succeeds.
check() {
  local text=$1
  shift
  if "$@" >check.out 2>&1; then pass "$text"; else fail "$text" "$(cat check.out)"; fi
}

# is TEXT GOT WANTED
is() {
  if [ "$2" = "$3" ]; then pass "$1"; else fail "$1" "got:    $2"$'\n'"wanted: $3"; fi
}

# exits TEXT CODE COMMAND...: ends with CODE; what it said is in ./out and ./err.
exits() {
  local text=$1 wanted=$2 code=0
  shift 2
  "$@" >out 2>err || code=$?
  if [ "$code" -eq "$wanted" ]; then
    pass "$text"
  else
    fail "$text" "exit status $code instead of $wanted"$'\n'"$(cat err)"
  fi
}

# says TEXT FILE STRING: the file holds the string.
says() {
  if grep -qF -- "$3" "$2"; then
    pass "$1"
  else
    fail "$1" "not found: $3"$'\n'"$(cat "$2")"
  fi
}

# silent TEXT STRING FILE...: none of the files holds the string.
silent() {
  local text=$1 string=$2
  shift 2
  if grep -rlaF -- "$string" "$@" >check.out 2>/dev/null; then
    fail "$text" "found in: $(tr '\n' ' ' <check.out)"
  else
    pass "$text"
  fi
}

# skip REASON: the test cannot be made here.
skip() {
  printf 'skipped: %s\n' "$1"
  exit 77
}

finish() {
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}
