#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
# plugin-spec as people use it: what it prints, where, and how it ends. Usage: plugin_spec.sh PROGRAM
set -uo pipefail
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0 checks=0

# run ARGS...: sets status, out, err.
run() {
    "$program" "$@" >out 2>err <"${input:-/dev/null}"
    status=$? out=$(cat out) err=$(cat err)
}
fail() { echo "FAILED: $1"; echo "  status $status"; echo "  out: ${out:0:300}"; echo "  err: $err"; failures=$((failures + 1)); }
# wrong STATUS STDERR ARGS...: ends so, says just that (its first line), and prints nothing.
wrong() {
    local expected=$1 said=$2; shift 2; run "$@"; checks=$((checks + 1))
    [ "$status" = "$expected" ] && [ "${err%%$'\n'*}" = "$said" ] && [ -z "$out" ] || fail "$* -> $expected, $said"
}
# right PATTERN ARGS...: succeeds, prints a match, says nothing.
right() {
    local pattern=$1; shift; run "$@"; checks=$((checks + 1))
    [ "$status" = 0 ] && [ -z "$err" ] && [[ $out == $pattern ]] || fail "$* -> $pattern"
}

x=(--exec-root "$work/run")
echo '{"Env":[{"Name":"A","Value":"1","Settable":["value"]},{"Name":"B"}],"WorkDir":"/srv"}' >config.json
echo '{"Id":"one","Config":{"Entrypoint":["/p"]},"Settings":{"Env":["S=1"]}}' >plugin.json
echo '[{"Id":"one","Config":{"Entrypoint":["/p1"]}},{"Id":"two","Config":{"Entrypoint":["/p2"]}}]' >array.json
echo '{"plugin":{"Id":"st","Config":{}},"Rootfs":"/engine/rootfs","Config":"sha256:1"}' >state.json
mkdir other; cp config.json other/

# What it prints.
right '{"ociVersion":"1.1.0",*"A=1"*"cwd":"/srv"*"path":"'"$work"'/rootfs"*'"$work/run/x"'*' "${x[@]}" --id x config.json
right '*"path":"'"$work"'/other/rootfs"*' "${x[@]}" --id x other/config.json
right '*"path":"/r"*' "${x[@]}" --id x --rootfs /r config.json
right '*"path":""*' "${x[@]}" --id x --rootfs '' config.json
right '*"path":"/engine/rootfs"*' "${x[@]}" state.json
right '*"path":"/mine"*' "${x[@]}" --rootfs=/mine state.json
right '*"/p"*"S=1"*' "${x[@]}" plugin.json
right '*"/p"*' "${x[@]}" --id one plugin.json
right '*"/p2"*' "${x[@]}" --id two array.json
right '*"A=3"*' "${x[@]}" --id x --set A=2 --set A.value=3 --pipeline docker config.json
right '{'$'\n''  "ociVersion": "1.1.0",'$'\n''*' "${x[@]}" --id x --pretty config.json
right 'plugin-spec 0.1.0' --version
right 'usage: plugin-spec *' --help
input=config.json; right '*"A=1"*"path":"rootfs"*' "${x[@]}" --id x - ; unset input
[ "$(stat -c %a run/x)" = 700 ] || { status=-; fail "the exec folder has mode 0700"; }

# Both ways to print are the same JSON.
"$program" "${x[@]}" --id x config.json >compact; "$program" "${x[@]}" --id x --pretty config.json >pretty
[ "$(tr -d ' \n' <pretty)" = "$(tr -d ' \n' <compact)" ] || { status=-; fail "--pretty changes more than blanks"; }

# Errors in the text, a setting or the machine: status 1, the place, nothing on stdout.
printf '{\n  "env": [{"name": 5}]\n}' >bad.json
wrong 1 'plugin-spec: bad.json:2:20: expected a string, found a number (/env/0/name)' "${x[@]}" --id x bad.json
printf '{"env": [' >cut.json
wrong 1 'plugin-spec: cut.json:1:10: not JSON: incomplete JSON (/env/0)' "${x[@]}" --id x cut.json
wrong 1 'plugin-spec: none.json: No such file or directory' "${x[@]}" none.json
wrong 1 'plugin-spec: other: Is a directory' "${x[@]}" other
wrong 1 'plugin-spec: config.json: "B" is not settable' "${x[@]}" --id x --set B=1 config.json
wrong 1 'plugin-spec: config.json: setting "N" not found in the plugin configuration' "${x[@]}" --id x --set N=1 config.json
wrong 1 'plugin-spec: config.json: invalid format, must be <name>[.<field>][=<value>] (=1)' "${x[@]}" --id x --set =1 config.json
wrong 1 'plugin-spec: plugin.json: the text has another id: give that one, or none (one)' "${x[@]}" --id two plugin.json
wrong 1 'plugin-spec: array.json: the array has several plugins: choose one by its id' "${x[@]}" array.json
wrong 1 'plugin-spec: array.json: no plugin of the array has this id: give another (three)' "${x[@]}" --id three array.json
wrong 1 "plugin-spec: config.json: the plugin's id cannot name a folder: give it one of 1 to 255 bytes, without / and NUL (exec_mount: ../x)" \
    "${x[@]}" --id ../x config.json
