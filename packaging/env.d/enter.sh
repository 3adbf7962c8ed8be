#!/bin/bash -p
# SPDX-License-Identifier: GPL-3.0-or-later
# Second half of packaging/env: inside a mount namespace of its own, puts the build root's tree together and becomes CMD.
#
# enter.sh ROOT PACKAGING UID GID N VARIABLE=VALUE…N CMD [ARG…]; UID is 0 for root, else we are in a user namespace as
# its root. The variables are the whole environment of CMD.
#
# "/" becomes a tmpfs that holds the root's /usr, /etc and /var read-only and everything else from the host. pivot_root
# and not chroot, because the kernel refuses user namespaces to a chrooted process. All mounts end with the last process.
set -euo pipefail

root=$1 packaging=$2 uid=$3 gid=$4
environment=("${@:6:$5}")
shift $(( $5 + 5 ))
readonly root packaging uid gid environment
# The build root's programs come first: those in the caller's home were made for another system.
PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin${PATH:+:$PATH}
readonly here=$PWD                 # the caller's working directory
readonly new=${root%/*}/mnt        # an empty folder: each call mounts its own tmpfs there, seen by nobody else

die() { printf 'packaging/env: %s\n' "$*" >&2; exit 125; }

table=()    # lines of an fstab: one mount(8) does them all
folders=()  # to be made below $new

# Escapes what fstab takes for a separator.
escape() {
    local text=$1
    text=${text//\\/\\134}; text=${text// /\\040}; text=${text//$'\t'/\\011}; text=${text//$'\n'/\\012}
    REPLY=$text
}

# bind SOURCE TARGET OPTIONS
bind() {
    local source target
    escape "$1"; source=$REPLY
    escape "$new$2"; target=$REPLY
    table+=("$source $target none $3 0 0")
}

# A host's folder with all that is mounted in it; the one that holds the new tree comes first, while that is still empty.
bind_folder() {
    local -a others=("${table[@]}")
    folders+=("$new$1")
    [[ $new != "$1"/* ]] || table=()
    bind "$1" "$1" rbind
    [[ $new != "$1"/* ]] || table+=("${others[@]}")
}

# Succeeds when the host's folder is seen inside at its own path.
is_covered() {
    local folder
    for folder in "${covered[@]}"; do
        [[ $1 == "$folder" || $1 == "$folder"/* ]] && return 0
    done
    return 1
}

# Shows the host's folder at its own path, also where the build root has a tree of its own (/var/lib/jenkins, /usr/src).
show_folder() {
    is_covered "$1" && return 0
    if [[ $1 == /opt/* || $1 == /run/* ]]; then
        bind_folder "$1"
    else
        mkdir -p "$root$1" 2>/dev/null || die "cannot show $1 inside the build root: move the checkout to a home folder"
        bind "$1" "$1" rbind
    fi
    covered+=("$1")
}

# The build root's users and groups, and the host's people, so that every uid of the caller keeps its name.
write_names() {
    local file=$1 line name id known=' '
    local -a merged
    mapfile -t merged <"$root/etc/$file"
    for line in "${merged[@]}"; do
        IFS=: read -r name _ id _ <<<"$line"
        known+="$name: $id: "
    done
    while IFS= read -r line; do
        IFS=: read -r name _ id _ <<<"$line"
        [[ $known == *" $name: "* || $known == *" $id: "* || ! $id =~ ^[0-9]+$ ]] || (( id < 1000 && id != uid )) || merged+=("$line")
    done <"/etc/$file"
    printf '%s\n' "${merged[@]}" >"$new/run/$file"
    bind "$new/run/$file" "/etc/$file" bind
}

mount -t tmpfs -o mode=755,nosuid,nodev assay-build-root "$new" 2>/dev/null ||
    die "this system does not let us mount: a container needs --privileged (or run on Debian 13, Ubuntu 25.10, Fedora 42 or later)"

covered=(/dev /proc /sys /tmp)
options=bind,ro
(( uid == 0 )) || options+=,nosuid,nodev    # a remount may not clear what the host locked
folders+=("$new"/{usr,etc,var,opt,boot,run/lock})
for folder in usr etc var; do bind "$root/$folder" "/$folder" "$options"; done
for folder in dev proc sys tmp; do bind_folder "/$folder"; done
bind /var/tmp /var/tmp rbind
for folder in /*; do
    case $folder in
        /bin | /sbin | /lib* | /usr | /etc | /var | /opt | /boot | /run | /dev | /proc | /sys | /tmp | /lost+found) continue ;;
    esac
    [[ -d $folder && -x $folder ]] || continue
    bind_folder "$folder"
    covered+=("$folder")
done
for folder in /run/user /run/dbus /run/media; do
    [[ ! -d $folder ]] || show_folder "$folder"
done
covered+=(/var/tmp)
checkout=$(cd -P "$packaging/.." && pwd)
show_folder "$checkout"
[[ -d $root$here ]] || show_folder "$here"

links=()
for link in bin sbin lib lib64; do [[ ! -L $root/$link ]] || links+=("usr/$link"); done
mkdir -p "${folders[@]}"
ln -s "${links[@]}" "$new/"
: >"$new/run/assay-build-root"
write_names passwd
write_names group
for file in resolv.conf hosts hostname; do
    [[ ! -s /etc/$file ]] || bind "/etc/$file" "/etc/$file" bind
done
# Whom the machine trusts is trusted here: a company's proxy has an authority of its own.
trusted=/etc/ssl/certs/ca-certificates.crt
[[ ! -s $trusted || ! -s $root$trusted ]] || bind "$trusted" "$trusted" bind
[[ ! -L /etc/localtime ]] || cp -P /etc/localtime "$new/run/localtime"

printf '%s\n' "${table[@]}" >"$new/run/fstab"
mount -a -T "$new/run/fstab" || die "could not put the build root together"
cd "$new"
pivot_root . .
umount -l .
cd "$here"

command=(env -i -- "${environment[@]}" "PATH=$PATH" "$@")
(( uid == 0 )) || command=(unshare --user --map-user="$uid" --map-group="$gid" -- "${command[@]}")
exec -- "${command[@]}"
