/* Processes that end when the backend does, however that ends, with all that they began. */
#define _GNU_SOURCE
#include "slipway.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int begin_keeping(sigset_t *signals) {
    pid_t backend = getppid();
    sigemptyset(signals);
    sigaddset(signals, SIGTERM);
    sigaddset(signals, SIGINT);
    sigaddset(signals, SIGHUP);
    sigaddset(signals, SIGCHLD);
    sigprocmask(SIG_BLOCK, signals, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    return getppid() == backend;
}

/* Until shortly before the runner runs, nothing ends what bubblewrap began when bubblewrap itself is ended. */
static void kill_left(void) {
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *children = fopen(path, "re");
    for (int child; children && fscanf(children, "%d", &child) == 1;) kill(child, SIGKILL);
    if (children) fclose(children);
}

/* Waits for a child, and then ends what it leaves to this process and waits for that, too. The backend's end, however it
 * comes, is a SIGTERM here, and the end of the child. */
int keep(pid_t child, const sigset_t *signals) {
    int code = 0;
    for (;;) {
        int status, got = sigwaitinfo(signals, NULL);
        if (child && (got == SIGTERM || got == SIGINT || got == SIGHUP)) kill(child, SIGKILL);
        for (pid_t ended; (ended = waitpid(-1, &status, WNOHANG));) {
            if (ended < 0) return code;
            if (ended != child) continue;
            code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            child = 0;
        }
        if (!child) kill_left();
    }
}

static void remove_folder(const char *folder, long start) {
    pid_t child = fork();
    if (!child) remove_tree(folder, start);
    if (child > 0) waitpid(child, NULL, 0);
}

int tend(char **argv) {
    char folder[] = "/tmp/slipway-XXXXXX";
    sigset_t signals;
    if (!begin_keeping(&signals)) return 0;
    if (!mkdtemp(folder) || chmod(folder, 0755) || setenv("TMPDIR", folder, 1)) fail("%s: %s", folder, strerror(errno));
    pid_t child = fork();
    if (child < 0) fail("no process can be started: %s", strerror(errno));
    if (!child) {
        sigprocmask(SIG_UNBLOCK, &signals, NULL);
        /* What hangs up on its whole process group doesn't mean this one. */
        setsid();
        execv(argv[1], argv + 1);
        fail("%s can't be started: %s", argv[1], strerror(errno));
    }
    close(0);
    close(1);
    int code = keep(child, &signals);
    remove_folder(folder, atol(argv[0]));
    return code;
}
