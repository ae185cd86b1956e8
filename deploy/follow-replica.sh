#!/usr/bin/env bash
# One look whether the replica is there: deploy/follow-replica.sh PRIMARY (as psql reaches it, a superuser).
# Each save waits for the replica, for ever if need be, and the servers' threads with it: where it has been
# gone for SECONDS_TO_WAIT (5), saving goes on without it; where it streams again, saves wait for it again.
# deploy/newsroom-replica.service looks every few seconds, on the machine of each database.
set -euo pipefail
[ "$#" = 1 ] || { sed -n '2,5s/^# \?//p' "$0" >&2; exit 2; }
name=newsroom_replica
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname "$primary" --command "$1"; }
state() { ask "SELECT state FROM pg_stat_replication WHERE application_name = '$name' LIMIT 1"; }
set_names() {
  ask "ALTER SYSTEM SET synchronous_standby_names = '$1'"
  ask 'SELECT pg_reload_conf()' > /dev/null
}
primary=$1

if [ "$(ask 'SELECT pg_is_in_recovery()')" = t ]; then
  exit 0 # this is the replica
fi
waited_for=$(ask 'SHOW synchronous_standby_names')
if [ -n "$waited_for" ] && [ -z "$(state)" ]; then
  sleep "${SECONDS_TO_WAIT:-5}"
  if [ -z "$(state)" ]; then
    set_names ''
    echo "备库没有了，从现在起存稿不再等它：主库再坏，这以后存的会丢。请尽快修好备库。" >&2
  fi
elif [ -z "$waited_for" ] && [ "$(state)" = streaming ]; then
  set_names "$name"
  echo "备库跟上了，存稿又等它了。" >&2
fi
