#!/usr/bin/env bash
# Makes the replica the primary, after the primary's machine is gone: deploy/promote.sh [--anyway] REPLICA
#   deploy/promote.sh "host=10.0.0.5 user=postgres dbname=newsroom"
# REPLICA is how psql reaches it, as a superuser. While the former primary still answers, nothing is
# done: two of them would each take what editors save. --anyway is for a primary that answers and can't
# be stopped otherwise; then cut it off from the network first.
set -euo pipefail
anyway=
if [ "${1:-}" = --anyway ]; then anyway=1 && shift; fi
[ "$#" = 1 ] || { sed -n '2,7s/^# \?//p' "$0" >&2; exit 2; }
ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --dbname "$1" --command "$2"; }

if [ "$(ask "$1" 'SELECT pg_is_in_recovery()')" != t ]; then
  echo "这台已经是主库。"
  exit 0
fi
former=$(ask "$1" 'SHOW primary_conninfo')
if [ -z "$anyway" ] && pg_isready --quiet --timeout 3 --dbname "$former"; then
  echo "原来的主库还有应答，没有提升。先停掉它；停不掉的，切断它的网络，再加--anyway。" >&2
  exit 1
fi
# It has no replica now, and would wait for one before each save.
ask "$1" "ALTER SYSTEM SET synchronous_standby_names = ''"
ask "$1" 'SELECT pg_promote(true, 60)' | grep -q '^t$' || { echo "没有提升，请看它的日志。" >&2; exit 1; }
ask "$1" 'SELECT pg_reload_conf()' > /dev/null
echo "提升好了，能写了。原来的主库不要再启动：先用pg_basebackup把它做成新的备库。"
