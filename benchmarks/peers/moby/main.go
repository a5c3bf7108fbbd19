// SPDX-License-Identifier: BSL-1.0
// How long the engine itself takes to read a plugin, to build its spec and to write that.
//
//	moby INPUTS EXEC_ROOT
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"time"

	"github.com/docker/docker/api/types"
	"github.com/docker/docker/oci"
	v2 "github.com/docker/docker/plugin/v2"
	"github.com/opencontainers/runtime-spec/specs-go"
	"golang.org/x/sys/unix"
)

const rootfs = "/var/lib/docker/plugins/abc123/rootfs"

// What is measured is kept here, so that no compiler drops it.
var (
	kept     any
	keptSpec specs.Spec
	keptText []byte
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "moby:", err)
		os.Exit(1)
	}
}

// The median of 200 samples, each of as many calls as take a millisecond; in nanoseconds a call.
func median(call func()) float64 {
	sample := func(calls int) time.Duration {
		begin := time.Now()
		for i := 0; i < calls; i++ {
			call()
		}
		return time.Since(begin)
	}
	calls := 1
	for sample(calls) < time.Millisecond {
		calls *= 2
	}
	samples := make([]float64, 200)
	for i := range samples {
		samples[i] = float64(sample(calls).Nanoseconds()) / float64(calls)
	}
	sort.Float64s(samples)
	return (samples[99] + samples[100]) / 2
}

func print(work, input string, call func()) {
	fmt.Printf(`{"who":"moby","work":%q,"input":%q,"ns":%.1f}`+"\n", work, input, median(call))
}

// Reads a plugin; `largest` is a config alone, which gets an id here.
func read(input string, text []byte) *v2.Plugin {
	plugin := &v2.Plugin{PluginObj: types.Plugin{ID: "abc123"}, Rootfs: rootfs}
	var err error
	if input == "largest" {
		err = json.Unmarshal(text, &plugin.PluginObj.Config)
	} else {
		err = json.Unmarshal(text, &plugin.PluginObj)
	}
	must(err)
	return plugin
}

func build(plugin *v2.Plugin, execRoot string) *specs.Spec {
	spec, err := plugin.InitSpec(execRoot)
	must(err)
	return spec
}

func write(spec *specs.Spec) []byte {
	text, err := json.Marshal(spec)
	must(err)
	return text
}

// The system calls of InitSpec alone, as it makes them: os.MkdirAll finds the folder with a stat, and a device is looked at twice.
func systemCalls(folder string) {
	must(os.MkdirAll(folder, 0o700))
	_, err := os.Lstat("/dev/null")
	must(err)
	var stat unix.Stat_t
	must(unix.Lstat("/dev/null", &stat))
}

func main() {
	if len(os.Args) != 3 {
		must(errors.New("usage: moby INPUTS EXEC_ROOT"))
	}
	inputs, execRoot := os.Args[1], os.Args[2]
	// The engine fills the settings when it reads a plugin for the first time.
	readWhole := func(input string, text []byte) *v2.Plugin {
		plugin := read(input, text)
		plugin.InitEmptySettings()
		return plugin
	}
	all := func(input string, text []byte) []byte { return write(build(readWhole(input, text), execRoot)) }
	texts := map[string][]byte{}
	for _, input := range []string{"volume", "smallest", "largest"} {
		text, err := os.ReadFile(filepath.Join(inputs, input+".json"))
		must(err)
		texts[input] = text
	}
	expected, err := os.ReadFile(filepath.Join(inputs, "volume.spec.json"))
	must(err)
	if !bytes.Equal(all("volume", texts["volume"]), expected) {
		must(errors.New("the spec of volume.json is not the one of volume.spec.json"))
	}
	print("default spec", "volume", func() { keptSpec = oci.DefaultSpec() })
	print("system calls", "volume", func() { systemCalls(filepath.Join(execRoot, "abc123")) })
	for _, input := range []string{"volume", "smallest", "largest"} {
		text := texts[input]
		plugin := readWhole(input, text)
		spec := build(plugin, execRoot)
		print("read plugin", input, func() { kept = read(input, text) })
		print("build", input, func() { kept = build(plugin, execRoot) })
		print("write spec", input, func() { keptText = write(spec) })
		print("all", input, func() { keptText = all(input, text) })
	}
}
