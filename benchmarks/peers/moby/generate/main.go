// SPDX-License-Identifier: BSL-1.0
// Prints random golden cases without answers, a line each; the same ones for the same seed.
//
//	generate SEED N FOLDER
//
// FOLDER has the device nodes, as tests/parity_live.sh makes them.
//
// What specline does otherwise on purpose is not made (README, "Differences from the engine"): an id that is no folder's name, or
// is a link there; NUL in a path; a mount or a device that is set in a plugin with settings of its own; kernel flags, since no case
// is in a user namespace. A device without a path is made: a crash of the engine counts as a refusal. Nor is U+2028 or U+2029,
// which Go's encoder writes as escapes ("Read a spec" there).
package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"specline/benchmarks/peers/moby/engine"
)

// A text that is no path.
func (g *generator) words() string {
	return strings.Join(g.some(2, func() string {
		return g.pick("a", "1", "hello world", " ", "=", "a=b", "<b>&amp;</b>", `say "x"`, `back\slash`, "/", "'", "ü", "日本", "😀",
			"e\u0301", "\u00a0", "\ufeff", "\ufffd", "\uffff", "\U0010ffff", "\u0080", "\x7f", "\x00", "\x01", "\x1b[0m", "\x1f",
			"\b\f\n\r\t", "%s%d", "$HOME", `\u0041`, strings.Repeat("long ", 60))
	}), "")
}

func (g *generator) path() string {
	return g.pick("/tmp", "/root/.ssh", "/no/such", "", "/", "relative/x", "/a/../b", "//x//", "/var/lib/ü", "/with blank", `/q"uote`,
		"/<html>&", "/line\nbreak", "/😀", "tmpfs")
}

func (g *generator) destination() string {
	return g.pick("/dev", "/dev/", "/dev/pts", "/dev/shm", "/dev/mqueue", "/dev/fuse", "/dev//shm", "/dev/../x", "dev/shm", "/DEV/shm",
		"/proc", "/sys", "/sys/fs/cgroup", "/etc/hosts", "/etc/resolv.conf", "/run/docker/plugins", "/data", g.path())
}

// What is looked at in the folder, which is the working folder too.
func (g *generator) device() string {
	if g.refusals && g.chance(20) {
		return g.pick("", "/no/such", g.folder+"/plain", g.folder+"/empty", g.folder+"/dangling", g.folder+"/loop", g.folder+"/one/x", "plain")
	}
	return g.pick(g.folder+"/", g.folder+"/", g.folder+"//", g.folder+"/./", g.folder+"/many/../", "", "./") +
		g.pick("one", "blk", "fifo", "link-one", "link-link", "link-many/a", "many", "many/", "link-many", "link-many/", "many/sub")
}

// What has a name can be set: notes it where that is sure to do.
func (g *generator) entry(field string, names []string, more ...member) string {
	name := g.pick(names...)
	settable := []string{field}
	switch g.Intn(8) {
	case 0:
		settable = g.some(2, func() string { return g.pick("value", "source", "path", "other") })
	case 1:
		settable = append(settable, g.pick(field, "other"))
	default:
		if name != "" && !strings.Contains(name, "=") { // no call can name these
			g.settable = append(g.settable, setting{name, field})
		}
	}
	return g.object(append(more, g.text("Name", name), g.text("Description", g.words()), g.texts("Settable", settable))...)
}

func (g *generator) mount() string {
	source := g.text("Source", g.path(), g.folder+"/many", g.folder+"/plain")
	source.needed = !g.refusals // without it the engine refuses
	return g.entry("source", []string{"m0", "m1", "m2", "m.x", ""}, source,
		g.text("Destination", g.destination()), g.text("Type", "bind", "tmpfs", "nfs", "", g.words()),
		g.texts("Options", g.some(4, func() string {
			return g.pick("rbind", "bind", "ro", "rw", "nosuid", "rshared", "size=64k", "", g.words())
		})))
}

func (g *generator) deviceEntry() string {
	path := g.text("Path", g.device())
	path.needed = !g.refusals // without it the engine crashes
	return g.entry("path", []string{"d0", "d1", "d2", "d.x"}, path)
}

func (g *generator) objects(name string, most int, one func() string) member {
	return member{name: name, values: []string{g.list(g.some(most, one))}}
}

func (g *generator) number() string {
	if g.wrongTypes && g.chance(20) {
		return g.pick("-1", "-0", "4294967296", "1.0", "1e3", "1.5", "18446744073709551616", "1e400")
	}
	return g.pick("0", "1", "1000", "65534", "4294967295")
}

