/* The namespaces that bwrap is started in, and the mounts that it finds there. */
#define _GNU_SOURCE
#include "stage.h"
#include "slipway.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_file(const char *path, const char *text) {
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text)) fail("%s: %s", path, strerror(errno));
    close(fd);
}

static void own_namespaces(struct staged *what) {
    uid_t me = getuid();
    gid_t group = getgid();
    what->as_root = me == 0;
    int ranged = !what->as_root && what->root == BUILDING;
    if (ranged) enter_range(what->range, me, group);
    if (unshare(ranged ? CLONE_NEWNS : what->as_root ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS))
        fail("namespaces can't be made here: %s. Unprivileged user namespaces must be allowed.", strerror(errno));
    if (!what->as_root && !ranged) {
        char map[64];
        write_file("/proc/self/setgroups", "deny");
        snprintf(map, sizeof map, "%d %d 1\n", me, me);
        write_file("/proc/self/uid_map", map);
        snprintf(map, sizeof map, "%d %d 1\n", group, group);
        write_file("/proc/self/gid_map", map);
    }
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL)) fail("mounts can't be made private: %s", strerror(errno));
}

static int open_folder(const char *path) {
    int fd = open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) fail("%s can't be opened: %s", path, strerror(errno));
    return fd;
}

/* Opens a folder of the sandbox's, made where it isn't there yet.
 *   uid  whose it is */
static int own_folder(const struct staged *what, int in, const char *name, long uid) {
    if (mkdirat(in, name, 0755) && errno != EEXIST) fail("%s/%s can't be made: %s", what->state, name, strerror(errno));
    int fd = openat(in, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) fail("%s/%s can't be opened: %s", what->state, name, strerror(errno));
    struct stat status;
    if ((what->as_root || what->root == BUILDING) && (fstat(fd, &status) || (status.st_uid != uid && fchown(fd, uid, uid))))
        fail("%s/%s can't be given to the sandbox: %s", what->state, name, strerror(errno));
    return fd;
}

/* Older states had the workspace in `upper` itself, and `home` beside it. */
static void take_over_older(int state) {
    struct stat status;
    int begun = !fstatat(state, "upper.older", &status, AT_SYMLINK_NOFOLLOW);
    if (!begun && fstatat(state, "home", &status, AT_SYMLINK_NOFOLLOW)) return;
    if ((!begun && renameat(state, "upper", state, "upper.older")) ||
        (mkdirat(state, "upper", 0755) && errno != EEXIST) ||
        (renameat(state, "home", state, "upper/home") && errno != ENOENT) ||
        renameat(state, "upper.older", state, "upper/workspace"))
        fail("files of an older version can't be taken over: %s", strerror(errno));
}

static void bind_fd(int fd, const char *to) {
    char from[40];
    snprintf(from, sizeof from, "/proc/self/fd/%d", fd);
    if (mount(from, to, NULL, MS_BIND, NULL)) fail("%s can't be bound: %s", to, strerror(errno));
}

/* Folders are named by descriptor: short, so that many layers fit, and free of characters that would need escaping. */
static void mount_tree(const struct staged *what, const int *lower, int upper, int work) {
    char options[4000];
    if (!what->lowers) {
        bind_fd(upper, STAGE "/tree");
        return;
    }
    int used = snprintf(options, sizeof options, "lowerdir=");
    for (int i = what->lowers - 1; i >= 0; i--)
        used += snprintf(options + used, sizeof options - used, "/proc/self/fd/%d%s", lower[i], i ? ":" : "");
    snprintf(options + used, sizeof options - used, ",upperdir=/proc/self/fd/%d,workdir=/proc/self/fd/%d,index=off%s",
             upper, work, what->as_root ? ",redirect_dir=off,xino=off" : ",userxattr");
    if (mount("overlay", STAGE "/tree", "overlay", MS_NOSUID | MS_NODEV, options))
        fail("the files can't be laid over each other: %s", strerror(errno));
}

static void write_etc(void) {
    write_file(STAGE "/passwd", "root:x:0:0:root:/root:/usr/sbin/nologin\nagent:x:1000:1000:agent:/home/agent:/bin/bash\n"
                                "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n");
    write_file(STAGE "/group", "root:x:0:\nagent:x:1000:\nnogroup:x:65534:\n");
    write_file(STAGE "/hosts", "127.0.0.1 localhost slipway\n::1 localhost slipway\n");
    write_file(STAGE "/nsswitch", "passwd: files\ngroup: files\nhosts: files\n");
    write_file(STAGE "/gitconfig", "[safe]\n\tdirectory = *\n[core]\n\tfsmonitor = false\n[init]\n\tdefaultBranch = main\n");
}

static int open_door(const struct staged *what) {
    int fd = open(what->egress, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) || !S_ISSOCK(status.st_mode)) fail("%s isn't a socket", what->egress);
    return fd;
}

void stage(struct staged *what) {
    own_namespaces(what);
    int egress = what->egress ? open_door(what) : -1, trust = what->egress ? open_folder(what->trust) : -1;
    int helper = open(what->runner, O_PATH | O_CLOEXEC);
    if (helper < 0) fail("%s: %s", what->runner, strerror(errno));
    int state = open(what->state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (state < 0) fail("%s can't be opened: %s", what->state, strerror(errno));
    take_over_older(state);
    /* As it is seen from here: an ordinary user's range is entered already. */
    long agent = what->as_root ? what->uid : 1000, system = what->as_root ? what->range : 0;
    int upper = own_folder(what, state, "upper", agent), work = own_folder(what, state, "work", agent);
    close(own_folder(what, upper, "workspace", agent));
    close(own_folder(what, upper, "home", agent));
    if (what->root == BUILDING) close(own_folder(what, upper, "root", system));
    /* A private tmpfs to stand on: the state folder's own path may not be open to the ids that are dropped to. The lower
     * folders are opened before /tmp is covered. */
    int lower[MOST_LAYERS];
    for (int i = 0; i < what->lowers; i++) lower[i] = open_folder(what->lower[i]);
    if (mount("tmpfs", STAGE, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=1m"))
        fail("a place to stand on can't be mounted: %s", strerror(errno));
    if (mkdir(STAGE "/tree", 0755)) fail("%s: %s", STAGE, strerror(errno));
    mount_tree(what, lower, upper, work);
    write_file(STAGE "/runner", "");
    bind_fd(helper, STAGE "/runner");
    if (egress >= 0) {
        write_file(EGRESS, "");
        bind_fd(egress, EGRESS);
        if (mkdir(TRUST, 0755)) fail("%s: %s", TRUST, strerror(errno));
        bind_fd(trust, TRUST);
    }
    write_etc();
}
