/* The outside role: mounts, limits and ids, then bwrap. This process stays as the keeper: it holds the lock of the state
 * folder until bwrap, and with it every process of the sandbox's pid namespace, is gone. */
#define _GNU_SOURCE
#include "slipway.h"
#include "stage.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_ARGUMENTS 512

static struct staged staged = {.uid = SANDBOX_USER};
static const char *environment[128];
static int environments, open_files = 4096, processes;
static long tmp_bytes = 1L << 30, file_bytes;

static void join(const char *procs) {
    int fd = open(procs, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, "0", 1) != 1) fail("the limits in %s can't be joined: %s", procs, strerror(errno));
    close(fd);
}

static void parse(int argc, char **argv) {
    for (int i = 0; i + 1 < argc; i += 2) {
        const char *key = argv[i], *value = argv[i + 1];
        if (!strcmp(key, "--state")) staged.state = value;
        else if (!strcmp(key, "--runner")) staged.runner = value;
        else if (!strcmp(key, "--egress")) staged.egress = value;
        else if (!strcmp(key, "--trust")) staged.trust = value;
        else if (!strcmp(key, "--lower") && staged.lowers < MOST_LAYERS) staged.lower[staged.lowers++] = value;
        else if (!strcmp(key, "--env") && environments < 128) environment[environments++] = value;
        else if (!strcmp(key, "--cgroup")) join(value);
        else if (!strcmp(key, "--root")) staged.root = !strcmp(value, "building") ? BUILDING : !strcmp(value, "layers") ? LAYERS : HOST;
        else if (!strcmp(key, "--range")) staged.range = atol(value);
        else if (!strcmp(key, "--uid")) staged.uid = atol(value);
        else if (!strcmp(key, "--files")) open_files = atoi(value);
        else if (!strcmp(key, "--processes")) processes = atoi(value);
        else if (!strcmp(key, "--tmp")) tmp_bytes = atol(value);
        else if (!strcmp(key, "--file-bytes")) file_bytes = atol(value);
        else fail("slipway-sandbox start: %s isn't known, or there are too many", key);
    }
    if (!staged.state || !staged.runner) fail("slipway-sandbox start: --state and --runner are needed");
    if (!staged.egress != !staged.trust) fail("slipway-sandbox start: --egress and --trust go together");
}

/* An older sandbox over the same files may be on its way out: it gets five seconds. */
static void take_lock(void) {
    char path[4200];
    snprintf(path, sizeof path, "%s/lock", staged.state);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) fail("%s can't be opened: %s", path, strerror(errno));
    for (int tries = 0; flock(fd, LOCK_EX | LOCK_NB); tries++) {
        if (errno != EWOULDBLOCK || tries > 500)
            fail("another sandbox still uses these files; it should be gone in a moment, so try again");
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    }
}

static void limit(int what, rlim_t most) {
    struct rlimit now;
    getrlimit(what, &now);
    if (now.rlim_max != RLIM_INFINITY && most > now.rlim_max) most = now.rlim_max;
    if (setrlimit(what, &(struct rlimit){most, most})) fail("a limit can't be set: %s", strerror(errno));
}

static void drop(void) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, open_files);
    if (processes) limit(RLIMIT_NPROC, processes);
    if (file_bytes) limit(RLIMIT_FSIZE, file_bytes);
    uid_t uid = staged.uid;
    if (staged.as_root && staged.root != BUILDING && (setgroups(0, NULL) || setresgid(uid, uid, uid) || setresuid(uid, uid, uid)))
        fail("the ids can't be dropped: %s", strerror(errno));
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) fail("no_new_privs can't be set: %s", strerror(errno));
}

static const char *arguments[MOST_ARGUMENTS];
static int count;

static void __attribute__((sentinel)) add(const char *first, ...) {
    va_list more;
    va_start(more, first);
    for (const char *each = first; each && count < MOST_ARGUMENTS - 1; each = va_arg(more, const char *))
        arguments[count++] = each;
    va_end(more);
}

static void add_system(void) {
    static const char *const ROOTS[] = {"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"};
    static const char *const ETC[] = {"/etc/alternatives", "/etc/ssl", "/etc/ca-certificates", "/etc/ld.so.cache",
                                      "/etc/ld.so.conf",   "/etc/ld.so.conf.d", "/etc/localtime", "/etc/mime.types",
                                      "/etc/protocols",    "/etc/services", "/etc/bash.bashrc", "/etc/perl",
                                      "/etc/debian_version", "/etc/os-release", "/etc/maven", "/etc/fonts",
                                      "/etc/java-17-openjdk", "/etc/java-21-openjdk", "/etc/java-25-openjdk"};
    add("--ro-bind", "/usr", "/usr", NULL);
    for (size_t i = 0; i < sizeof ROOTS / sizeof *ROOTS; i++) {
        static char targets[6][256];
        struct stat status;
        if (lstat(ROOTS[i], &status)) continue;
        ssize_t size = S_ISLNK(status.st_mode) ? readlink(ROOTS[i], targets[i], 255) : 0;
        if (size > 0) add("--symlink", targets[i], ROOTS[i], NULL);
        else add("--ro-bind", ROOTS[i], ROOTS[i], NULL);
    }
    for (size_t i = 0; i < sizeof ETC / sizeof *ETC; i++) add("--ro-bind-try", ETC[i], ETC[i], NULL);
    add("--ro-bind", STAGE "/passwd", "/etc/passwd", "--ro-bind", STAGE "/group", "/etc/group", "--ro-bind",
        STAGE "/hosts", "/etc/hosts", "--ro-bind", STAGE "/nsswitch", "/etc/nsswitch.conf", "--ro-bind",
        STAGE "/gitconfig", "/etc/gitconfig", NULL);
}

