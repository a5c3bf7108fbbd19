// SPDX-License-Identifier: BSL-1.0
// The engine's plugin code, called as the engine itself calls it: only what it exports is used, nothing is copied or changed.

// Package engine answers golden cases with the engine itself.
package engine

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/docker/docker/api/types"
	v2 "github.com/docker/docker/plugin/v2"
	"github.com/opencontainers/runtime-spec/specs-go"
)

// Case is one line of a golden file. The plugin is either a JSON value or, in a case for the parity test, the text of one.
type Case struct {
	Name          string          `json:"name"`
	File          string          `json:"file,omitempty"` // of a real config
	Rootfs        string          `json:"rootfs"`
	ExecRoot      string          `json:"exec_root"`
	InitSettings  bool            `json:"init_settings"` // the text has no settings of its own
	Set           []string        `json:"set"`
	UserNamespace bool            `json:"user_namespace"`
	ID            string          `json:"id,omitempty"`   // of a text that has none
	Form          string          `json:"form,omitempty"` // of the text: plugin (if empty), config, inspect, state
	Plugin        json.RawMessage `json:"plugin,omitempty"`
	Text          string          `json:"text,omitempty"`
	Expect        Answer          `json:"expect"`
}

// Answer is what the engine makes of a case: a spec and settings, or else an error, or a panic.
type Answer struct {
	Spec     string                `json:"spec,omitempty"`
	Settings *types.PluginSettings `json:"settings,omitempty"`
	Error    string                `json:"error,omitempty"`
	Panic    string                `json:"panic,omitempty"`
}

// Read reads a plugin as the engine reads that form of text.
func (c Case) Read() (*v2.Plugin, error) {
	text := []byte(c.Text)
	if c.Text == "" {
		text = c.Plugin
	}
	plugin := &v2.Plugin{}
	var err error
	switch c.Form {
	case "config":
		err = json.Unmarshal(text, &plugin.PluginObj.Config)
	case "inspect":
		list := []types.Plugin{}
		if err = json.Unmarshal(text, &list); err == nil {
			plugin.PluginObj = list[0]
		}
	case "state":
		err = json.Unmarshal(text, plugin)
	default:
		err = json.Unmarshal(text, &plugin.PluginObj)
	}
	if c.ID != "" {
		plugin.PluginObj.ID = c.ID
	}
	plugin.Rootfs = c.Rootfs
	return plugin, err
}

// Write writes a spec with the engine's encoder, as the golden files were written: without escapes for HTML.
func Write(spec *specs.Spec) (string, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(spec)
	return string(bytes.TrimSuffix(text.Bytes(), []byte("\n"))), err
}

// Answer reads, sets, builds and writes.
func (c Case) Answer() (answer Answer) {
	defer func() {
		if reason := recover(); reason != nil {
			answer = Answer{Panic: fmt.Sprint(reason)}
		}
	}()
	plugin, err := c.Read()
	if err != nil {
		return Answer{Error: "read: " + err.Error()}
	}
	if c.InitSettings {
		plugin.InitEmptySettings()
	}
	if len(c.Set) > 0 {
		if err := plugin.Set(c.Set); err != nil {
			return Answer{Error: "set: " + err.Error()}
		}
	}
	spec, err := plugin.InitSpec(c.ExecRoot)
	if err != nil {
		return Answer{Error: err.Error()}
	}
	text, err := Write(spec)
	if err != nil {
		return Answer{Error: err.Error()}
	}
	return Answer{Spec: text, Settings: &plugin.PluginObj.Settings}
}

// Lines calls `each` with every line of a golden file.
func Lines(in io.Reader, each func(Case) error) error {
	lines := bufio.NewReader(in)
	for {
		line, end := lines.ReadBytes('\n')
		if len(line) > 0 {
			var c Case
			if err := json.Unmarshal(line, &c); err != nil {
				return err
			}
			if err := each(c); err != nil {
				return err
			}
		}
		if end == io.EOF {
			return nil
		} else if end != nil {
			return end
		}
	}
}

// Record writes the cases again, with the engine's answers.
func Record(in io.Reader, out io.Writer) error {
	buffered := bufio.NewWriter(out)
	encoder := json.NewEncoder(buffered)
	if err := Lines(in, func(c Case) error {
		c.Expect = c.Answer()
		return encoder.Encode(c)
	}); err != nil {
		return err
	}
	return buffered.Flush()
}
