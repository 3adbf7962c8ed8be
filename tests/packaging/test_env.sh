#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Checks from outside that nobody notices packaging/env: what goes in and comes out, signals, mounts, namespaces, users.
# shellcheck disable=SC2016 # the commands given to packaging/env are expanded by themselves
set -uo pipefail
cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
readonly checkout=$PWD
readonly env=$checkout/packaging/env
scratch=$(mktemp -d /tmp/assay-env-test.XXXXXX)
readonly scratch
chmod 755 "$scratch"
trap 'rm -rf "$scratch"' EXIT
failures=0

# expect NAME WANTED GOT
expect() {
    if [[ $2 == "$3" ]]; then
        printf 'ok       env: %s\n' "$1"
    else
        printf 'FAILED   env: %s\n  wanted: %q\n  got:    %q\n' "$1" "$2" "$3"
        failures=$((failures + 1))
    fi
}

skip() { printf 'skipped  env: %s\n' "$1"; }

test_passing_through() {
    local strange=('' 'two words' $'two\nlines' "it's \"quoted\"" '*' '$HOME' 'ünïcode')
    "$env" bash -c 'exit 37'
    expect 'the exit code passes' 37 $?
    { "$env" bash -c 'kill -KILL $$'; } 2>/dev/null
    expect 'death by a signal passes' 137 $?
    expect 'arguments pass' "$(printf '<%s>' "${strange[@]}")" "$("$env" printf '<%s>' "${strange[@]}")"
    expect 'standard input passes' $'a\nb' "$(printf 'a\nb' | "$env" cat)"
    expect 'standard error stays apart' out "$("$env" sh -c 'echo out; echo err >&2' 2>/dev/null)"
    expect 'nothing of our own is said' '' "$("$env" true 2>&1)"
    expect 'other descriptors pass' seven "$("$env" sh -c 'cat <&7' 7<<<seven)"
    "$env" no-such-command-anywhere 2>/dev/null
    expect 'an unknown command is 127' 127 $?
    "$env" 2>/dev/null
    expect 'no command is wrong usage' 2 $?
}

test_surroundings() {
    local folder=$scratch/'a folder'
    mkdir "$folder"
    expect 'the working directory passes' "$folder" "$(cd "$folder" && "$env" pwd)"
    (cd "$folder" && "$env" touch made) && [[ -O $folder/made ]]
    expect 'files land where the caller sees them, as his own' 0 $?
    expect 'the user stays the same' "$(id -u):$(id -g):$(id -un)" "$("$env" sh -c 'echo "$(id -u):$(id -g):$(id -un)"')"
    # PATH is the exception: the build root's own programs come first.
    expect 'the environment passes, and nothing is added' \
        "$(env root=1 uid=x release=$'a\nb' VERSION=7 bash -c "exec env -u PATH" | grep -v '^_=' | sort)" \
        "$(root=1 uid=x release=$'a\nb' VERSION=7 "$env" env -u PATH | grep -v '^_=' | sort)"
    expect 'env inside env just runs' inside "$("$env" "$env" echo inside)"
    expect 'the checkout is seen' "$(cksum <"$env")" "$("$env" cat "$env" | cksum)"
    "$env" sh -c 'command -v g++ cmake ninja clang-tidy-19 && pkgconf --atleast-version=6.8 Qt6Core' >/dev/null
    expect 'the dependencies are there' 0 $?
}

test_signals() {
    local signal pid
    for signal in TERM INT HUP; do
        # Job control, because a shell makes background commands ignore SIGINT without it.
        set -m
        # A shell cannot trap what was ignored when it began, as SIGHUP is below nohup.
        env --default-signal="$signal" "$env" bash -c 'trap "echo got; exit 9" TERM INT HUP; : >"$1"; while :; do sleep 0.05; done' - \
            "$scratch/$signal" >"$scratch/out" &
        pid=$!
        set +m
        until [[ -e $scratch/$signal ]]; do sleep 0.02; done
        kill -"$signal" "$pid"
        wait "$pid"
        expect "SIG$signal reaches the command, which is the process itself" '9 got' "$? $(<"$scratch/out")"
    done
}

