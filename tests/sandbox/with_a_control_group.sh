#!/bin/sh
# Runs the tests of control groups in a group of their own: with_a_control_group.sh PYTHON
#
# Where this host delegates one (cgroup v2 under systemd), there; else, as root, in a kernel that
# runs as a process: Debian's user-mode-linux, with this machine's files as its own.
set -eu
python=$PWD/$1
tests="-m pytest -n 0 -p no:cacheprovider -rs tests/sandbox/test_control_group.py"

if systemd-run --user --scope --quiet -p Delegate=yes true 2>/dev/null; then
  # shellcheck disable=SC2086
  exec systemd-run --user --scope --quiet -p Delegate=yes "$python" $tests
fi

command -v linux.uml >/dev/null || apt-get install -y -qq user-mode-linux >/dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/init" <<END
#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs tmp /dev/shm
mount -t cgroup2 none /sys/fs/cgroup
ip link set lo up
export PATH=/usr/bin:/bin HOME=/root
echo "+memory +pids" > /sys/fs/cgroup/cgroup.subtree_control
mkdir /sys/fs/cgroup/job
cd "$PWD"
sh -c 'echo \$\$ > /sys/fs/cgroup/job/cgroup.procs; exec "$python" $tests' > "$folder/said" 2>&1
echo \$? > "$folder/status"
halt -f
END
chmod +x "$folder/init"
echo "This host delegates no control group: booting a kernel for one; this takes minutes."
linux.uml root=/dev/root rootfstype=hostfs rootflags=/ rw init="$folder/init" mem=3G quiet \
  con=null con0=null,null </dev/null >/dev/null 2>&1 || true
cat "$folder/said"
exit "$(cat "$folder/status")"
