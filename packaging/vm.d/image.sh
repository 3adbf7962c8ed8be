# SPDX-License-Identifier: GPL-3.0-or-later
# Makes the disk image, kernel and initial ramdisk of the virtual machine: once per list of packages. Sourced, never run.
# shellcheck shell=bash disable=SC2154 # cache, checkout and packages are packaging/vm-test's

readonly packaging=$checkout/packaging
readonly release=trixie
readonly recipe=1                       # raise it when this file makes another image from the same list
readonly disk_size=3G                   # what the guest sees; the file is sparse
readonly vm_needed_megabytes=2500       # the archive and the image made from it

# shellcheck source=packaging/env.d/bootstrap.sh
. "$packaging/env.d/bootstrap.sh"

# Leaves nothing half made, however this ends.
drop_building() {
    stop_bootstrap
    rm -rf -- "$building"
}

remove_unused_images() {
    local stamp
    while IFS= read -r stamp; do
        [[ ${stamp%.used} == "$image" ]] || rm -rf -- "${stamp%.used}" "$stamp"
    done < <(find "$cache" -maxdepth 1 -name 'vm-*.used' -mtime +14)
}

build_image() {
    local free names
    SECONDS=0
    log=$cache/vm-build.log
    : >"$log"
    free=$(df --output=avail -m "$cache" | tail -n 1)
    (( free >= vm_needed_megabytes )) ||
        die "no space: the image needs $vm_needed_megabytes MB and $cache has $free MB; free some, or set XDG_CACHE_HOME"
    prepare_bootstrap
    rm -rf -- "$cache"/vm-build-*
    mkdir "$building"
    say "making the virtual machine's image: once, about two minutes (log: $log)"
    names=$(IFS=,; echo "${packages[*]}")
    bootstrap "$building/guest.tar" --include="$names" --dpkgopt=force-unsafe-io \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
        --dpkgopt='path-exclude=/usr/share/locale/*' --customize-hook="$(<"$packaging/vm.d/guest_setup.sh")" ||
        explain 'could not install the virtual machine'
    tar -C "$building" --strip-components=2 --wildcards -xf "$building/guest.tar" './boot/vmlinuz-*' './boot/initrd.img-*'
    mv "$building"/vmlinuz-* "$building/vmlinuz"
    mv "$building"/initrd.img-* "$building/initrd.img"
    "$packaging/env" mkfs.ext4 -q -F -O '^has_journal' -d "$building/guest.tar" "$building/disk.img" "$disk_size" >>"$log" 2>&1 ||
        explain 'could not make the image'
    rm "$building/guest.tar"
    chmod a-w "$building"/*
    mv "$building" "$image"
}

# Sets $image to the folder with disk.img, vmlinuz and initrd.img; makes it, or waits for the call that is making it.
make_image() {
    local key lock
    read -r key _ < <({ printf '%s\n' "$recipe" "$release" "$disk_size" "${packages[@]}"; cat "$packaging/vm.d/guest_setup.sh"; } | sha256sum)
    image=$cache/vm-${key:0:16}
    building=$cache/vm-build-${key:0:16}
    if [[ ! -d $image ]]; then
        exec {lock}>"$cache/vm-lock"
        if ! flock -n "$lock"; then
            say "another call is making the virtual machine's image: waiting for it"
            flock "$lock"
        fi
        if [[ ! -d $image ]]; then
            trap drop_building EXIT
            trap 'exit 130' INT
            trap 'exit 143' TERM
            trap 'exit 129' HUP
            build_image
            trap - EXIT INT TERM HUP
            remove_unused_images
            say "the image is ready after $SECONDS s: $image ($(du -sh "$image" | cut -f 1))"
        fi
        exec {lock}>&-
    fi
    : >"$image.used"    # an image unused for long is removed when another one is made
}