test_cost() {
    local before after
    before=$(date +%s%N)
    for _ in 1 2 3 4 5; do "$env" true; done
    after=$(date +%s%N)
    # 27 ms on two idle cores; the bound is for busy ones and only catches a rebuild or a search at every call.
    expect "a call is cheap ($(((after - before) / 5000000)) ms)" 1 $((after - before < 5 * 400000000))
}

test_isolation() {
    local before after
    before=$(sort /proc/self/mountinfo | cksum)
    "$env" true; "$env" false; { "$env" bash -c 'kill -KILL $$'; } 2>/dev/null
    after=$(sort /proc/self/mountinfo | cksum)
    expect 'no mount is left on the host' "$before" "$after"
    expect 'two calls at once work' 'aabb' "$({ "$env" echo aa & "$env" echo bb & wait; } | sort | tr -d '\n')"
}

# test_namespaces [PREFIX…]: as the caller, or as whom the prefix makes it.
test_namespaces() {
    "$@" "$env" unshare --user --map-root-user --pid --fork --mount-proc true
    expect 'a nested user namespace with its own /proc works' 0 $?
    "$@" "$env" unshare --user --map-root-user --mount --net --ipc --uts --cgroup --pid --fork \
        sh -c 'mount -t tmpfs none /mnt && mkdir /mnt/usr && mount --rbind /usr /mnt/usr && test -x /mnt/usr/bin/env'
    expect 'every namespace, a tmpfs and a bind of /usr work' 0 $?
}

test_control_groups() {
    local memory=/sys/fs/cgroup/memory
    [[ -w $memory && -e $memory/memory.limit_in_bytes ]] || { skip 'control groups (not root, or no version 1)'; return; }
    "$env" sh -c "mkdir $memory/assay-env-test && cat $memory/assay-env-test/memory.max_usage_in_bytes >/dev/null &&
        rmdir $memory/assay-env-test"
    expect 'a control group of version 1 can be made inside' 0 $?
}

# Uses a build root of that user's own when there is one; making it takes too long for a test.
test_ordinary_user() {
    local user=${ASSAY_TEST_USER:-} home as
    [[ $EUID == 0 && -n $user ]] || { skip 'an ordinary user (as root: set ASSAY_TEST_USER to one)'; return; }
    home=$(getent passwd "$user" | cut -d: -f6)
    as=(setpriv --reuid "$user" --regid "$user" --clear-groups env -i "HOME=$home" "USER=$user" PATH=/usr/bin:/bin)
    expect "$user stays himself" "$(id -u "$user") $user" "$("${as[@]}" "$env" sh -c 'echo "$(id -u) $(whoami)"')"
    test_namespaces "${as[@]}"
    "${as[@]}" "$env" touch /usr/should-not-be 2>/dev/null
    expect 'the build root cannot be written to' 1 $?
}

test_errors() {
    local said
    [[ $("$env" --path) != / ]] || { skip 'errors of the build root (native system)'; return; }
    said=$(env -u HOME -u XDG_CACHE_HOME "$env" true 2>&1)
    expect 'no HOME: exit code' 125 $?
    expect 'no HOME: one line' 1 "$(wc -l <<<"$said")"
    (( EUID != 0 )) || { skip 'a cache folder that cannot be written (root can)'; return; }
    said=$(XDG_CACHE_HOME=/proc/none "$env" true 2>&1)
    expect 'no cache folder: exit code' 125 $?
    expect 'no cache folder: one line' 1 "$(wc -l <<<"$said")"
}

"$env" true || exit
[[ ! -e /run/assay-build-root ]] || { skip 'all (already inside the build root)'; exit 0; }
test_passing_through
test_surroundings
test_signals
test_cost
test_isolation
test_namespaces
test_control_groups
test_ordinary_user
test_errors
(( failures == 0 )) || { echo "$failures check(s) of packaging/env failed"; exit 1; }
