# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the Debian 13 build root of packaging/env: once per list of dependencies. Sourced, never run.
# shellcheck shell=bash disable=SC2154 # cache, key, packages, release and root are packaging/env's

readonly needed_megabytes=6500     # 4.0 GB installed, packages on their way, the base system's archive

# shellcheck source=packaging/env.d/bootstrap.sh
. "$packaging/env.d/bootstrap.sh"

remove_tree() { as_owner rm -rf --one-file-system -- "$@"; }

# make_base FOLDER: Debian with apt, nothing else.
make_base() {
    bootstrap "$1.tar" --include=ca-certificates || explain 'could not make the base system'
    as_owner tar -C "$1" --numeric-owner --exclude='./dev/*' -xf "$1.tar" >>"$log" 2>&1 || explain 'could not unpack the base system'
    rm -f "$1.tar"
    # shellcheck disable=SC2016
    as_owner /bin/bash -euc 'cd "$1"
        rm -f etc/apt/apt.conf.d/99mmdebstrap etc/resolv.conf etc/localtime etc/hostname
        touch etc/resolv.conf etc/hosts etc/hostname        # targets of mounts
        ln -s /run/localtime etc/localtime                  # the host'"'"'s time zone
        printf "#!/bin/sh\nexit 101\n" >usr/sbin/policy-rc.d; chmod 755 usr/sbin/policy-rc.d    # start no service
        echo force-unsafe-io >etc/dpkg/dpkg.cfg.d/unsafe-io' prepare "$1"
}

# copy_older_root FOLDER: starts from the newest root that has part of the list and nothing beyond it. Fails when there
# is none. A copy and not hard links: packages' scripts may write to a file in place.
copy_older_root() {
    local list older wanted
    wanted=$(printf '%s\n' "${packages[@]}" | sort -u)
    while IFS= read -r list; do
        older=${list%/etc/assay-dependencies}
        [[ -O $older && -z $(comm -23 "$list" <(echo "$wanted")) ]] || continue
        as_owner cp -a --reflink=auto "$older/." "$1" >>"$log" 2>&1 && return 0
        remove_tree "$1"
        mkdir "$1"
        return 1
    done < <(find "$cache"/root-*/etc/assay-dependencies -printf '%T@ %p\n' 2>/dev/null | sort -rn | cut -d ' ' -f 2-)
    return 1
}

# install_packages FOLDER: with /proc mounted, which openjdk's set-up needs.
install_packages() {
    host_apt_options | as_owner tee "$1/etc/apt/apt.conf.d/90host" >/dev/null
    # shellcheck disable=SC2016
    as_owner /bin/bash -euc 'root=$1; shift
        [[ ! -s /etc/resolv.conf ]] || cat /etc/resolv.conf >"$root/etc/resolv.conf"
        for folder in dev proc sys; do mount --rbind "/$folder" "$root/$folder"; done
        export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin
        unset TMPDIR
        apt() { chroot "$root" apt-get -q -y -o Acquire::Retries=3 -o DPkg::Use-Pty=false "$@"; }
        apt update --error-on=any
        apt install --no-install-recommends "$@"
        apt clean
        rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin
        printf "%s\n" "$@" | sort -u >"$root/etc/assay-dependencies"' install "$1" "${packages[@]}" </dev/null >>"$log" 2>&1 ||
        explain 'could not install the packages'
}

# Removes what interrupted builds left and, after a success, roots that nobody has used for two weeks.
remove_leftovers() {
    local path
    for path in "$cache"/build-*; do [[ ! -e $path ]] || remove_tree "$path" >>"$log" 2>&1 || true; done
}
remove_unused_roots() {
    local stamp
    while IFS= read -r stamp; do
        [[ ${stamp%.used} == "$root" ]] || remove_tree "${stamp%.used}" "$stamp" >>"$log" 2>&1 || true
    done < <(find "$cache" -maxdepth 1 -name 'root-*.used' -mtime +14)
}

give_up() {
    stop_bootstrap
    die 'interrupted; the next call starts afresh'
}

# Makes $root, or waits for the call that is making it.
make_build_root() {
    local free building=$cache/build-$key
    mkdir -p "$cache/mnt" 2>/dev/null || true
    [[ -d $cache/mnt && -w $cache ]] ||
        die "cannot write to the cache folder $cache: set XDG_CACHE_HOME to a folder of yours"
    log=$cache/build.log
    exec {lock}>"$cache/lock"
    if ! flock -n "$lock"; then
        say 'another call is making the build root: waiting for it'
        flock "$lock"
    fi
    if [[ ! -d $root ]]; then
        trap give_up INT TERM
        : >"$log"
        free=$(df --output=avail -m "$cache" | tail -n 1)
        (( free >= needed_megabytes )) ||
            die "no space: the build root needs $needed_megabytes MB and $cache has $free MB; free some, or set XDG_CACHE_HOME"
        prepare_bootstrap
        remove_leftovers
        mkdir "$building"
        say "making the Debian 13 build root: once, a few minutes (log: $log)"
        copy_older_root "$building" || make_base "$building"
        install_packages "$building"
        mv "$building" "$root"
        trap - INT TERM
        remove_unused_roots
        say "the build root is ready: $root"
    fi
    exec {lock}>&-
}
