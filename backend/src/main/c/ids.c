/* A user namespace with a whole range of ids, so that a system can be installed in it: 0 and all others are a range that
 * belongs to nobody else, and 1000 is the user of the sandboxes that will stand on what is made. */
#define _GNU_SOURCE
#include "slipway.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define AGENT 1000
#define COUNT 65536

static void write_map(pid_t of, const char *name, const char *map) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", of, name);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0 || write(fd, map, strlen(map)) < 0) fail("a range of ids can't be had: %s", strerror(errno));
    close(fd);
}

/* An ordinary user's range is given out by a program of the system's. */
static void ask_for_map(const char *program, pid_t of, long start, long own) {
    char text[7][24];
    long numbers[] = {of, start, AGENT, own, start + AGENT + 1, COUNT - AGENT - 1};
    for (int i = 0; i < 6; i++) snprintf(text[i], sizeof text[i], "%ld", numbers[i]);
    pid_t child = fork();
    if (!child) {
        execl(program, program, text[0], "0", text[1], text[2], "1000", text[3], "1", "1001", text[4], text[5], NULL);
        fail("%s can't be started: %s. Install the package uidmap.", program, strerror(errno));
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || status)
        fail("a range of ids can't be had: %s refused. See subuid(5).", program);
}

static void map_range(pid_t of, long start, long user, long group) {
    if (getuid()) {
        ask_for_map("/usr/bin/newuidmap", of, start, user);
        ask_for_map("/usr/bin/newgidmap", of, start, group);
        return;
    }
    char map[120];
    for (int i = 0; i < 2; i++) {
        snprintf(map, sizeof map, "0 %ld %d\n%d %ld 1\n%d %ld %d\n", start, AGENT, AGENT, i ? group : user, AGENT + 1,
                 start + AGENT + 1, COUNT - AGENT - 1);
        write_map(of, i ? "gid_map" : "uid_map", map);
    }
}

void enter_range(long start, long user, long group) {
    int go[2];
    pid_t me = getpid();
    if (pipe2(go, O_CLOEXEC)) fail("a range of ids can't be had: %s", strerror(errno));
    pid_t mapper = fork();
    if (!mapper) {
        char byte;
        close(go[1]);
        if (read(go[0], &byte, 1) == 1) map_range(me, start, user, group);
        _exit(0);
    }
    if (mapper < 0 || unshare(CLONE_NEWUSER)) fail("namespaces can't be made here: %s.", strerror(errno));
    int status;
    if (write(go[1], "", 1) != 1 || waitpid(mapper, &status, 0) != mapper || status) _exit(75);
    close(go[0]);
    close(go[1]);
    if (setgroups(0, NULL) || setresgid(0, 0, 0) || setresuid(0, 0, 0)) fail("a range of ids can't be had: %s", strerror(errno));
    /* Both were reset by the change of ids. */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    prctl(PR_SET_DUMPABLE, 1);
}

/* Unpacks an archive of a whole system from standard input, with the ids that it has inside. */
int unpack_root(const char *folder, long start) {
    if (mkdir(folder, 0755)) fail("%s: %s", folder, strerror(errno));
    uid_t user = getuid();
    gid_t group = getgid();
    if (!user && chown(folder, start, start)) fail("%s: %s", folder, strerror(errno));
    /* The way there may not be open to the ids that are taken on. */
    if (chdir(folder)) fail("%s: %s", folder, strerror(errno));
    enter_range(start, user ? user : SANDBOX_USER, user ? group : SANDBOX_USER);
    /* Made as the user that an ordinary one is inside. */
    if (user && chown(".", 0, 0)) fail("%s: %s", folder, strerror(errno));
    umask(022);
    execl("/usr/bin/tar", "tar", "--extract", "--numeric-owner", "--same-owner", "--preserve-permissions", "--exclude=./dev/*",
          NULL);
    fail("tar can't be started: %s", strerror(errno));
}

/* Deletes a tree in which ids of a range own something; 0 for none. */
void remove_tree(const char *tree, long start) {
    if (start && getuid()) enter_range(start, getuid(), getgid());
    execl("/usr/bin/rm", "rm", "-rf", "--", tree, NULL);
    fail("rm can't be started: %s", strerror(errno));
}
