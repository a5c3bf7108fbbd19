// SPDX-License-Identifier: BSL-1.0
// The recorded answers against the engine itself, on a machine as the cases expect it.
package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"syscall"
	"testing"

	"github.com/opencontainers/runtime-spec/specs-go"
)

const recorded = "../../../../tests/golden"

var (
	golden = flag.String("golden", "", "golden `files`, with commas between them; else those of the tests")
	stage  = flag.String("stage", "", "what the test does in a child of itself")
)

// The test starts itself twice: to make the machine of world.json in a mount namespace, and in that, perhaps in a user
// namespace too, to answer the cases.
func TestMain(m *testing.M) {
	flag.Parse()
	var err error
	switch *stage {
	case "":
		os.Exit(m.Run())
	case "world", "world in a user namespace":
		if err = makeWorld(filepath.Join(recorded, "world.json")); err == nil {
			err = again("answer", *stage != "world").Run()
		}
	case "answer":
		err = Record(os.Stdin, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		if errors.Is(err, os.ErrPermission) {
			os.Exit(77)
		}
		os.Exit(1)
	}
	os.Exit(0)
}

// This program again, in a mount namespace or, as its root, in a user namespace with one user.
func again(stage string, userNamespace bool) *exec.Cmd {
	child := exec.Command("/proc/self/exe", "-stage", stage)
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	child.SysProcAttr = &syscall.SysProcAttr{}
	if stage != "answer" {
		child.SysProcAttr.Unshareflags = syscall.CLONE_NEWNS
	} else if userNamespace {
		one := []syscall.SysProcIDMap{{ContainerID: 0, HostID: 0, Size: 1}}
		child.SysProcAttr.Cloneflags = syscall.CLONE_NEWUSER
		child.SysProcAttr.UidMappings, child.SysProcAttr.GidMappings = one, one
	}
	return child
}

func goldenCases(t *testing.T, file string) (cases []Case) {
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := Lines(in, func(c Case) error {
		if c.File != "" { // lies beside the folder of the golden file
			c.Form, c.InitSettings = "config", true
			c.Plugin, err = os.ReadFile(filepath.Join(filepath.Dir(file), "..", c.File))
		}
		cases = append(cases, c)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return cases
}

// In a user namespace the engine adds mount flags in random order: there, options are compared as sets.
func inOrder(t *testing.T, text string) string {
	var spec specs.Spec
	if err := json.Unmarshal([]byte(text), &spec); err != nil {
		t.Fatal(err)
	}
	for _, mount := range spec.Mounts {
		sort.Strings(mount.Options)
	}
	text, err := Write(&spec)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func test(t *testing.T, cases []Case, userNamespace bool) {
	if os.Geteuid() != 0 {
		t.Skip("skipped: needs root, to make device nodes and mounts")
	}
	var in, out, wrong bytes.Buffer
	encoder := json.NewEncoder(&in)
	for _, c := range cases {
		if err := encoder.Encode(c); err != nil {
			t.Fatal(err)
		}
	}
	stage := "world"
	if userNamespace {
		stage += " in a user namespace"
	}
	child := again(stage, false)
	child.Stdin, child.Stdout, child.Stderr = &in, &out, &wrong
	if err := child.Run(); errors.Is(err, os.ErrPermission) || child.ProcessState != nil && child.ProcessState.ExitCode() == 77 {
		t.Skipf("skipped: this machine lets no such namespace, node or mount be made: %v %s", err, &wrong)
	} else if err != nil {
		t.Fatalf("%v: %s", err, &wrong)
	}
	i := 0
	if err := Lines(&out, func(c Case) error {
		expected := cases[i].Expect
		i++
		t.Run(c.Name, func(t *testing.T) {
			if expected.Settings == nil { // real configs are recorded without
				c.Expect.Settings = nil
			}
			if userNamespace && expected.Spec != "" && c.Expect.Spec != "" {
				expected.Spec, c.Expect.Spec = inOrder(t, expected.Spec), inOrder(t, c.Expect.Spec)
			}
			if !reflect.DeepEqual(c.Expect, expected) {
				is, _ := json.Marshal(c.Expect)
				should, _ := json.Marshal(expected)
				t.Errorf("the engine's answer is\n  %s\nrecorded is\n  %s", is, should)
			}
		})
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if i != len(cases) {
		t.Errorf("%d answers to %d cases", i, len(cases))
	}
}

func TestGolden(t *testing.T) {
	files := []string{recorded + "/curated.jsonl", recorded + "/random.jsonl"}
	if *golden != "" {
		files = strings.Split(*golden, ",")
	}
	for _, file := range files {
		var here, inUserNamespace []Case
		for _, c := range goldenCases(t, file) {
			if c.UserNamespace {
				inUserNamespace = append(inUserNamespace, c)
			} else {
				here = append(here, c)
			}
		}
		t.Run(filepath.Base(file), func(t *testing.T) { test(t, here, false) })
		t.Run(filepath.Base(file)+", user namespace", func(t *testing.T) { test(t, inUserNamespace, true) })
	}
}
