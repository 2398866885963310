/* Tries to get out. Prints a line for each way: its name, then "open" or why it is shut. Arguments: a port of the
 * host's loopback, the name of a listening abstract socket, a file of the host, a process of the host; and "control"
 * to try only those ways that do no harm where they work. Or "listen" and a name: listens on that abstract socket. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static int port, host_process;
static pid_t runner;
static const char *abstract, *host_file;

static int shut(void) { return errno ? errno : EPERM; }
static int fails(long result) { return result < 0 ? shut() : 0; }

static int opens(const char *path, int flags) {
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0) return shut();
    close(fd);
    return 0;
}

static int has_socket(int family, int type, int protocol) {
    int fd = socket(family, type, protocol);
    if (fd < 0) return shut();
    close(fd);
    return 0;
}

static int connects(unsigned address, int to) {
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons(to), .sin_addr.s_addr = htonl(address)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct timeval soon = {.tv_sec = 2};
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &soon, sizeof soon);
    int result = fails(connect(fd, (struct sockaddr *)&where, sizeof where));
    close(fd);
    return result;
}

static int socket_packet(void) { return has_socket(AF_PACKET, SOCK_RAW, 0); }
static int socket_vsock(void) { return has_socket(AF_VSOCK, SOCK_STREAM, 0); }
static int socket_alg(void) { return has_socket(AF_ALG, SOCK_SEQPACKET, 0); }
static int socket_raw(void) { return has_socket(AF_INET, SOCK_RAW, IPPROTO_TCP); }
static int loopback_of_host(void) { return connects(INADDR_LOOPBACK, port); }
static int cloud_metadata(void) { return connects(0xa9fea9fe, 80); }

static int unix_of_host(void) {
    struct sockaddr_un where = {.sun_family = AF_UNIX};
    strncpy(where.sun_path + 1, abstract, sizeof where.sun_path - 2);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    int result = fails(connect(fd, (struct sockaddr *)&where, offsetof(struct sockaddr_un, sun_path) + 1 + strlen(abstract)));
    close(fd);
    return result;
}

/* In a process of its own, so that what works outside changes nothing for the next. */
static int alone(int (*way)(void)) {
    fflush(stdout);
    pid_t child = fork();
    if (!child) _exit(way());
    int status;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : ENOSYS;
}

static int new_user(void) { return fails(unshare(CLONE_NEWUSER)); }
static int new_mounts(void) { return fails(unshare(CLONE_NEWUSER | CLONE_NEWNS)); }
static int clone_user(void) {
    long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
    if (!child) _exit(0);
    return fails(child);
}
static int clone3_user(void) {
    unsigned long long arguments[11] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD};
    long child = syscall(SYS_clone3, arguments, sizeof arguments);
    if (!child) _exit(0);
    return fails(child);
}
static int mounts(void) { return fails(mount("none", "/tmp", "tmpfs", 0, NULL)); }
static int unmounts(void) { return fails(umount2("/usr", MNT_DETACH)); }
static int remounts(void) { return fails(mount(NULL, "/usr", NULL, MS_REMOUNT | MS_BIND, NULL)); }
static int opens_tree(void) { return fails(syscall(428 /* open_tree */, -100, "/", 1)); }
static int changes_root(void) { return fails(chroot("/tmp")); }
static int joins(void) {
    int fd = open("/proc/1/ns/mnt", O_RDONLY);
    return fd < 0 ? shut() : fails(setns(fd, 0));
}
static int makes_device(void) { return fails(mknod("/tmp/memory", S_IFCHR | 0600, 1 << 8 | 1)); }
static int becomes_root(void) { return fails(setresuid(0, 0, 0)) ? shut() : geteuid() ? EPERM : 0; }
static int becomes_group(void) { return fails(setresgid(0, 0, 0)); }
static int has_capability(void) {
    char line[256];
    FILE *status = fopen("/proc/self/status", "r");
    unsigned long long held = 0, bound = 0;
    while (status && fgets(line, sizeof line, status)) {
        sscanf(line, "CapEff: %llx", &held);
        sscanf(line, "CapBnd: %llx", &bound);
    }
    return held || bound ? 0 : EPERM;
}