wrong 1 "plugin-spec: config.json: the plugin's id cannot name a folder: give it one of 1 to 255 bytes, without / and NUL (exec_mount)" \
    "${x[@]}" config.json
wrong 1 'plugin-spec: config.json: cannot make the exec folder: Not a directory (exec_folder: /dev/null/x)' \
    --exec-root /dev/null --id x config.json
wrong 1 'plugin-spec: config.json: the corrected pipeline is not built yet' --pipeline corrected "${x[@]}" config.json
input=bad.json; wrong 1 'plugin-spec: standard input:2:20: expected a string, found a number (/env/0/name)' "${x[@]}" -; unset input

# Bundles: whole or not at all.
mkdir bundle
right '' "${x[@]}" --id x --bundle bundle config.json
cmp -s <(tr -d '\n' <compact) <(tr -d '\n' <bundle/config.json) || { status=-; fail "the bundle holds the spec"; }
[ "$(stat -c %a bundle/config.json)" = 600 ] || { status=-; fail "the bundle has mode 0600"; }
cp bundle/config.json kept
wrong 1 'plugin-spec: bad.json:2:20: expected a string, found a number (/env/0/name)' "${x[@]}" --bundle bundle --id x bad.json
wrong 1 "plugin-spec: config.json: cannot open the bundle's folder: No such file or directory (nowhere)" \
    "${x[@]}" --id x --bundle nowhere config.json
cmp -s kept bundle/config.json && [ "$(ls -A bundle)" = config.json ] || { status=-; fail "the bundle survives"; }

# Onto a spec that is there: what no policy sets stays, in its order.
cat >base.json <<'END'
{"annotations":{"z":"1","a":"2"},"process":{"user":{"uid":7},"terminal":true,"cwd":"/old","noNewPrivileges":true},
 "root":{"x":1,"readonly":true},"mounts":[{"destination":"/k","uidMappings":[]}],"linux":{"seccomp":{}},"zone":1}
END
expected='{"annotations":{"z":"1","a":"2"},"process":{"user":{"uid":7},"terminal":false,"cwd":"/srv",'
expected+='"noNewPrivileges":true,*"A=1"*},"root":{"x":1,"readonly":false,"path":"/r"},"mounts":\[{"destination":"/k",'
expected+='"uidMappings":\[\]},{"destination":"/run/docker/plugins",*\],"linux":{"seccomp":{}},"zone":1}'
right "$expected" "${x[@]}" --id x --rootfs /r --onto base.json config.json
right '{'$'\n''  "annotations": {'$'\n''    "z": "1",*' "${x[@]}" --id x --onto=base.json --pretty config.json
mkdir changed; right '' "${x[@]}" --id x --rootfs /r --onto base.json --bundle changed config.json
grep -q '^{"annotations":{"z":"1","a":"2"},' changed/config.json || { status=-; fail "--onto writes a bundle"; }
input=base.json; right '{"annotations"*"A=1"*' "${x[@]}" --id x --onto - config.json; unset input
echo '{"mounts":[{"options":[]},{"options":"ro"}]}' >wrong.json
printf '{\n"mounts": [' >half.json
wrong 1 'plugin-spec: wrong.json: expected an array, found a string (/mounts/1/options)' "${x[@]}" --id y --onto wrong.json config.json
wrong 1 'plugin-spec: half.json:2:12: not JSON: incomplete JSON (/mounts/0)' "${x[@]}" --id y --onto half.json config.json
wrong 1 'plugin-spec: none.json: No such file or directory' "${x[@]}" --id y --onto none.json config.json
wrong 1 'plugin-spec: config.json: "B" is not settable' "${x[@]}" --id y --set B=1 --onto base.json config.json
[ ! -e run/y ] || { status=-; fail "a spec that is refused touches nothing"; }

# What each policy changed: a block each, those that changed nothing in the last line.
n=$'\n'
expected="defaults$n  ~ /ociVersion \"\" -> \"1.1.0\"$n  + /process/user {\"uid\":0,\"gid\":0}$n*"
expected+="$n  + /mounts/6 {\"destination\":\"/dev/shm\",*${n}root$n  + /root {\"path\":\"/r\"}$n*"
expected+="${n}process$n*  ~ /process/cwd \"\" -> \"/srv\"${n}unchanged: propagated_mount, mounts, *, rootless"
right "$expected" "${x[@]}" --id x --rootfs /r --explain config.json
echo '{"Network":{"Type":"host"},"PidHost":true}' >network.json
right "*${n}network_host${n}  - /linux/namespaces/1 {\"type\":\"network\"}${n}pid_host${n}  - /linux/namespaces/2 {\"type\":\"pid\"}${n}*" \
    "${x[@]}" --id x --explain network.json
