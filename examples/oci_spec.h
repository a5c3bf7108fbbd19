// SPDX-License-Identifier: BSL-1.0
// A spec as a generator makes it from the runtime spec's schema, in C: plain structs, texts and lists from malloc, NULL
// for what is absent, and one call that frees all of it. (A generator would define the functions in a .c file.)
#ifndef SPECLINE_EXAMPLES_OCI_SPEC_H
#define SPECLINE_EXAMPLES_OCI_SPEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct {
    uint32_t uid, gid;
} oci_user;

typedef struct {
    char **bounding, **effective, **inheritable, **permitted, **ambient;
    size_t bounding_len, effective_len, inheritable_len, permitted_len, ambient_len;
} oci_capabilities;

typedef struct {
    bool terminal;
    oci_user user;
    char** args;
    size_t args_len;
    char** env;
    size_t env_len;
    char* cwd;
    oci_capabilities* capabilities;
} oci_process;

typedef struct {
    char* path;
    bool readonly;
} oci_root;

typedef struct {
    char *destination, *type, *source;
    char** options;
    size_t options_len;
} oci_mount;

typedef struct {
    bool allow, major_present, minor_present;
    char* type;
    int64_t major, minor;
    char* access;
} oci_device_rule;

typedef struct {
    oci_device_rule** devices;
    size_t devices_len;
} oci_resources;

typedef struct {
    char *type, *path;
} oci_namespace;

typedef struct {
    char *path, *type;
    int64_t major, minor;
    bool file_mode_present, uid_present, gid_present;
    uint32_t file_mode, uid, gid;
} oci_device;

typedef struct {
    oci_resources* resources;
    oci_namespace** namespaces;
    size_t namespaces_len;
    oci_device** devices;
    size_t devices_len;
    char* rootfs_propagation;
    char** masked_paths;
    size_t masked_paths_len;
    char** readonly_paths;
    size_t readonly_paths_len;
} oci_linux;

typedef struct {
    char* oci_version;
    oci_process* process;
    oci_root* root;
    char* hostname;
    oci_mount** mounts;
    size_t mounts_len;
    oci_linux* linux_;
} oci_spec;

inline void free_oci_texts(char** texts, size_t len)
{
    for (size_t i = 0; i < len; ++i) free(texts[i]);
    free(texts);
}

inline void free_oci_mount(oci_mount* mount)
{
    if (mount == NULL) return;
    free(mount->destination);
    free(mount->type);
    free(mount->source);
    free_oci_texts(mount->options, mount->options_len);
    free(mount);
}

inline void free_oci_device_rule(oci_device_rule* rule)
{
    if (rule == NULL) return;
    free(rule->type);
    free(rule->access);
    free(rule);
}

inline void free_oci_namespace(oci_namespace* name_space)
{
    if (name_space == NULL) return;
    free(name_space->type);
    free(name_space->path);
    free(name_space);
}

inline void free_oci_device(oci_device* device)
{
    if (device == NULL) return;
    free(device->path);
    free(device->type);
    free(device);
}

inline void free_oci_process(oci_process* process)
{
    if (process == NULL) return;
    free_oci_texts(process->args, process->args_len);
    free_oci_texts(process->env, process->env_len);
    free(process->cwd);
    if (process->capabilities != NULL) {
        oci_capabilities* sets = process->capabilities;
        free_oci_texts(sets->bounding, sets->bounding_len);
        free_oci_texts(sets->effective, sets->effective_len);
        free_oci_texts(sets->inheritable, sets->inheritable_len);
        free_oci_texts(sets->permitted, sets->permitted_len);
        free_oci_texts(sets->ambient, sets->ambient_len);
        free(sets);
    }
    free(process);
}

inline void free_oci_linux(oci_linux* part)
{
    if (part == NULL) return;
    if (part->resources != NULL) {
        oci_resources* resources = part->resources;
        for (size_t i = 0; i < resources->devices_len; ++i) free_oci_device_rule(resources->devices[i]);
        free(resources->devices);
        free(resources);
    }
    for (size_t i = 0; i < part->namespaces_len; ++i) free_oci_namespace(part->namespaces[i]);
    free(part->namespaces);
    for (size_t i = 0; i < part->devices_len; ++i) free_oci_device(part->devices[i]);
    free(part->devices);
    free(part->rootfs_propagation);
    free_oci_texts(part->masked_paths, part->masked_paths_len);
    free_oci_texts(part->readonly_paths, part->readonly_paths_len);
    free(part);
}

// Frees a spec and all that it holds; NULL is no spec.
inline void free_oci_spec(oci_spec* spec)
{
    if (spec == NULL) return;
    free(spec->oci_version);
    free_oci_process(spec->process);
    if (spec->root != NULL) free(spec->root->path);
    free(spec->root);
    free(spec->hostname);
    for (size_t i = 0; i < spec->mounts_len; ++i) free_oci_mount(spec->mounts[i]);
    free(spec->mounts);
    free_oci_linux(spec->linux_);
    free(spec);
}

#endif
