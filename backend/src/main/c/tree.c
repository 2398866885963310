/* Listing and searching, sorted by path, with .git folders left out and no link followed. */
#define _GNU_SOURCE
#include "slipway.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEEPEST 100
#define LARGEST_SEARCHED (4 << 20)
#define LONGEST_LINE 500
#define MOST_NAMES 200000

/* Called for each entry that isn't a .git folder; returns whether to go on. */
typedef int visitor(int folder, const char *name, const char *path, const struct stat *status);

static FILE *result;
static const char *glob;
static uint32_t left;
static size_t bytes_left = READ_LIMIT;
static int was_cut;

/* Whether one more fits into the answer, whose frame is bounded. */
static int take_room(size_t size) {
    if (!left || size > bytes_left) {
        was_cut = 1;
        return 0;
    }
    left--;
    bytes_left -= size;
    return 1;
}

static int matches(const char *pattern, const char *path) {
    for (; *pattern; pattern++, path++) {
        if (pattern[0] == '*' && pattern[1] == '*') {
            pattern += 2;
            if (*pattern == '/') {
                pattern++;
                for (const char *at = path; at; at = strchr(at, '/') ? strchr(at, '/') + 1 : NULL)
                    if (matches(pattern, at)) return 1;
                return 0;
            }
            for (;; path++) {
                if (matches(pattern, path)) return 1;
                if (!*path) return 0;
            }
        }
        if (*pattern == '*') {
            for (pattern++;; path++) {
                if (matches(pattern, path)) return 1;
                if (!*path || *path == '/') return 0;
            }
        }
        if (*pattern == '?') {
            if (!*path || *path == '/') return 0;
        } else if (*pattern == '[') {
            int no = pattern[1] == '!' || pattern[1] == '^', hit = 0;
            const char *at = pattern + 1 + no, *first = at;
            for (; *at && (*at != ']' || at == first); at++) {
                if (at[1] == '-' && at[2] && at[2] != ']') {
                    if (*path >= at[0] && *path <= at[2]) hit = 1;
                    at += 2;
                } else if (*at == *path) hit = 1;
            }
            if (!*at || !*path || *path == '/' || hit == no) return 0;
            pattern = at;
        } else {
            if (*pattern == '\\' && pattern[1]) pattern++;
            if (*pattern != *path) return 0;
        }
    }
    return !*path;
}

int glob_matches(const char *pattern, const char *path) {
    return matches(pattern, path);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t names_in(int fd, char ***names) {
    DIR *folder = fdopendir(fd);
    size_t count = 0, room = 0;
    *names = NULL;
    if (!folder) return 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (count == MOST_NAMES) {
            was_cut = 1;
            break;
        }
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") || !strcmp(entry->d_name, ".git")) continue;
        if (count == room) {
            room = room ? room * 2 : 64;
            *names = realloc(*names, room * sizeof **names);
        }
        (*names)[count++] = strdup(entry->d_name);
    }
    closedir(folder);
    if (count) qsort(*names, count, sizeof **names, by_name);
    return count;
}

static int walk(int fd, const char *path, int depth, int deep, visitor *visit) {
    char **names;
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0), goes_on = 1;
    size_t count = copy < 0 ? 0 : names_in(copy, &names);
    if (copy < 0) return 1;
    for (size_t i = 0; i < count; i++) {
        char *below = NULL;
        struct stat status;
        int found = !fstatat(fd, names[i], &status, AT_SYMLINK_NOFOLLOW);
        if (!found && errno != ENOENT) was_cut = 1;
        if (goes_on && found && asprintf(&below, "%s%s%s", path, *path ? "/" : "", names[i]) >= 0) {
            goes_on = visit(fd, names[i], below, &status);
            if (goes_on && deep && S_ISDIR(status.st_mode) && depth < DEEPEST) {
                int child = openat(fd, names[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
                if (child >= 0) {
                    goes_on = walk(child, below, depth + 1, deep, visit);
                    close(child);
                }
            }
        }
        free(below);
        free(names[i]);
    }
    free(names);
    return goes_on;
}

static int open_root(const char *folder) {
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) operation_failed(result, "%s: %s", folder, strerror(errno));
    return fd;
}

static int list_entry(int folder, const char *name, const char *path, const struct stat *status) {
    (void)folder;
    (void)name;
    if (glob && !glob_matches(glob, path)) return 1;
    if (!take_room(strlen(path) + 13)) return 0;
    fputc(S_ISREG(status->st_mode) ? 0 : S_ISDIR(status->st_mode) ? 1 : S_ISLNK(status->st_mode) ? 2 : 3, result);
    write_u64(result, status->st_size);
    write_u32(result, strlen(path));
    fputs(path, result);
    return 1;
}

static void finish(void) __attribute__((noreturn));
static void finish(void) {
    fputc(was_cut ? 0xfe : 0xff, result);
    _exit(fflush(result) ? 1 : 0);
}

void list_files(struct reading *request, FILE *out) {
    result = out;
    left = take_u32(request);
    char *folder = take_text(request);
    glob = take_u8(request) ? take_text(request) : NULL;
    walk(open_root(folder), "", 0, glob != NULL, list_entry);
    finish();
}

static regex_t pattern;

static int tell_hit(const char *path, uint32_t line, const char *text, size_t size) {
    if (size > LONGEST_LINE) size = LONGEST_LINE;
    if (!take_room(strlen(path) + size + 13)) return 0;
    fputc(0, result);
    write_u32(result, line);
    write_u32(result, strlen(path));
    fputs(path, result);
    write_u32(result, size);
    fwrite(text, 1, size, result);
    return 1;
}

static int search_text(const char *path, char *text, size_t size) {
    uint32_t number = 1;
    for (char *line = text, *end = text + size; line < end; number++) {
        char *stop = memchr(line, '\n', end - line);
        if (!stop) stop = end;
        char kept = *stop;
        *stop = 0;
        int hit = !regexec(&pattern, line, 0, NULL, 0);
        *stop = kept;
        if (hit && !tell_hit(path, number, line, stop - line)) return 0;
        line = stop + 1;
    }
    return 1;
}

static int search_entry(int folder, const char *name, const char *path, const struct stat *status) {
    if (!S_ISREG(status->st_mode) || status->st_size == 0 || status->st_size > LARGEST_SEARCHED) return 1;
    if (glob && !glob_matches(glob, path) && !glob_matches(glob, name)) return 1;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return 1;
    char *text = malloc(status->st_size + 1);
    ssize_t size = text ? read(fd, text, status->st_size) : -1;
    close(fd);
    int goes_on = 1;
    if (size > 0 && !memchr(text, 0, size)) {
        text[size] = 0;
        goes_on = search_text(path, text, size);
    }
    free(text);
    return goes_on;
}

void search_files(struct reading *request, FILE *out) {
    result = out;
    left = take_u32(request);
    char *folder = take_text(request), *wanted = take_text(request);
    glob = take_u8(request) ? take_text(request) : NULL;
    int wrong = regcomp(&pattern, wanted, REG_EXTENDED | REG_NOSUB);
    if (wrong) {
        char words[200];
        regerror(wrong, &pattern, words, sizeof words);
        operation_failed(out, "the pattern can't be used: %s", words);
    }
    struct stat status;
    if (!stat(folder, &status) && S_ISREG(status.st_mode)) {
        search_entry(AT_FDCWD, folder, folder, &status);
        finish();
    }
    walk(open_root(folder), "", 0, 1, search_entry);
    finish();
}
