#!/usr/bin/env bash
# Whatever fails, every row is loaded once or in quarantine, or nothing was
# done: a sample of tests/fault/sweep.sh --deep.
: "${SAMSYN:?the program under test}" "${SOURCE:?the source tree}"
exec bash "$SOURCE/tests/fault/sweep.sh"
