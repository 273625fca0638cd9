#!/bin/bash
# The part `bare-root`: in a fresh Debian bookworm with nothing installed, `./dev run` starts and stops, and
# `./dev test` passes. The root is made by debootstrap in a folder of this run, with the mirror and the client
# configuration that this machine uses; nothing of them is kept. Needs root. Works in namespaces of its own for
# mounts and processes, so that nothing can stay behind.
set -euo pipefail

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly checkout
readonly RUN_SECONDS=900

skip() {
	echo "$1"
	exit 77
}

# The address of the main archive, as apt has it.
archive() {
	apt-get indextargets --format '$(SITE) $(RELEASE)' 'Created-By: Packages' |
		awk '$2 == "bookworm" { print $1; exit }'
}

make_root() {
	local mirror
	mirror=$(archive)
	[ -n "$mirror" ] || skip "apt knows no archive of bookworm"
	echo "# making a bare root"
	debootstrap --variant=minbase bookworm "$1" "$mirror" >"$1.log" 2>&1 || {
		tail -n 20 "$1.log"
		return 1
	}
	rm -f "$1.log"
}

# What lets apt and npm reach their archives from inside, copied at run time and never shown.
copy_clients() {
	local file
	for file in /etc/resolv.conf /etc/hosts /etc/apt/sources.list /etc/apt/sources.list.d \
		/etc/apt/apt.conf /etc/apt/apt.conf.d /etc/apt/auth.conf /etc/apt/auth.conf.d \
		/etc/apt/keyrings /etc/apt/trusted.gpg.d /usr/local/share/ca-certificates; do
		[ -e "$file" ] || continue
		mkdir -p "$1$(dirname "$file")"
		rm -rf "${1:?}$file"
		cp -aL "$file" "$1$file"
	done
	find "$1/etc/apt/sources.list.d" -type f ! -name '*.list' ! -name '*.sources' -delete
	mkdir -p "$1$HOME"
	for file in "$(npm config get globalconfig 2>/dev/null)" "$(npm config get userconfig 2>/dev/null)"; do
		[ -f "$file" ] && cat "$file"
	done >"$1$HOME/.npmrc" || true
	chmod 600 "$1$HOME/.npmrc"
	printf '#!/bin/sh\nexit 101\n' >"$1/usr/sbin/policy-rc.d" # no package starts a service
	chmod 755 "$1/usr/sbin/policy-rc.d"
}

copy_checkout() {
	mkdir -p "$1/samtale"
	cd "$checkout"
	if [ -e .git ]; then
		git ls-files -z -co --exclude-standard
	else
		find . \( -name node_modules -o -path ./build -o -path ./var \) -prune -o -type f -print0
	fi | while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
		tar --create --null --files-from=- | tar --extract --directory "$1/samtale" --no-same-owner
}

# Mounts seen by this process and its children alone: they vanish with the namespace.
mount_inside() {
	mount -t proc proc "$1/proc"
	mount -t tmpfs -o mode=755 dev "$1/dev"
	mkdir "$1/dev/shm" "$1/dev/pts"
	mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
	for device in null zero full random urandom tty; do
		touch "$1/dev/$device"
		mount --bind "/dev/$device" "$1/dev/$device"
	done
	ln -s /proc/self/fd "$1/dev/fd"
	ln -s /proc/self/fd/0 "$1/dev/stdin"
	ln -s /proc/self/fd/1 "$1/dev/stdout"
	ln -s /proc/self/fd/2 "$1/dev/stderr"
}

# Becomes the command inside: for a subshell whose process is then the command's own.
enter() {
	local root=$1
	shift
	# A fresh machine has its own temporary folder and knows nothing of the run outside.
	exec env --unset=TMPDIR --unset=SAMTALE_TEST_RUN PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		chroot "$root" bash -c "cd /samtale && $*"
}

inside() { (enter "$@"); }

ours() { pgrep -f 'samtaled|redis-server' || true; }

wait_for_line() {
	local left=$RUN_SECONDS
	until grep -q "$2" "$1"; do
		kill -0 "$3" 2>/dev/null || return 1
		[ "$left" -gt 0 ] || return 1
		sleep 1
		left=$((left - 1))
	done
}

fetch_page() { # the first line of the answer to GET / on a port
	exec 3<>"/dev/tcp/127.0.0.1/$1"
	printf 'GET / HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" >&3
	head -n 1 <&3
	exec 3>&-
}

# ./dev run until it says that it runs, a page, and the interrupt that Ctrl-C sends.
start_and_stop() {
	local root=$1 log=$1/run.log started pid port
	started=$SECONDS
	(trap - INT && enter "$root" "exec ./dev run --port 0") >"$log" 2>&1 &
	pid=$!
	if ! wait_for_line "$log" 'Ctrl-C stops everything' "$pid"; then
		tail -n 60 "$log"
		echo "./dev run did not start"
		return 1
	fi
	echo "# ./dev run was ready after $((SECONDS - started)) s"
	port=$(cat "$root/samtale/var/demo/port")
	fetch_page "$port" | grep -q ' 200 ' || { echo "no page on the port"; return 1; }
	kill -TERM "$pid"
	wait "$pid" || { echo "./dev run ended with $?"; return 1; }
	[ -z "$(ours)" ] || { echo "processes are left: $(ours)"; return 1; }
}

run_inside() {
	local root=$1
	mount_inside "$root"
	echo "# ./dev run, first start"
	start_and_stop "$root"
	echo "# ./dev run, second start"
	start_and_stop "$root"
	echo "# ./dev test"
	inside "$root" ./dev test
}

main() {
	if [ "${1:-}" = --inside ]; then
		run_inside "$2"
		return
	fi
	[ "$(id -u)" -eq 0 ] || skip "needs root to make a root of its own"
	command -v debootstrap >/dev/null || skip "needs debootstrap"
	root=$(mktemp -d "${TMPDIR:-/tmp}/b-XXXX")
	trap 'rm -rf --one-file-system "$root"' EXIT
	chmod 755 "$root"
	make_root "$root"
	copy_clients "$root"
	copy_checkout "$root"
	unshare --mount --pid --fork --kill-child --mount-proc --propagation private \
		bash "${BASH_SOURCE[0]}" --inside "$root"
}

main "$@"