static int traces(void) {
    pid_t child = fork();
    if (!child) {
        pause();
        _exit(0);
    }
    int result = fails(ptrace(PTRACE_ATTACH, child, 0, 0));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return result;
}
static int reads_memory(void) {
    char from[4] = "abc", to[4];
    struct iovec here = {to, 4}, there = {from, 4};
    return fails(process_vm_readv(getpid(), &here, 1, &there, 1, 0));
}
static int traces_runner(void) { return fails(ptrace(PTRACE_SEIZE, runner, 0, 0)); }
static int runners_output(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/1", runner);
    return opens(path, O_WRONLY);
}
static int runners_memory(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/mem", runner);
    return opens(path, O_RDWR);
}
static int steals_descriptor(void) {
    int pidfd = syscall(SYS_pidfd_open, runner, 0);
    return pidfd < 0 ? shut() : fails(syscall(SYS_pidfd_getfd, pidfd, 1, 0));
}

static int loads_program(void) {
    union bpf_attr attributes = {.map_type = BPF_MAP_TYPE_ARRAY, .key_size = 4, .value_size = 4, .max_entries = 1};
    return fails(syscall(SYS_bpf, BPF_MAP_CREATE, &attributes, sizeof attributes));
}
static int watches_kernel(void) {
    struct perf_event_attr attributes = {.type = PERF_TYPE_SOFTWARE, .size = sizeof attributes, .exclude_kernel = 1};
    return fails(syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0));
}
static int adds_key(void) { return fails(syscall(SYS_add_key, "user", "escape", "x", 1, -2)); }
static int faults(void) { return fails(syscall(SYS_userfaultfd, 1)); }
static int ring(void) {
    char parameters[120] = {0};
    return fails(syscall(SYS_io_uring_setup, 1, parameters));
}
static int by_handle(void) {
    char handle[16] = {8, 0, 0, 0};
    return fails(syscall(SYS_open_by_handle_at, -100, handle, 0));
}
static int types_for_others(void) {
    int terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY);
    if (terminal < 0) return shut();
    return fails(ioctl(terminal, TIOCSTI, "x"));
}
static int names_host(void) { return fails(sethostname("escaped", 7)); }

static int file_of_host(void) { return opens(host_file, O_RDONLY); }
static int root_of_first(void) {
    char path[4096];
    snprintf(path, sizeof path, "/proc/1/root%s", host_file);
    return opens(path, O_RDONLY);
}
static int process_of_host(void) { return fails(kill(host_process, 0)); }
static int shadow(void) { return opens("/etc/shadow", O_RDONLY); }
static int writes_usr(void) { return opens("/usr/escape", O_CREAT | O_WRONLY); }
static int writes_etc(void) { return opens("/etc/escape", O_CREAT | O_WRONLY); }
static int writes_root(void) { return opens("/escape", O_CREAT | O_WRONLY); }
static int writes_runner(void) { return opens("/run/slipway/runner", O_WRONLY | O_APPEND); }
static int core_pattern(void) { return opens("/proc/sys/kernel/core_pattern", O_WRONLY); }
static int sysrq(void) { return opens("/proc/sysrq-trigger", O_WRONLY); }
static int kernel_memory(void) { return opens("/proc/kcore", O_RDONLY); }
static int writes_sys(void) { return opens("/sys/kernel/uevent_helper", O_WRONLY); }
static int control_groups(void) { return opens("/sys/fs/cgroup", O_RDONLY | O_DIRECTORY); }
static int own_group(void) { return opens("/sys/fs/cgroup/memory/cgroup.procs", O_WRONLY); }
static int memory_device(void) { return opens("/dev/mem", O_RDONLY); }
static int kernel_log(void) { return opens("/dev/kmsg", O_RDONLY); }
static int fuse(void) { return opens("/dev/fuse", O_RDWR); }
static int virtual_machines(void) { return opens("/dev/kvm", O_RDWR); }
static int inherited(void) {
    for (int fd = 3; fd < 4096; fd++)
        if (fcntl(fd, F_GETFD) >= 0) return 0;
    return EBADF;
}

