# SPDX-License-Identifier: GPL-3.0-or-later
# Installs Debian 13 into an archive, by what the host has: for the build root and for the virtual machine. Sourced, never run.
# shellcheck shell=bash disable=SC2154 # log, release, say and die are the caller's

# as_owner CMD…: as root of a namespace in which the root's files may have any owner; private mounts.
as_owner() {
    local map=()
    (( EUID == 0 )) || map=(--user --map-root-user --map-auto)
    unshare "${map[@]}" --mount --propagation private -- "$@"
}

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

# What the host must have before Debian can be installed into a folder or an archive.
prepare_bootstrap() {
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

# bootstrap ARCHIVE [OPTION…]: Debian 13 into a tar file; the options are mmdebstrap's.
bootstrap() {
    local archive=$1 sources mode=unshare status=0
    shift
    (( EUID != 0 )) || mode=root
    sources=$(host_sources)
    host_apt_options >"$archive.apt"
    # An archive and not a folder: in mode unshare another owner writes it, who may not enter a home folder.
    # A session of its own: when it fails, it sends SIGHUP to its whole process group.
    setsid mmdebstrap --mode=$mode --variant=apt --aptopt="$archive.apt" --format=tar "$@" "$release" - \
        ${sources:+"$sources"} </dev/null 2>>"$log" >"$archive" &
    bootstrapping=$!
    wait "$bootstrapping" || status=$?
    bootstrapping=''
    rm -f "$archive.apt"
    return $status
}

stop_bootstrap() { [[ -z ${bootstrapping:-} ]] || kill -- "-$bootstrapping"; }