right "root${n}  ~ /root/readonly true -> false${n}  + /root/path \"/r\"${n}exec_mount${n}  + /mounts/1 {*" \
    "${x[@]}" --id x --rootfs /r --onto base.json --explain config.json
rm -r changed; mkdir changed; right $'defaults\n*' "${x[@]}" --id x --bundle changed --explain config.json
grep -q '^{"ociVersion"' changed/config.json || { status=-; fail "--explain writes the bundle too"; }
wrong 1 'plugin-spec: wrong.json: expected an array, found a string (/mounts/1/options)' "${x[@]}" --id y --onto wrong.json --explain config.json

# Control characters are shown, not sent: of C0, DEL, and of C1.
printf '{"root":{"path":"\\u001b[2J\177\302\233m \303\244"}}' >rude.json
right '*/root/path "\\u001b\[2J\\u007f\\u009bm '$'\303\244''" -> "/r"*' "${x[@]}" --id x --rootfs /r --onto rude.json --explain config.json
[[ $(tr -d '\n' <out) != *[[:cntrl:]]* ]] || { status=-; fail "a control character is printed"; }

wrong 1 'plugin-spec: no\x1b[2J\xc2\x9bm: No such file or directory' $'no\e[2J\302\233m'
wrong 1 'plugin-spec: config.json: setting "\xc2\x9bm" not found in the plugin configuration' "${x[@]}" --id x --set $'\302\233m=1' config.json
wrong 2 'plugin-spec: there is no flag --\x1b[2J' $'--\e[2J'
wrong 2 'plugin-spec: there is no pipeline \x1b[2J' --pipeline $'\e[2J' config.json

# Colours on a terminal alone, and not against NO_COLOR.
[[ $out != *$'\e'* ]] || { status=-; fail "colours in a pipe"; }
if command -v script >/dev/null; then
    # on_terminal COLOURS [VARIABLE=VALUE]: whether what a terminal gets has colours.
    on_terminal() {
        checks=$((checks + 1))
        out=$(env -u NO_COLOR "${@:2}" script -qec "$program --exec-root $work/run --id x --explain config.json" /dev/null </dev/null)
        status=$? err=
        local colours=no; [[ $out != *$'\e[1mdefaults\e[0m'*$'\e[32m  + /process'* ]] || colours=yes
        [ $status = 0 ] && [ $colours = "$1" ] && { [ $colours = yes ] || [[ $out != *$'\e'* ]]; } || fail "colours on a terminal: $*"
    }
    on_terminal yes
    on_terminal yes NO_COLOR=
    on_terminal no NO_COLOR=1
else
    echo "skipped: colours on a terminal: script is not installed"
fi

# Wrong usage alone: status 2.
wrong 2 'plugin-spec: there is no flag --nonsense' --nonsense config.json
wrong 2 'plugin-spec: there is no flag -x' -x
wrong 2 'plugin-spec: --rootfs needs a value' config.json --rootfs
wrong 2 'plugin-spec: --set needs a value' config.json --set
wrong 2 'plugin-spec: --pretty takes no value' --pretty=1 config.json
wrong 2 'plugin-spec: --explain takes no value' --explain=1 config.json
wrong 2 'plugin-spec: --onto needs a value' config.json --onto
wrong 2 'plugin-spec: the standard input cannot be both FILE and --onto' --onto - -
wrong 2 'plugin-spec: which FILE?' --pretty
wrong 2 'plugin-spec: one FILE is enough, but there is also: b' a b
wrong 2 'plugin-spec: there is no pipeline other' --pipeline other config.json
if [ -w /dev/full ]; then
    "$program" "${x[@]}" --id x config.json >/dev/full 2>err; status=$? out= err=$(cat err); checks=$((checks + 1))
    [ $status = 1 ] && [ "$err" = 'plugin-spec: config.json: the spec cannot be printed' ] || fail "a full disk behind stdout"
    "$program" "${x[@]}" --id x --explain config.json >/dev/full 2>err; status=$? out= err=$(cat err); checks=$((checks + 1))
    [ $status = 1 ] && [ "$err" = 'plugin-spec: config.json: the explanation cannot be printed' ] || fail "a full disk behind --explain"
fi

echo "$((checks - failures)) passed, $failures failed"
[ $failures = 0 ]