func (g *generator) config() []member {
	env := func() string {
		return g.entry("value", []string{"A", "B", "C", "PATH", "x.y", "", g.words()}, g.text("Value", "", "1", "a=b", "/x:/y", g.words()))
	}
	return []member{
		{name: "Args", values: []string{g.entry("value", []string{"args", "args", "x.y", ""}, g.texts("Value", g.some(3, g.words)))}},
		g.text("Description", g.words()), g.text("Documentation", g.words()), g.text("DockerVersion", g.words()),
		g.texts("Entrypoint", g.some(3, g.words)),
		g.objects("Env", 4, env),
		g.within("Interface", g.text("Socket", "plugin.sock", g.words()), g.text("ProtocolScheme", "", "moby.plugins.http/v1"),
			member{name: "Types", values: []string{g.list(g.some(2, func() string { return g.pick(`"docker.volumedriver/1.0"`, `"x.y.z/2"`) }))}}),
		g.flag("IpcHost"), g.flag("PidHost"),
		g.within("Linux", g.flag("AllowAllDevices"), g.objects("Devices", 3, g.deviceEntry),
			g.texts("Capabilities", g.some(3, func() string { return g.pick("CAP_SYS_ADMIN", "cap_kill", "CAP_CHOWN", "ALL", g.words()) }))),
		g.objects("Mounts", 5, g.mount),
		g.within("Network", g.text("Type", "", "", "host", "host", "bridge", "none", "HOST", "host ", g.words())),
		g.text("PropagatedMount", "", "", "/data", "/dev/shm", g.path()),
		g.within("User", member{name: "UID", values: []string{g.number()}}, member{name: "GID", values: []string{g.number()}}),
		g.text("WorkDir", "", "/", "/srv", g.path()),
		g.within("rootfs", g.text("type", "layers"), g.texts("diff_ids", g.some(2, g.words))),
	}
}

func (g *generator) settings() []member {
	return []member{g.objects("Mounts", 4, g.mount), g.objects("Devices", 2, g.deviceEntry),
		g.texts("Env", g.some(3, func() string { return g.pick("A=1", "B=", "PATH=/x", "A", g.words()) })), g.texts("Args", g.some(3, g.words))}
}

// What a call sets: what the config lets one set for the most part, else all would be refused.
func (g *generator) set(settable []setting) []string {
	if len(settable) == 0 || !g.chance(50) {
		return nil
	}
	return g.some(3, func() string {
		if g.refusals && g.chance(25) {
			return g.pick("", "=x", ".value=1", "nosuch=1", "A.other=1", "m0.path=/x", "d0", "args.source=x", "x.y=1", "x.y.source=/z", "A..value=1")
		}
		s := settable[g.Intn(len(settable))]
		name := s.name + "." + s.field
		if !strings.Contains(s.name, ".") && g.chance(50) {
			name = s.name
		}
		switch s.field {
		case "source":
			return name + g.pick("=", "=", "=", "") + g.path()
		case "path":
			return name + "=" + g.device()
		}
		return name + "=" + g.words()
	})
}

func (g *generator) id() string {
	return g.pick(fmt.Sprintf("%016x%016x%016x%016x", g.Uint64(), g.Uint64(), g.Uint64(), g.Uint64()), fmt.Sprintf("%08x", g.Uint32()),
		"a b", "...", ".hidden", "..x", "ü😀", "<id>&amp;", `back\slash`, `"quoted"`, "line\nbreak", "\x7f\x01", strings.Repeat("x", 255))
}

func (g *generator) one(name string) engine.Case {
	g.wrongTypes, g.refusals = g.chance(8), g.chance(30)
	c := engine.Case{
		Name:         name,
		Rootfs:       g.pick("/var/lib/docker/plugins/abc123/rootfs", "/rootfs", "/", "", ".", "rootfs", "a/rootfs/", "/r/y/../rootfs", "/r//x/./rootfs", "/ü/<&>"),
		ExecRoot:     g.folder + g.pick("/run", "/run/", "//run/./x", "/run/y/../z"),
		InitSettings: g.chance(70),
	}
	c.Form = g.pick("plugin", "plugin", "plugin", "inspect", "state", "config", "config")
	config := g.config()
	settable := g.settable
	if c.Form == "config" {
		c.ID, c.InitSettings = g.id(), true
		c.Text = g.object(config...)
		if g.chance(15) { // here alone: what a text is, a plugin or a config, shows in its keys
			c.Text = g.damaged(c.Text)
		}
	} else {
		plugin := []member{g.within("Config", config...).always(), g.text("Name", "a/b:latest", g.words()), g.text("PluginReference", g.words())}
		if g.chance(90) {
			plugin = append(plugin, g.text("Id", g.id()).always())
		} else {
			c.ID = g.id()
		}
		if g.chance(10) {
			plugin = append(plugin, g.flag("Enabled"))
		}
		if !c.InitSettings {
			plugin = append(plugin, g.within("Settings", g.settings()...).always())
		}
		c.Text = g.object(plugin...)
		switch c.Form {
		case "inspect":
			c.Text = g.list([]string{c.Text})
		case "state":
			c.Text = g.object(member{name: "plugin", values: []string{c.Text}, needed: true}, g.text("Rootfs", "/x").always(),
				g.text("Config", "sha256:12").always(), g.texts("Blobsums", []string{"sha256:34"}).always())
		}
	}
	c.Text = g.blank() + c.Text + g.blank()
	if !c.InitSettings {
		settable = slices.DeleteFunc(settable, func(s setting) bool { return s.field != "value" })
	}
	c.Set = g.set(settable)
	return c
}

func main() {
	var seed int64
	var count int
	if read, _ := fmt.Sscan(strings.Join(os.Args[1:], " "), &seed, &count); read != 2 || len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: generate SEED N FOLDER")
		os.Exit(2)
	}
	out, seeds := json.NewEncoder(os.Stdout), rand.New(rand.NewSource(seed))
	for i := 1; i <= count; i++ {
		g := &generator{Rand: rand.New(rand.NewSource(seeds.Int63())), folder: os.Args[3]}
		c := g.one(fmt.Sprintf("seed %d, case %d", seed, i))
		if !utf8.ValidString(c.Text) {
			panic("a text is not UTF-8: " + c.Name)
		}
		if err := out.Encode(c); err != nil {
			os.Exit(1)
		}
	}
}
