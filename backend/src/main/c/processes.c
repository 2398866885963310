/* What runs in the sandbox, seen and stopped from inside. Each of these runs in a process of its own, beside the runner. */
#define _GNU_SOURCE
#include "slipway.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LONGEST_LINE 400
#define PATIENCE 400

static size_t slurp(int pid, const char *name, char *into, size_t room) {
    char path[340];
    snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd < 0 ? 0 : read(fd, into, room - 1);
    if (fd >= 0) close(fd);
    into[size > 0 ? size : 0] = 0;
    return size > 0 ? size : 0;
}

/* Calls for each process but the runner's own, and those that are over. */
static void each(void (*what)(int pid, char state, FILE *out), FILE *out) {
    DIR *all = opendir("/proc");
    if (!all) operation_failed(out, "/proc can't be read: %s", strerror(errno));
    for (struct dirent *entry; (entry = readdir(all));) {
        char stat[512];
        int pid = isdigit((unsigned char)*entry->d_name) ? atoi(entry->d_name) : 0;
        if (pid <= 1 || pid == getpid() || !slurp(pid, "stat", stat, sizeof stat)) continue;
        char *name = strchr(stat, '('), *end = strrchr(stat, ')');
        if (!name || !end || end[1] != ' ' || strchr("ZX", end[2])) continue;
        if (end - name == 7 && !strncmp(name, "(runner", 7)) continue;
        what(pid, end[2], out);
    }
    closedir(all);
}

/* A record: the process id, and its command line with blanks between the arguments. */
static void list(int pid, char state, FILE *out) {
    (void)state;
    char line[LONGEST_LINE];
    size_t size = slurp(pid, "cmdline", line, sizeof line);
    while (size && !line[size - 1]) size--;
    for (size_t i = 0; i < size; i++)
        if (!line[i]) line[i] = ' ';
    if (!size) size = slurp(pid, "comm", line, sizeof line);
    write_u32(out, pid);
    write_u32(out, size);
    fwrite(line, 1, size, out);
}

static int moving;

/* Each of its threads may be in the middle of a system call, and stops only after it. */
static void count_moving(int pid, char state, FILE *out) {
    (void)state;
    (void)out;
    char path[64], stat[512];
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *threads = opendir(path);
    for (struct dirent *entry; threads && (entry = readdir(threads));) {
        char name[300];
        snprintf(name, sizeof name, "task/%s/stat", entry->d_name);
        if (*entry->d_name == '.' || !slurp(pid, name, stat, sizeof stat)) continue;
        char *end = strrchr(stat, ')');
        if (end && end[1] == ' ' && !strchr("TtZX", end[2])) moving++;
    }
    if (threads) closedir(threads);
}

static void stop(FILE *out) {
    if (kill(-1, SIGSTOP) && errno != ESRCH) operation_failed(out, "its processes can't be stopped: %s", strerror(errno));
    for (int tries = 0; tries < PATIENCE; tries++) {
        moving = 0;
        each(count_moving, out);
        if (!moving) return;
        nanosleep(&(struct timespec){.tv_nsec = 5 * 1000 * 1000}, NULL);
    }
    kill(-1, SIGCONT);
    operation_failed(out, "%d of its threads didn't stop", moving);
}

void process_operation(enum operation what, FILE *out) {
    if (what == PROCESSES) each(list, out);
    else if (what == PAUSE) stop(out);
    else kill(-1, SIGCONT);
    fflush(out);
    _exit(0);
}
