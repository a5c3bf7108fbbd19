// SPDX-License-Identifier: BSL-1.0
// The machine of world.json, for real: nodes, links and mounts, in the mount namespace of this process.
package engine

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

type world struct {
	Folders []string
	Files   []string
	Links   []struct{ Path, To string }
	Nodes   []struct {
		Path, Type         string
		Major, Minor, Mode uint32
		UID, GID           int
	}
	MountFlags map[string][]string `json:"mount_flags"`
}

var mountFlags = map[string]uintptr{
	"ro": unix.MS_RDONLY, "nodev": unix.MS_NODEV, "noexec": unix.MS_NOEXEC, "nosuid": unix.MS_NOSUID,
	"noatime": unix.MS_NOATIME, "nodiratime": unix.MS_NODIRATIME,
}

var nodeTypes = map[string]uint32{"b": unix.S_IFBLK, "c": unix.S_IFCHR, "p": unix.S_IFIFO}

// Makes what the file says, below a /tmp, /dev, /etc and /root that nobody else sees.
func makeWorld(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var w world
	if err := json.Unmarshal(text, &w); err != nil {
		return err
	}
	unix.Umask(0)
	for _, folder := range []string{"/tmp", "/dev", "/etc", "/root"} {
		if err := unix.Mount("tmpfs", folder, "tmpfs", 0, "mode=755"); err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
	}
	var failed error
	must := func(path string, err error) {
		if failed == nil && err != nil {
			failed = fmt.Errorf("%s: %w", path, err)
		}
	}
	for _, folder := range w.Folders {
		must(folder, os.MkdirAll(folder, 0o755))
	}
	for folder := range w.MountFlags {
		must(folder, os.MkdirAll(folder, 0o755))
		must(folder, unix.Mount("tmpfs", folder, "tmpfs", 0, ""))
	}
	for _, file := range w.Files {
		must(file, os.MkdirAll(filepath.Dir(file), 0o755))
		must(file, os.WriteFile(file, nil, 0o644))
	}
	for _, link := range w.Links {
		must(link.Path, os.Symlink(link.To, link.Path))
	}
	for _, node := range w.Nodes {
		number := unix.Mkdev(node.Major, node.Minor)
		must(node.Path, unix.Mknod(node.Path, nodeTypes[node.Type]|node.Mode, int(number)))
		must(node.Path, unix.Lchown(node.Path, node.UID, node.GID))
	}
	for folder, names := range w.MountFlags {
		flags := uintptr(unix.MS_REMOUNT)
		for _, name := range names {
			flags |= mountFlags[name]
		}
		must(folder, unix.Mount("tmpfs", folder, "tmpfs", flags, ""))
	}
	return failed
}
