# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing on a system whose own packages are new enough. Sourced by packaging/env, never run.
# shellcheck shell=bash disable=SC2154 # cache, family, key and packages are packaging/env's

# Fills the array missing with the packages that are not installed.
find_missing_packages() {
    local installed=' ' name state
    missing=()
    if [[ $family == fedora ]]; then
        for name in "${packages[@]}"; do rpm -q --quiet --whatprovides "$name" || missing+=("$name"); done
        return
    fi
    while read -r name state; do
        [[ $state != installed ]] || installed+="$name "
    done < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${packages[@]}" 2>/dev/null)
    for name in "${packages[@]}"; do [[ $installed == *" $name "* ]] || missing+=("$name"); done
}

# A stamp newer than the package database says that nothing can be missing, which saves asking it at every call.
install_missing_packages() {
    local stamp=$cache/native-$key database=/var/lib/dpkg/status
    [[ $family == debian ]] || database=/usr/lib/sysimage/rpm/rpmdb.sqlite
    [[ ! $stamp -nt $database ]] || return 0
    find_missing_packages
    if (( ${#missing[@]} )); then
        local sudo=()
        if (( EUID != 0 )); then
            command -v sudo >/dev/null || die "packages are missing and there is no sudo; as root install: ${missing[*]}"
            sudo=(sudo)
            [[ -t 2 ]] || sudo+=(-n)
        fi
        say "installing ${#missing[@]} packages: ${missing[*]}"
        run_installer "${sudo[@]}" || die "could not install the packages; see the lines above, then call again"
    fi
    mkdir -p "$cache" && : >"$stamp"
}

# run_installer [sudo…]: its words go to standard error, so that the command's own output stays clean.
run_installer() {
    if [[ $family == fedora ]]; then
        "$@" dnf install -y -q "${missing[@]}" </dev/null >&2
    else
        "$@" apt-get update -qq </dev/null >&2 &&
            "$@" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >&2
    fi
}