static const struct {
    const char *name;
    int (*way)(void);
    int harmless;
} WAYS[] = {
    {"socket-packet", socket_packet, 1},
    {"socket-vsock", socket_vsock, 1},
    {"socket-alg", socket_alg, 1},
    {"socket-raw", socket_raw, 1},
    {"loopback-of-host", loopback_of_host, 1},
    {"unix-socket-of-host", unix_of_host, 1},
    {"cloud-metadata", cloud_metadata, 0},
    {"new-user-namespace", new_user, 1},
    {"new-mount-namespace", new_mounts, 1},
    {"clone-user-namespace", clone_user, 1},
    {"clone3-user-namespace", clone3_user, 1},
    {"mount", mounts, 0},
    {"unmount", unmounts, 0},
    {"remount", remounts, 0},
    {"open-tree", opens_tree, 1},
    {"chroot", changes_root, 0},
    {"join-namespace", joins, 0},
    {"make-device", makes_device, 0},
    {"become-root", becomes_root, 0},
    {"become-group", becomes_group, 0},
    {"capability", has_capability, 1},
    {"trace-process", traces, 1},
    {"read-process-memory", reads_memory, 1},
    {"trace-runner", traces_runner, 0},
    {"runners-output", runners_output, 0},
    {"runners-memory", runners_memory, 0},
    {"steal-descriptor", steals_descriptor, 0},
    {"bpf", loads_program, 1},
    {"perf", watches_kernel, 1},
    {"add-key", adds_key, 0},
    {"userfaultfd", faults, 1},
    {"io-uring", ring, 1},
    {"open-by-handle", by_handle, 0},
    {"type-for-others", types_for_others, 0},
    {"name-host", names_host, 0},
    {"file-of-host", file_of_host, 1},
    {"root-of-first-process", root_of_first, 0},
    {"process-of-host", process_of_host, 1},
    {"shadow", shadow, 1},
    {"write-usr", writes_usr, 0},
    {"write-etc", writes_etc, 0},
    {"write-root", writes_root, 0},
    {"write-runner", writes_runner, 0},
    {"core-pattern", core_pattern, 0},
    {"sysrq", sysrq, 0},
    {"kernel-memory", kernel_memory, 0},
    {"write-sys", writes_sys, 0},
    {"control-groups", control_groups, 1},
    {"own-control-group", own_group, 0},
    {"memory-device", memory_device, 0},
    {"kernel-log", kernel_log, 0},
    {"fuse", fuse, 0},
    {"virtual-machines", virtual_machines, 0},
    {"inherited-descriptor", inherited, 1},
};

static int listens(const char *name) {
    struct sockaddr_un where = {.sun_family = AF_UNIX};
    strncpy(where.sun_path + 1, name, sizeof where.sun_path - 2);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(fd, (struct sockaddr *)&where, offsetof(struct sockaddr_un, sun_path) + 1 + strlen(name)) || listen(fd, 9))
        return 1;
    puts("listening");
    fflush(stdout);
    return getchar() == EOF;
}

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "listen")) return listens(argv[2]);
    int control = argc == 6 && !strcmp(argv[5], "control");
    if (argc != 5 && !control) return 2;
    /* Inside it is process 1, whoever started this. */
    runner = control ? getppid() : 1;
    port = atoi(argv[1]);
    abstract = argv[2];
    host_file = argv[3];
    host_process = atoi(argv[4]);
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        if (control && !WAYS[i].harmless) continue;
        int why = alone(WAYS[i].way);
        printf("%s %s\n", WAYS[i].name, why ? strerror(why) : "open");
    }
    return 0;
}
