/* Copies layers into a new one, the lowest first, so that it shows what they showed together. Links are never followed,
 * and nothing may be writing to them. Where the file system can, files share their blocks. */
#define _GNU_SOURCE
#include "slipway.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#define DEEPEST 500
#define NAMES (64 << 10)

static int is_opaque(int fd) {
    char value[4];
    return fgetxattr(fd, "trusted.overlay.opaque", value, sizeof value) > 0 ||
           fgetxattr(fd, "user.overlay.opaque", value, sizeof value) > 0;
}

/* What overlayfs notes of a copy's origin is of no use to another. */
static int matters(const char *name) {
    return !strstr(name, ".overlay.origin") && !strstr(name, ".overlay.impure") && !strstr(name, ".overlay.nlink");
}

static void copy_attributes(int from, int to, const char *what) {
    static char names[NAMES], value[NAMES];
    ssize_t size = flistxattr(from, names, sizeof names);
    for (char *name = names; size > 0 && name < names + size; name += strlen(name) + 1) {
        ssize_t length = matters(name) ? fgetxattr(from, name, value, sizeof value) : -1;
        if (length >= 0 && fsetxattr(to, name, value, length, 0) && errno != ENOTSUP && errno != EPERM)
            fail("%s: its attributes can't be copied: %s", what, strerror(errno));
    }
}

static void settle(int to, const struct stat *status, const char *what) {
    struct timespec times[] = {status->st_atim, status->st_mtim};
    if (getuid() == 0 && fchown(to, status->st_uid, status->st_gid) && errno != EINVAL && errno != EPERM)
        fail("%s: %s", what, strerror(errno));
    if (fchmod(to, status->st_mode & 07777) || futimens(to, times)) fail("%s: %s", what, strerror(errno));
}

static void clear(int in, const char *name) {
    if (!unlinkat(in, name, 0) || errno == ENOENT) return;
    int fd = openat(in, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (!folder) fail("%s can't be replaced: %s", name, strerror(errno));
    for (struct dirent *entry; (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) clear(fd, entry->d_name);
    closedir(folder);
    if (unlinkat(in, name, AT_REMOVEDIR)) fail("%s can't be replaced: %s", name, strerror(errno));
}

static void copy_bytes(int from, int to, const char *name) {
    static char chunk[256 << 10];
    if (!ioctl(to, FICLONE, from)) return;
    ssize_t size;
    while ((size = copy_file_range(from, NULL, to, NULL, 1 << 30, 0)) > 0) {}
    if (size == 0) return;
    while ((size = read(from, chunk, sizeof chunk)) > 0)
        for (ssize_t done = 0, more; done < size; done += more)
            if ((more = write(to, chunk + done, size - done)) < 0) fail("%s: %s", name, strerror(errno));
    if (size < 0) fail("%s: %s", name, strerror(errno));
}

static void copy_file(int from, int to, const char *name) {
    int in = openat(from, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int out = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    struct stat status;
    if (in < 0 || out < 0 || fstat(in, &status)) fail("%s: %s", name, strerror(errno));
    copy_bytes(in, out, name);
    copy_attributes(in, out, name);
    settle(out, &status, name);
    close(in);
    close(out);
}

static void copy_link(int from, int to, const char *name, const struct stat *status) {
    char target[4097];
    ssize_t size = readlinkat(from, name, target, sizeof target - 1);
    if (size < 0) fail("%s: %s", name, strerror(errno));
    target[size] = 0;
    struct timespec times[] = {status->st_atim, status->st_mtim};
    if (symlinkat(target, to, name)) fail("%s: %s", name, strerror(errno));
    utimensat(to, name, times, AT_SYMLINK_NOFOLLOW);
    if (getuid() == 0 && fchownat(to, name, status->st_uid, status->st_gid, AT_SYMLINK_NOFOLLOW) && errno != EINVAL)
        fail("%s: %s", name, strerror(errno));
}

/* `pure`: nothing shows through from below. In such a folder overlayfs takes what is there as it is, so that the mark of
 * something deleted would be seen. */
static void merge_folder(int from, int to, int depth, int pure);

static void merge_into(int from, int to, const char *name, int depth, int pure) {
    int in = openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat status;
    if (in < 0 || fstat(in, &status)) fail("%s: %s", name, strerror(errno));
    struct stat before;
    int there = !fstatat(to, name, &before, AT_SYMLINK_NOFOLLOW);
    if (there && (!S_ISDIR(before.st_mode) || is_opaque(in))) {
        clear(to, name);
        there = 0;
    }
    if (!there && mkdirat(to, name, 0700)) fail("%s: %s", name, strerror(errno));
    int out = openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (out < 0) fail("%s: %s", name, strerror(errno));
    copy_attributes(in, out, name);
    merge_folder(in, out, depth + 1, pure || is_opaque(out));
    settle(out, &status, name);
    close(out);
}

/* Sockets are left out: nobody listens on a copy. */
static int is_kept(const struct stat *status, int pure) {
    return S_ISFIFO(status->st_mode) || (S_ISCHR(status->st_mode) && !status->st_rdev && !pure);
}

/* Closes `from`. */
static void merge_folder(int from, int to, int depth, int pure) {
    DIR *folder = fdopendir(from);
    if (!folder || depth > DEEPEST) fail("folders are nested too deep");
    for (struct dirent *entry; (entry = readdir(folder));) {
        const char *name = entry->d_name;
        struct stat status;
        if (!strcmp(name, ".") || !strcmp(name, "..")) continue;
        if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW)) fail("%s: %s", name, strerror(errno));
        if (S_ISDIR(status.st_mode)) {
            merge_into(from, to, name, depth, pure);
            continue;
        }
        clear(to, name);
        if (S_ISREG(status.st_mode)) copy_file(from, to, name);
        else if (S_ISLNK(status.st_mode)) copy_link(from, to, name, &status);
        else if (is_kept(&status, pure) && mknodat(to, name, status.st_mode, 0)) fail("%s: %s", name, strerror(errno));
    }
    closedir(folder);
}

/* Files that even their owner may not read are there to be copied, too. */
static void read_all(void) {
    char map[64];
    uid_t me = getuid();
    gid_t group = getgid();
    if (!me || unshare(CLONE_NEWUSER)) return;
    int fd = open("/proc/self/setgroups", O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, "deny", 4) != 4) fail("files can't be read as their owner: %s", strerror(errno));
    for (int i = 0; i < 2; i++) {
        close(fd);
        fd = open(i ? "/proc/self/gid_map" : "/proc/self/uid_map", O_WRONLY | O_CLOEXEC);
        int size = snprintf(map, sizeof map, "0 %d 1\n", i ? (int)group : (int)me);
        if (fd < 0 || write(fd, map, size) != size) fail("files can't be read as their owner: %s", strerror(errno));
    }
    close(fd);
}

int merge_layers(int argc, char **argv, int pure) {
    read_all();
    if (mkdir(argv[0], 0755)) fail("%s: %s", argv[0], strerror(errno));
    int to = open(argv[0], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    for (int i = 1; i < argc; i++) {
        int from = open(argv[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (to < 0 || from < 0) fail("%s can't be opened: %s", argv[i], strerror(errno));
        merge_folder(from, to, 0, pure);
    }
    return syncfs(to) ? 1 : 0;
}

int weigh_layer(const char *layer) {
    char into[PATH_MAX];
    measure_extent(layer);
    fflush(stdout);
    size_t size = fread(into, 1, sizeof into - 1, stdin);
    into[size] = 0;
    return size ? merge_layers(2, (char *[]){into, (char *)layer}, 0) : 0;
}
