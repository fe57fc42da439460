#!/bin/sh
# Supervises one worker: supervise.sh FOLDER PROGRAM [ARGUMENT]...
# Leader of a session of its own, so that the worker outlives the silo, and the only one that knows how the program ended.
umask 077
folder=$1
shift
exec </dev/null >>"$folder/output" 2>&1 || exit 1

# Signals sent to the group are meant for the worker. A handler, unlike an ignored signal, is not inherited.
trap : HUP INT QUIT TERM

# The identity of this process. Linking it is the mutex: of several supervisors of one worker only one gets past it.
start_time() { shift 21; printf '%s' "$1"; }
read -r stat <"/proc/$$/stat" || exit 1
read -r boot </proc/sys/kernel/random/boot_id || exit 1
printf '%s %s %s\n' "$$" "$(start_time $stat)" "$boot" >"$folder/pid.$$" || exit 1
ln "$folder/pid.$$" "$folder/pid" || { rm -f "$folder/pid.$$"; exit 0; }
rm -f "$folder/pid.$$"

if [ -e "$folder/stop" ]; then
  code=143
else
  # In the foreground: a background job of a script would ignore SIGINT for ever.
  (
    trap 'echo "cannot start $1" >"$folder/failed"' EXIT
    while read -r procs; do echo 0 >"$procs" || exit 126; done <"$folder/cgroups"
    cd "$folder/work" || exit 126
    exec "$@"
  )
  code=$?
fi

# mv must not be hit by a signal that comes now.
trap '' HUP INT QUIT TERM
printf '%s\n' "$code" >"$folder/exit.new" && mv "$folder/exit.new" "$folder/exit"
