/* File operations, each in a process of its own that may hang, be killed or run out of memory without harm. */
#define _GNU_SOURCE
#include "slipway.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void operation_failed(FILE *out, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vfprintf(out, format, values);
    va_end(values);
    fflush(out);
    _exit(1);
}

static void done(FILE *out) __attribute__((noreturn));
static void done(FILE *out) {
    _exit(fflush(out) ? 1 : 0);
}

static void read_file(struct reading *request, FILE *out) {
    uint64_t offset = take_u64(request);
    uint32_t most = take_u32(request);
    char *path = take_text(request);
    if (most > READ_LIMIT) most = READ_LIMIT;
    /* Without O_NONBLOCK a named pipe would hang. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    struct stat status;
    if (fd < 0 || fstat(fd, &status)) operation_failed(out, "%s: %s", path, strerror(errno));
    if (S_ISDIR(status.st_mode)) operation_failed(out, "%s: is a folder", path);
    if (!S_ISREG(status.st_mode)) operation_failed(out, "%s: is no regular file", path);
    write_u64(out, status.st_size);
    char chunk[65536];
    while (most) {
        ssize_t size = pread(fd, chunk, most < sizeof chunk ? most : sizeof chunk, offset);
        if (size < 0) operation_failed(out, "%s: %s", path, strerror(errno));
        if (!size) break;
        fwrite(chunk, 1, size, out);
        offset += size;
        most -= size;
    }
    done(out);
}

static void make_folders(char *path, FILE *out) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(path, 0755) && errno != EEXIST) operation_failed(out, "%s: %s", path, strerror(errno));
        *slash = '/';
    }
}

/* Written beside and renamed into place, so that nobody ever sees half of it. Through a link the target is replaced. */
static void write_file(struct reading *request, FILE *out) {
    char *path = take_text(request);
    char *target = realpath(path, NULL);
    if (!target) target = path;
    make_folders(target, out);
    struct stat status;
    if (target == path && !lstat(path, &status) && S_ISLNK(status.st_mode))
        operation_failed(out, "%s: is a link that leads to no file", path);
    int exists = !stat(target, &status);
    if (exists && S_ISDIR(status.st_mode)) operation_failed(out, "%s: is a folder", path);
    if (exists && !S_ISREG(status.st_mode)) operation_failed(out, "%s: is no regular file", path);
    if (exists && access(target, W_OK)) operation_failed(out, "%s: %s", path, strerror(errno));
    char *beside;
    const char *slash = strrchr(target, '/');
    if (asprintf(&beside, "%.*s.slipway-XXXXXX", slash ? (int)(slash - target + 1) : 0, target) < 0)
        operation_failed(out, "no memory left");
    int fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0) operation_failed(out, "%s: %s", path, strerror(errno));
    size_t size = request->end - request->at;
    int good = 1;
    for (size_t at = 0; good && at < size;) {
        ssize_t wrote = write(fd, request->at + at, size - at);
        good = wrote > 0;
        if (good) at += wrote;
    }
    good = good && !fchmod(fd, exists ? status.st_mode & 07777 : 0644) && !close(fd) && !rename(beside, target);
    if (!good) {
        int why = errno;
        unlink(beside);
        operation_failed(out, "%s: %s", path, strerror(why));
    }
    done(out);
}

static void tell_status(struct reading *request, FILE *out) {
    char *path = take_text(request);
    struct stat status;
    if (lstat(path, &status)) {
        if (errno != ENOENT && errno != ENOTDIR) operation_failed(out, "%s: %s", path, strerror(errno));
        done(out);
    }
    char link[4097] = "";
    if (S_ISLNK(status.st_mode)) {
        ssize_t size = readlink(path, link, sizeof link - 1);
        link[size > 0 ? size : 0] = 0;
    }
    fputc(S_ISREG(status.st_mode) ? 0 : S_ISDIR(status.st_mode) ? 1 : S_ISLNK(status.st_mode) ? 2 : 3, out);
    write_u32(out, status.st_mode & 07777);
    write_u64(out, status.st_size);
    fputs(link, out);
    done(out);
}

void file_operation(enum operation what, struct reading *request, FILE *out) {
    umask(022);
    switch (what) {
    case READ_FILE: read_file(request, out); break;
    case WRITE_FILE: write_file(request, out); break;
    case STATUS: tell_status(request, out); break;
    case LIST: list_files(request, out);
    case SEARCH: search_files(request, out);
    case PROCESSES:
    case PAUSE:
    case RESUME: process_operation(what, out);
    }
    done(out);
}
