/* What a session's own layer changed, found by walking that layer alone. Records: a letter, the path, a NUL.
 *   P present · D deleted · W the whole folder may differ */
#define _GNU_SOURCE
#include "slipway.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#define MOST_BYTES ((size_t)16 << 20)
#define PARTS 20

static struct bytes found;
static long records;
/* What a folder may add, and what all may; beyond, it is told as a whole. */
static long folder_records, all_records;
static size_t folder_bytes;

static void tell(char kind, const char *path) {
    put_u8(&found, kind);
    put(&found, path, strlen(path) + 1);
    records++;
}

static int has(int fd, const char *name) {
    char value[16];
    return fgetxattr(fd, name, value, sizeof value) > 0;
}

static int hides_below(int fd) {
    return has(fd, "trusted.overlay.opaque") || has(fd, "user.overlay.opaque") || has(fd, "trusted.overlay.redirect") ||
           has(fd, "user.overlay.redirect");
}

static int walk(int fd, const char *path, int depth);

static void look(DIR *folder, const char *name, const char *below, int depth) {
    struct stat status;
    if (fstatat(dirfd(folder), name, &status, AT_SYMLINK_NOFOLLOW)) {
        if (errno != ENOENT) tell('P', below);
    } else if (S_ISCHR(status.st_mode) && status.st_rdev == makedev(0, 0)) {
        tell('D', below);
    } else if (S_ISDIR(status.st_mode)) {
        int child = openat(dirfd(folder), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (child < 0 || hides_below(child)) {
            tell('W', below);
            if (child >= 0) close(child);
        } else walk(child, below, depth + 1);
    } else tell('P', below);
}

/* Returns whether the folder is told as a whole. */
static int walk(int fd, const char *path, int depth) {
    DIR *folder = fdopendir(fd);
    if (!folder || depth > 500) {
        if (folder) closedir(folder);
        tell('W', path);
        return 1;
    }
    size_t start = found.size, bytes = depth ? folder_bytes : MOST_BYTES;
    long before = records, most = depth ? folder_records : all_records;
    int many = 0;
    for (struct dirent *entry; !many && (entry = readdir(folder));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        char *below;
        if (asprintf(&below, "%s%s%s", path, *path ? "/" : "", entry->d_name) < 0) fail("no memory left");
        look(folder, entry->d_name, below, depth);
        free(below);
        many = records - before > most || found.size - start > bytes;
    }
    closedir(folder);
    if (!many) return 0;
    found.size = start;
    records = before;
    tell('W', path);
    return 1;
}

/* Where there are too many, folders that hold many are told as a whole, so that the others need not be. */
int list_candidates(const char *upper, long at_most) {
    for (int parts = 1; parts <= PARTS; parts += PARTS - 1) {
        int fd = open(upper, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0) return errno == ENOENT ? 0 : 1;
        found.size = records = 0;
        all_records = at_most;
        folder_records = at_most > parts ? at_most / parts : 1;
        folder_bytes = MOST_BYTES / parts;
        if (!walk(fd, "", 0)) break;
    }
    fwrite(found.at, 1, found.size, stdout);
    return fflush(stdout) ? 1 : 0;
}

static uint64_t bytes, entries, newest;

static void measure(int fd, int depth) {
    DIR *folder = fdopendir(fd);
    if (!folder) return;
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct stat status;
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        if (fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW)) continue;
        uint64_t changed = status.st_ctim.tv_sec * 1000000000ull + status.st_ctim.tv_nsec;
        if (changed > newest) newest = changed;
        bytes += (uint64_t)status.st_blocks * 512;
        entries++;
        if (!S_ISDIR(status.st_mode) || depth > 500) continue;
        int child = openat(dirfd(folder), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (child >= 0) measure(child, depth + 1);
    }
    closedir(folder);
}

int measure_extent(const char *layer) {
    int fd = open(layer, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0) measure(fd, 0);
    printf("%llu %llu %llu\n", (unsigned long long)bytes, (unsigned long long)entries, (unsigned long long)newest);
    return 0;
}