/* Whom programs believe that ask the system. Where it is built that is a package's, which will write it anew. */
static void add_door(void) {
    static const char *const BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
    if (!staged.egress) return;
    add("--ro-bind", EGRESS, EGRESS_INSIDE, "--ro-bind", TRUST, TRUST_INSIDE, NULL);
    int there = !access(staged.root == HOST ? BUNDLE : ROOT "/etc/ssl/certs/ca-certificates.crt", F_OK);
    if (there && staged.root != BUILDING) add("--ro-bind", TRUST "/ca.pem", BUNDLE, NULL);
}

/* What installing packages takes, and what holds within the namespace alone. */
static void add_capabilities(void) {
    static const char *const KEPT[] = {"CAP_CHOWN",   "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID",           "CAP_SETUID",
                                       "CAP_SETGID",  "CAP_SETPCAP",      "CAP_SETFCAP", "CAP_NET_BIND_SERVICE", "CAP_KILL",
                                       "CAP_SYS_CHROOT"};
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++) add("--cap-add", KEPT[i], NULL);
}

/* With all its capabilities, who comes to have a namespace of their own could take the mounts apart. */
static void forbid_namespaces(void) {
    int fd = open("/proc/sys/user/max_user_namespaces", O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, "0", 1) != 1) fail("user namespaces can't be forbidden: %s", strerror(errno));
    close(fd);
}

/* The runner is the sandbox's process 1: a reaper of bwrap's there would hold the channel too, open to every command of
 * the same user. */
static void become_bwrap(void) {
    static char filter[16], size[32];
    snprintf(filter, sizeof filter, "%d", seccomp_filter());
    snprintf(size, sizeof size, "%ld", tmp_bytes);
    add("bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--as-pid-1",
        "--hostname", "slipway", "--die-with-parent", "--new-session", NULL);
    if (staged.root != BUILDING) add("--unshare-user", "--disable-userns", "--uid", "1000", "--gid", "1000", NULL);
    if (staged.root == HOST) add_system();
    else add(staged.root == BUILDING ? "--bind" : "--ro-bind", ROOT, "/", "--tmpfs", "/run", NULL);
    add("--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--size", size, "--tmpfs", "/tmp", NULL);
    if (staged.root == HOST) add("--dir", "/var/tmp", "--dir", "/run", NULL);
    add("--ro-bind", STAGE "/runner", RUNNER_INSIDE, "--bind", WORKSPACE, "/workspace", "--bind", HOME,
        "/home/agent", "--clearenv", "--setenv", "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "--setenv", "HOME", "/home/agent", "--setenv", "USER", "agent", "--setenv", "LANG", "C.UTF-8", "--setenv", "TERM",
        "dumb", "--setenv", "TMPDIR", "/tmp", NULL);
    add_door();
    for (int i = 0; i < environments; i++) {
        char *name = strdup(environment[i]), *value = name ? strchr(name, '=') : NULL;
        if (!value) fail("slipway-sandbox start: --env wants NAME=VALUE");
        *value = 0;
        add("--setenv", name, value + 1, NULL);
    }
    add("--cap-drop", "ALL", NULL);
    if (staged.root == BUILDING) add_capabilities();
    else add("--remount-ro", "/", NULL);
    add("--seccomp", filter, "--chdir", "/workspace", "--", RUNNER_INSIDE,
        "run", NULL);
    arguments[count] = NULL;
    static char *const NOTHING[] = {"PATH=/usr/bin:/bin", NULL};
    execve("/usr/bin/bwrap", (char *const *)arguments, NOTHING);
    fail("/usr/bin/bwrap can't be started: %s. Install the package bubblewrap.", strerror(errno));
}

int start_sandbox(int argc, char **argv) {
    sigset_t signals;
    if (!begin_keeping(&signals)) return 0;
    close_range(3, ~0U, 0);
    parse(argc, argv);
    take_lock();
    stage(&staged);
    pid_t child = fork();
    if (child < 0) fail("no process can be started: %s", strerror(errno));
    if (!child) {
        sigprocmask(SIG_UNBLOCK, &signals, NULL);
        if (staged.root == BUILDING && staged.as_root) enter_range(staged.range, staged.uid, staged.uid);
        if (staged.root == BUILDING) forbid_namespaces();
        drop();
        become_bwrap();
    }
    close(0);
    close(1);
    return keep(child, &signals);
}
