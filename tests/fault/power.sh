# shellcheck shell=bash disable=SC2034,SC2154
# power.sh - F6 and F7: the power goes, during the run and right after exit 0.

# sweep_power SEEDS MOST [VARIABLE]: at operations of the run.
sweep_power() {
  local seed n
  reset
  run "LD_PRELOAD=$tools/power.so" "POWER_FOLDER=$box" "POWER_COUNT=$work/count"
  operations=$(cat "$work/count")
  for seed in $(seq 1 "$1"); do
    for n in $(spread "$operations" "$2"); do
      reset
      run "LD_PRELOAD=$tools/power.so" "POWER_FOLDER=$box" "POWER_AT=$n" \
        "POWER_SEED=$((seed * 100003 + n))" "${3:-POWER_LIES=}"
      judge "operation $n of $operations, seed $((seed * 100003 + n))" 137
    done
  done
}

# sweep_end SEEDS [VARIABLE]: after the end.
sweep_end() {
  local seed
  for seed in $(seq 1 "$1"); do
    reset
    run "LD_PRELOAD=$tools/power.so" "POWER_FOLDER=$box" POWER_AT=end "POWER_SEED=$seed" "${2:-POWER_LIES=}"
    judge_now "seed $seed"
  done
}

if is_sanitized; then
  missing "F6 F7" "nothing can be preloaded into a sanitizer build"
else
  for name in first next pages linked; do
    begin_sweep "F6 power loss, $name" $name
    sweep_power "$(few 1 5)" "$(few 10 0)"
    end_sweep "$(hits 137)"
  done
  begin_sweep "F6 power loss, corrected" corrected --supersede
  sweep_power "$(few 1 5)" "$(few 12 0)"
  end_sweep "$(hits 137)"
  begin_sweep "F6 control: syncs do nothing" next
  sweep_power "$(few 1 2)" "$(few 12 0)" POWER_LIES=all
  end_control

  for name in first next pages; do
    begin_sweep "F7 power loss after exit 0, $name" $name
    sweep_end "$(few 6 100)"
    end_sweep
  done
  begin_sweep "F7 power loss after exit 0, corrected" corrected --supersede
  sweep_end "$(few 6 100)"
  end_sweep
  # What PRAGMA synchronous = FULL would do.
  begin_sweep "F7 control: syncs of folders do nothing" next
  sweep_end "$(few 12 40)" POWER_LIES=folders
  end_control
fi
