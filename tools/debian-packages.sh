#!/bin/sh
# Installs the Debian packages that the browser, database and Spark tests use, where they are missing and we may.
# Without them those tests say so and are skipped, never passed.
set -eu
missing=""
[ -x /usr/bin/chromium ] || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v java >/dev/null 2>&1 || missing="$missing openjdk-17-jre-headless"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "not installed:$missing (tests that need them are skipped; on Debian: apt-get install$missing)" >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -qq update && apt-get -qq install -y --no-install-recommends $missing >/dev/null \
  || echo "could not install:$missing; tests that need them are skipped" >&2
