# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the Debian 13 build root of packaging/env: once per list of dependencies. Sourced, never run.
# shellcheck shell=bash disable=SC2154 # cache, key, packages, release and root are packaging/env's

readonly needed_megabytes=6500     # 4.0 GB installed, packages on their way, the base system's archive

# as_owner CMD…: as root of a namespace in which the root's files may have any owner; private mounts.
as_owner() {
    local map=()
    (( EUID == 0 )) || map=(--user --map-root-user --map-auto)
    unshare "${map[@]}" --mount --propagation private -- "$@"
}

remove_tree() { as_owner rm -rf --one-file-system -- "$@"; }

# sudo where it is needed and there.
as_root() {
    if (( EUID == 0 )); then
        "$@"
    elif command -v sudo >/dev/null; then
        if [[ -t 2 ]]; then sudo "$@"; else sudo -n "$@"; fi
    else
        return 1
    fi
}

# What the host must have before a root can be made.
prepare_host() {
    local missing=()
    command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
    [[ -e /usr/share/keyrings/debian-archive-keyring.gpg ]] || missing+=(debian-archive-keyring)
    (( EUID == 0 )) || command -v newuidmap >/dev/null || missing+=(uidmap)
    if (( ${#missing[@]} )); then
        say "installing ${missing[*]}"
        command -v apt-get >/dev/null || die "this system has no apt: install ${missing[*]} yourself, then call again"
        as_root apt-get update -qq </dev/null >>"$log" 2>&1 || true
        DEBIAN_FRONTEND=noninteractive as_root apt-get install -qq --no-install-recommends "${missing[@]}" </dev/null >>"$log" 2>&1 ||
            explain "could not install ${missing[*]} (as root: apt-get install ${missing[*]})"
    fi
    (( EUID == 0 )) && return 0
    local mine
    mine="^($(id -un)|$EUID):"
    if ! grep -qsE "$mine" /etc/subuid || ! grep -qsE "$mine" /etc/subgid; then
        die "you have no subordinate ids; as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
    fi
    as_owner true 2>>"$log" ||
        die "this system forbids user namespaces to ordinary users (sysctl kernel.apparmor_restrict_unprivileged_userns=0, or run as root)"
}

# Ends with the likely cause of a failed step, read from its log.
explain() {
    local cause=''
    if grep -qiE 'no space left' "$log"; then
        cause='no space left on the disk'
    elif grep -qiE 'could not resolve|temporary failure|unable to connect|connection (timed out|refused)|failed to fetch|network is unreachable' "$log"; then
        cause='no network: a package server cannot be reached'
    elif grep -qiE 'permission denied|operation not permitted|are you root|a password is required|password is required|not in the sudoers' "$log"; then
        cause='no permission'
    fi
    die "$1${cause:+: $cause} (log: $log)"
}

# The host's own way to the package servers: proxies, time-outs, checks.
host_apt_options() {
    command -v apt-config >/dev/null || return 0
    apt-config dump --format '%F "%v";%n' 2>/dev/null |
        grep -E '^Acquire::(http|https|ftp|Retries|ForceIPv|Check-|socks)[^ ]* "[^"]+";$' | grep -v -i 'auto-\?detect' || true
}

# Debian's servers as the host's apt knows them; nothing when it is not a Debian: mmdebstrap then takes its default.
host_sources() {
    local codename='' ID='' VERSION_CODENAME='' uri suite
    # shellcheck disable=SC1091
    . /etc/os-release
    codename=$VERSION_CODENAME
    [[ $ID == debian && -n $codename ]] || return 0
    # shellcheck disable=SC2016 # apt expands them
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 'Component: main' 2>/dev/null | sort -u |
        while read -r uri suite; do
            case $suite in
                "$codename" | "$codename-updates" | "$codename-security")
                    printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$uri" "$release${suite#"$codename"}" ;;
            esac
        done
}

# make_base FOLDER: Debian with apt, nothing else.
make_base() {
    local sources mode=unshare
    (( EUID != 0 )) || mode=root
    sources=$(host_sources)
    host_apt_options >"$1.apt"
    # The archive and not the folder: in mode unshare another owner writes it, who may not enter a home folder.
    # A session of its own: when it fails, it sends SIGHUP to its whole process group.
    setsid mmdebstrap --mode=$mode --variant=apt --include=ca-certificates --aptopt="$1.apt" --format=tar "$release" - \
        ${sources:+"$sources"} </dev/null 2>>"$log" >"$1.tar" &
    bootstrap=$!
    wait "$bootstrap" || explain 'could not make the base system'
    bootstrap=''
    as_owner tar -C "$1" --numeric-owner --exclude='./dev/*' -xf "$1.tar" >>"$log" 2>&1 || explain 'could not unpack the base system'
    rm -f "$1.tar" "$1.apt"
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
    [[ -z ${bootstrap:-} ]] || kill -- "-$bootstrap"
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
        prepare_host
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
