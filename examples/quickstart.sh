#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# From a plugin's config.json to a running container: builds plugin-spec and the sample volume plugin, starts the plugin
# with runc from the spec that plugin-spec wrote, and asks it over its socket. Removes all that it made but the build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PATH=$PATH:/usr/sbin:/sbin  # a plain su leaves them out

build=build/quickstart
config=examples/sample_volume_plugin.json
name=specline-quickstart-$$
started=
work=

# The plugin ends on SIGTERM. It may still be starting, so it is told until its runc, our one job, has ended.
stop_container() {
    for _ in {1..50}; do
        [ -n "$(jobs -pr)" ] || break
        runc --root "$work/runc" kill "$name" TERM 2>/dev/null || true
        sleep 0.1
    done
    runc --root "$work/runc" delete --force "$name" 2>/dev/null || true
    kill -KILL $(jobs -pr) 2>/dev/null || true
}

cleanup() {
    trap '' HUP INT TERM
    [ -n "$work" ] || return 0
    if [ -n "$started" ]; then
        stop_container
    fi
    kill $(jobs -pr) 2>/dev/null || true
    wait
    awk -v below="$work/" 'index($5, below) == 1 { print $5 }' /proc/self/mountinfo | sort -r |
        xargs -r umount -l || true
    rm -rf --one-file-system "$work"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
work=$(mktemp -d "$(realpath "${TMPDIR:-/tmp}")/specline.XXXXXX")

# Runs a command and shows its output only if it fails. In the background, so that a signal need not wait for it.
quietly() {
    "$@" >"$work/log" 2>&1 </dev/null &
    wait $! || { tail -n 30 "$work/log" >&2; return 1; }
}

plugin_spec() {
    "$build/examples/plugin-spec" --rootfs "$work/bundle/rootfs" --exec-root "$work/run" --id sample --set DEBUG=1 \
        "$@" "$config"
}

only_show() {
    echo "No container is started here: $1. This is its spec:"
    plugin_spec --pretty
    exit 0
}

# The socket's name is relative, since a unix socket's whole path may have 108 bytes only.
ask() {
    local answer
    answer=$(cd "$work/run/sample" && curl -q -sS --fail --noproxy '*' --max-time 5 --retry 3 --retry-connrefused \
        --unix-socket sample.sock --data "${2-}" "http://plugin$1")
    echo "    POST $1 ${2-} -> $answer"
}

missing=()
for tool in g++ cmake ninja runc curl; do
    command -v "$tool" >/dev/null || missing+=("${tool/#ninja/ninja-build}")
done
boost=$(awk '$1 == "#define" && $2 == "BOOST_VERSION" { print $3 }' /usr/include/boost/version.hpp 2>/dev/null || true)
[ "${boost:-0}" -ge 108100 ] || missing+=(libboost1.81-dev)
ls /usr/lib/*/libboost_json.so >/dev/null 2>&1 || missing+=(libboost-json1.81-dev)
if [ ${#missing[@]} -eq 0 ]; then
    echo "1/6 tools: all here"
elif [ "$(id -u)" -ne 0 ]; then
    echo "1/6 tools: not found, and not root to install them: ${missing[*]}"
else
    echo "1/6 tools: installing with apt-get: ${missing[*]}"
    # In the foreground: apt-get is not to be stopped halfway. It may not remove what it finds in its way.
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends --no-remove \
        "${missing[@]}"; } >"$work/log" 2>&1 </dev/null || { echo "    apt-get failed:"; tail -n 5 "$work/log"; }
fi

echo "2/6 building in $build"
quietly cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DSPECLINE_BUILD_TESTS=OFF \
    -DSPECLINE_BUILD_EXAMPLES=ON
quietly ninja -C "$build" plugin-spec sample-volume-plugin

echo "3/6 a bundle from $config"
mkdir -p "$work"/bundle/propagated-mount "$work"/bundle/rootfs/{dev,mnt/volumes,proc,run/docker/plugins,sys}
cp "$build/examples/sample-volume-plugin" "$work/bundle/rootfs/"
plugin_spec --bundle "$work/bundle"
echo "    $(ls -x "$work/bundle")"

[ "$(id -u)" -eq 0 ] || only_show "not root"
{ command -v runc && command -v curl; } >/dev/null || only_show "runc or curl is missing"
echo "4/6 starting it with runc"
started=yes
# In a session of its own: a signal to this script's group must not break runc off halfway.
setsid runc --root "$work/runc" run --bundle "$work/bundle" "$name" >"$work/log" 2>&1 </dev/null &
for _ in {1..100}; do
    [ ! -S "$work/run/sample/sample.sock" ] && [ -n "$(jobs -pr)" ] || break
    sleep 0.1
done
if [ ! -S "$work/run/sample/sample.sock" ]; then
    # A runc that ended without a word of the plugin's, which begins with its socket, could not start it.
    if [ -z "$(jobs -pr)" ] && ! grep -q '^/run/docker/plugins' "$work/log"; then
        why=$(tail -n 1 "$work/log")
        only_show "runc says: ${why:-nothing}"
    fi
    echo "the plugin did not open its socket:" >&2
    cat "$work/log" >&2
    exit 1
fi

echo "5/6 asking it over the socket in the exec folder"
ask /Plugin.Activate
ask /VolumeDriver.Capabilities
ask /VolumeDriver.Create '{"Name":"hello"}'
ls -d "$work/bundle/propagated-mount/hello" | sed 's/^/    on the host: /'

echo "6/6 stopping it"
stop_container
wait $! || { echo "the plugin did not end cleanly:" >&2; cat "$work/log" >&2; exit 1; }
echo "    stopped; it logged $(grep -c POST "$work/log") requests, since --set DEBUG=1; all but $build is removed"
