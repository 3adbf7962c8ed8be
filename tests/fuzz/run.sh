#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz targets with clang and runs each for some seconds: tests/fuzz/run.sh [SECONDS [TARGET…]]
# Inputs found stay in build-fuzz/corpus. An input that fails is kept there as crash-…: reproduce it with
# build-fuzz/fuzz/TARGET FILE, mend it, and put it below tests/fuzz/regressions/TARGET.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:-60}
shift || true
targets=("$@")
(( ${#targets[@]} )) || targets=(fuzz_helper_requests fuzz_helper_replies fuzz_policy
                                fuzz_archive fuzz_group_yaml fuzz_http fuzz_import fuzz_json fuzz_problem_yaml fuzz_socket fuzz_statement)

packaging/env cmake --preset fuzz --log-level=WARNING >/dev/null
packaging/env cmake --build --preset fuzz -- --quiet
for target in "${targets[@]}"; do
    folder=build-fuzz/corpus/$target
    packaging/env "build-fuzz/fuzz/${target}_replay" --write-seeds "$folder"
    inputs=("$folder")
    [[ ! -d tests/fuzz/regressions/$target ]] || inputs+=("tests/fuzz/regressions/$target")
    echo "== $target, $seconds s"
    status=0
    packaging/env "build-fuzz/fuzz/$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 -verbosity=0 -artifact_prefix="$folder/" "${inputs[@]}" >"$folder.log" 2>&1 || status=$?
    grep -E '^stat::|^==|^SUMMARY|ERROR|runtime error' "$folder.log" || true
    (( status == 0 )) || { echo "$target failed: see $folder.log" >&2; exit 1; }
done
