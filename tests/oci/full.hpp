// SPDX-License-Identifier: BSL-1.0
// A spec in which every member of the model has a value of its own, as it is written.
#ifndef SPECLINE_TESTS_OCI_FULL_HPP
#define SPECLINE_TESTS_OCI_FULL_HPP

#include <string_view>

namespace full {

// In the order of the runtime spec's Go type.
inline constexpr std::string_view text =
    R"({"ociVersion":"1.2.1","process":{"terminal":true,"consoleSize":{"height":24,"width":18446744073709551615},)"
    R"("user":{"uid":1,"gid":4294967295,"umask":18,"additionalGids":[5,0,4294967295]},"args":["a","","b c"],)"
    R"("env":["E=1"],"cwd":"/c","capabilities":{"bounding":["B"],"effective":["E"],"inheritable":["I"],)"
    R"("permitted":["P"],"ambient":["A"]},"rlimits":[{"type":"RLIMIT_NOFILE","hard":18446744073709551615,"soft":7},)"
    R"({"type":"","hard":0,"soft":0}],"noNewPrivileges":true,"apparmorProfile":"ap","oomScoreAdj":-1000,)"
    R"("scheduler":{"policy":"SCHED_DEADLINE","nice":-20,"priority":99,"flags":["SCHED_FLAG_RECLAIM"],"runtime":1,)"
    R"("deadline":2,"period":3},"selinuxLabel":"se","ioPriority":{"class":"IOPRIO_CLASS_BE","priority":4},)"
    R"("execCPUAffinity":{"initial":"7","final":"0-3"}},"root":{"path":"rootfs","readonly":true},"hostname":"h",)"
    R"("domainname":"d","mounts":[{"destination":"/d","type":"bind","source":"/s","options":["rbind","ro"],)"
    R"("uidMappings":[{"containerID":1,"hostID":2,"size":3}],"gidMappings":[{"containerID":4,"hostID":5,"size":6},)"
    R"({"containerID":0,"hostID":0,"size":0}]},{"destination":"/e"}],)"
    R"("hooks":{"prestart":[{"path":"/h1","args":["h","1"],"env":["H=1"],"timeout":-1}],"createRuntime":[{"path":"/h2",)"
    R"("timeout":0}],"createContainer":[{"path":"/h3"},{"path":""}],"startContainer":[{"path":"/h4"}],)"
    R"("poststart":[{"path":"/h5"}],"poststop":[{"path":"/h6"}]},"annotations":{"":"empty","a.b/c":"","z":"last"},)"
    R"("linux":{"uidMappings":[{"containerID":0,"hostID":1000,"size":4294967295}],"gidMappings":[{"containerID":7,)"
    R"("hostID":8,"size":9}],"sysctl":{"kernel.domainname":"x","net.core.somaxconn":"256"},)"
    R"("resources":{"devices":[{"allow":true,"type":"c","major":-1,"minor":9223372036854775807,"access":"rwm"},)"
    R"({"allow":false},{"allow":false,"major":0,"minor":0}],"memory":{"limit":-1,"reservation":1,"swap":2,"kernel":3,)"
    R"("kernelTCP":4,"swappiness":5,"disableOOMKiller":true,"useHierarchy":false,"checkBeforeUpdate":true},)"
    R"("cpu":{"shares":1024,"quota":-1,"burst":6,"period":100000,"realtimeRuntime":-7,"realtimePeriod":8,"cpus":"0-3",)"
    R"("mems":"0","idle":-1},"pids":{"limit":-9223372036854775808},"blockIO":{"weight":10,"leafWeight":65535,)"
    R"("weightDevice":[{"major":8,"minor":0,"weight":500,"leafWeight":300},{"major":0,"minor":-1}],)"
    R"("throttleReadBpsDevice":[{"major":8,"minor":1,"rate":600}],"throttleWriteBpsDevice":[{"major":8,"minor":2,)"
    R"("rate":0}],"throttleReadIOPSDevice":[{"major":8,"minor":3,"rate":18446744073709551615}],)"
    R"("throttleWriteIOPSDevice":[{"major":8,"minor":4,"rate":9}]},"hugepageLimits":[{"pageSize":"2MB","limit":209715200},)"
    R"({"pageSize":"","limit":0}],"network":{"classID":1048577,"priorities":[{"name":"eth0","priority":500},)"
    R"({"name":"","priority":0}]},"rdma":{"mlx4_0":{"hcaHandles":3},"mlx5_1":{"hcaHandles":0,"hcaObjects":10000},"x":{}},)"
    R"("unified":{"io.max":"259:0 rbps=2097152 wiops=120","memory.low":""}},"cgroupsPath":"/cg",)"
    R"("namespaces":[{"type":"pid","path":"/proc/1/ns/pid"},{"type":""}],"devices":[{"path":"/dev/x","type":"b","major":8,)"
    R"("minor":-9223372036854775808,"fileMode":438,"uid":2,"gid":3},{"path":"","type":"","major":0,"minor":0},)"
    R"({"path":"","type":"","major":0,"minor":0,"fileMode":0,"uid":0,"gid":0}],)"
    R"("seccomp":{"defaultAction":"SCMP_ACT_ERRNO","defaultErrnoRet":38,"architectures":["SCMP_ARCH_X86_64"],)"
    R"("flags":["SECCOMP_FILTER_FLAG_LOG"],"listenerPath":"/run/l.sock","listenerMetadata":"meta",)"
    R"("syscalls":[{"names":["clone","read"],"action":"SCMP_ACT_ALLOW","errnoRet":1,"args":[{"index":0,)"
    R"("value":2114060288,"valueTwo":4,"op":"SCMP_CMP_MASKED_EQ"},{"index":5,"value":0,"op":""}]},{"names":[],)"
    R"("action":""}]},"rootfsPropagation":"rshared","maskedPaths":["/m"],"readonlyPaths":["/r"],"mountLabel":"ml",)"
    R"("intelRdt":{"closID":"c","l3CacheSchema":"L3:0=7f0;1=1f","memBwSchema":"MB:0=20;1=70","enableCMT":true,)"
    R"("enableMBM":true},"personality":{"domain":"LINUX32","flags":["F"]},)"
    R"("timeOffsets":{"boottime":{"secs":-9223372036854775808,"nanosecs":4294967295},"monotonic":{}}}})";

// Every object is there, and every value in it is empty: what is written then.
inline constexpr std::string_view empty =
    R"({"ociVersion":"","process":{"consoleSize":{"height":0,"width":0},"user":{"uid":0,"gid":0},"cwd":"",)"
    R"("capabilities":{},"rlimits":[{"type":"","hard":0,"soft":0}],"oomScoreAdj":0,"scheduler":{"policy":""},)"
    R"("ioPriority":{"class":"","priority":0},"execCPUAffinity":{}},"root":{"path":""},"mounts":[{"destination":""}],)"
    R"("hooks":{"prestart":[{"path":""}]},"linux":{"uidMappings":[{"containerID":0,"hostID":0,"size":0}],)"
    R"("resources":{"devices":[{"allow":false}],"memory":{},"cpu":{},"pids":{"limit":0},)"
    R"("blockIO":{"weightDevice":[{"major":0,"minor":0}],"throttleReadBpsDevice":[{"major":0,"minor":0,"rate":0}]},)"
    R"("hugepageLimits":[{"pageSize":"","limit":0}],"network":{"priorities":[{"name":"","priority":0}]},"rdma":{"":{}}},)"
    R"("namespaces":[{"type":""}],"devices":[{"path":"","type":"","major":0,"minor":0}],)"
    R"("seccomp":{"defaultAction":"","syscalls":[{"names":[],"action":"","args":[{"index":0,"value":0,"op":""}]}]},)"
    R"("intelRdt":{},"personality":{"domain":""},"timeOffsets":{"":{}}}})";

}  // namespace full
#endif
