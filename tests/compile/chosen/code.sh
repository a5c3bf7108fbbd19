# SPDX-License-Identifier: BSL-1.0
# To be sourced: how large the code of a pipeline is, by programs that have a machine and a plugin at hand and build with
# the policies that are named. Whoever sources it sets `compiler`, `flags` (a list) and `work` (a folder).
chosen=$(dirname "${BASH_SOURCE[0]}")

# Each has the one before in it.
one=(defaults)
three=(defaults network_host root)
six=(capabilities defaults mounts network_host process root)
every=(all_devices capabilities defaults dev_mounts devices exec_folder exec_mount ipc_host mounts name_files
    network_host pid_host process propagated_mount root rootless)

# compile LEVEL FILE OBJECT [POLICY...]
compile() {
    local policies
    policies=$(printf '%s{}, ' "${@:4}")
    "$compiler" -std=c++20 "$1" -Wall -Wextra -Werror "${flags[@]}" "-DPIPELINE=specline::pipeline{${policies%, }}" \
        -c "$chosen/$2" -o "$work/$3" || { echo "FAILED: $2 does not compile" >&2; exit 1; }
}
# The bytes of code of the program with this object.
code_of() {
    "$compiler" "$work/machine.o" "$work/$1" -o "$work/program" || { echo "FAILED: $1 does not link" >&2; exit 1; }
    size -A "$work/program" | awk '$1 == ".text" {print $2}'
}
