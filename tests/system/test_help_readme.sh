#!/usr/bin/env bash
# What README.md shows is so: its files are written, its commands are run, and
# what they say is what stands there.
#
# A block that begins with ```LANGUAGE FILE is the content of FILE; in a block
# ```console a line with "$ " is a command, what follows is what it says.
. "${SOURCE:?the source tree}/tests/system/checks.sh" || exit 99
export SAMSYN_LANG=en
mkdir bin
ln -s "$SAMSYN" bin/samsyn
PATH=$work/bin:$PATH

finish_command() {
  [ -n "$command" ] || return 0
  bash -c "$command" 2>&1 | tr -d '\r' >got
  is "$command" "$(cat got)" "$(cat wanted)"
  command=''
}

block='' file='' command='' commands=0 files=0
while IFS= read -r line; do
  case $block:$line in
    :'```console') block=console ;;
    :'```'*' '*)
      block=file file=${line#* }
      mkdir -p "$(dirname "$file")"
      : >"$file"
      files=$((files + 1))
      ;;
    console:'```')
      finish_command
      block=''
      ;;
    file:'```') block='' ;;
    console:'$ '*)
      finish_command
      command=${line#\$ } commands=$((commands + 1))
      : >wanted
      ;;
    console:*) printf '%s\n' "$line" >>wanted ;;
    file:*) printf '%s\n' "$line" >>"$file" ;;
  esac
done <"$SOURCE/README.md"
is "files and commands were found" "$files $commands" "3 4"

"$SAMSYN" init --quiet --demo demo
n=$("$SAMSYN" list --json demo | grep -c '"id"')
says "the number of built-in indicators" "$SOURCE/README.md" "$n come with the program"
says "the rows of the demo" "$SOURCE/README.md" "$("$SAMSYN" run --json demo 2>/dev/null |
  sed -n 's/.*"rows_read": \(..\)\(...\),.*/\1 \2 rows of 16 files/p')"

finish
