#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Turns a freshly installed Debian into the guest of packaging/vm-test. Called by mmdebstrap with the folder of the guest.
set -eu
root=$1

chroot "$root" useradd --create-home --shell /bin/bash --uid 1000 assay
echo assay-vm >"$root/etc/hostname"
echo '127.0.0.1 localhost assay-vm' >"$root/etc/hosts"
echo 00000000000000000000000000000a55 >"$root/etc/machine-id" # else systemd asks questions, as at a first boot

echo LANG=C.UTF-8 >"$root/etc/default/locale"
touch -d 2100-01-01 "$root/etc/.updated" "$root/var/.updated" # else systemd brings caches up to date at every start

# The payload disk brings everything that changes; the image only knows how to start it.
cat >"$root/etc/systemd/system/assay-payload.service" <<'UNIT'
[Unit]
Description=What is tested
After=local-fs.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -euc 'mkdir -p /run/payload && mount -o ro /dev/vdb /run/payload && exec /bin/sh /run/payload/mount.sh'
UNIT

cat >"$root/etc/systemd/system/assay-vm-test.service" <<'UNIT'
[Unit]
Description=The tests of packaging/vm-test
ConditionKernelCommandLine=assay.test
Requires=assay-payload.service
After=assay-payload.service systemd-logind.service systemd-user-sessions.service dbus.service
[Service]
ExecStart=/usr/bin/python3 -B /run/payload/guest.py
StandardInput=null
StandardOutput=tty
TTYPath=/dev/ttyS0
ExecStopPost=/usr/bin/systemctl poweroff --force
[Install]
WantedBy=multi-user.target
UNIT

cat >"$root/etc/systemd/system/assay-vm-shell.service" <<'UNIT'
[Unit]
Description=The console of packaging/vm-test --shell
ConditionKernelCommandLine=assay.shell
Wants=assay-payload.service
After=assay-payload.service systemd-logind.service systemd-user-sessions.service dbus.service
[Service]
ExecStart=/sbin/agetty --autologin root --noclear --keep-baud 115200 ttyS0 linux
ExecStopPost=/usr/bin/systemctl poweroff --force
StandardInput=tty
StandardOutput=tty
TTYPath=/dev/ttyS0
TTYReset=yes
TTYVHangup=yes
UtmpIdentifier=ttyS0
[Install]
WantedBy=multi-user.target
UNIT

units=$root/etc/systemd/system
mkdir -p "$units/multi-user.target.wants"
for name in assay-vm-test assay-vm-shell; do
    ln -s "../$name.service" "$units/multi-user.target.wants/$name.service"
done
# Nothing else is to run beside the tests.
for name in serial-getty@ttyS0.service getty@tty1.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer \
    e2scrub_all.timer e2scrub_reap.service fstrim.timer systemd-tmpfiles-clean.timer man-db.timer; do
    ln -sf /dev/null "$units/$name"
done
