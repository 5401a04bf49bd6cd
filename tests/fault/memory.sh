# shellcheck shell=bash disable=SC2034,SC2154
# memory.sh - F8: the n-th allocation fails, alone and with all later ones.

# GLib and the C++ library of qpdf end the program themselves when there is no
# memory, by a signal; then too it must be before or after.  While pages are drawn
# so does fontconfig 2.14, which Pango asks for fonts in a thread of its own: it
# writes to what it did not get (FcFontSetMatch).
ends_itself='133 134'
ends_drawing="$ends_itself 139"

# count_memory COMMAND [OPTION...]: allocations of such a run.
count_memory() {
  reset
  (
    cd "$box" &&
      LD_PRELOAD=$tools/memory.so MEMORY_COUNT=$work/count "$SAMSYN" "$@" . >"$work/said" 2>&1
  )
  cat "$work/count"
}

# sweep_memory READ LOAD RENDER: so many allocations of each part of a run, 0 is
# all: the catalogue, which "list" reads too; loading and counting, since with a
# quarter that is none the run ends there; the rest.
sweep_memory() {
  local n how ends begin=0 allowed=$ends_itself
  ends="$(count_memory list) $(count_memory run "${options[@]}" --period never) $(count_memory run "${options[@]}")"
  for end in $ends; do
    [ $# -gt 1 ] || allowed=$ends_drawing # The last part draws.
    for n in $(spread $((end - begin)) "$1"); do
      for how in MEMORY_ALL MEMORY_ONE; do
        reset
        run "LD_PRELOAD=$tools/memory.so" "MEMORY_AT=$((begin + n))" $how=1
        judge "allocation $((begin + n)) of $ends, $how" "$allowed"
      done
    done
    begin=$end
    shift
  done
}

if is_sanitized; then
  missing F8 "nothing can be preloaded into a sanitizer build"
else
  begin_sweep "F8 out of memory, next" next
  sweep_memory "$(few 2 150)" "$(few 10 2000)" "$(few 2 150)"
  end_sweep "$(hits 4)"
  # Threads make the count differ a little; the manifest is among the last ones.
  begin_sweep "F8 out of memory, at the end" next
  last=$(count_memory run)
  for n in $(spread 60 "$(few 6 0)"); do
    reset
    run "LD_PRELOAD=$tools/memory.so" "MEMORY_AT=$((last - 60 + n))" MEMORY_ONE=1
    judge "allocation $((last - 60 + n)) of $last" "$ends_drawing"
  done
  end_sweep
  begin_sweep "F8 out of memory, corrected" corrected --supersede
  sweep_memory 1 "$(few 4 1000)" 1
  end_sweep "$(hits 4)"
  # A refusal must not become a load because a question could not be asked.
  begin_sweep "F8 out of memory, overlapping" overlapping
  sweep_memory 1 "$(few 8 0)" 1
  end_sweep "$(hits 4)"
fi
